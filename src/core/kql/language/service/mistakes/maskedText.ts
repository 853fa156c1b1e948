import { listItems, present } from '../../kusto/kusto';
import { loadKusto } from '../../kusto/loadKusto';

const quoted = /^[hH@]*["'`~]/;

/** A text of the same length whose strings are `"___"` and whose comments are blanks. */
export function maskedText(text: string): string {
  const { KustoCode, GlobalState } = loadKusto();
  const tokens = listItems(present(KustoCode.Parse(text, GlobalState.Default), 'tree').GetLexicalTokens());
  return tokens.map(({ Trivia, Text }) => `${(Trivia ?? '').replaceAll(/\S/g, ' ')}${maskedWord(Text ?? '')}`).join('');
}

function maskedWord(word: string): string {
  return quoted.test(word) && word.length > 1 ? `"${'_'.repeat(word.length - 2)}"` : word;
}
