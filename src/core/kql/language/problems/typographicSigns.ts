import type { Place } from '../../queryError';
import { listItems, present } from '../kusto/kusto';
import { loadKusto } from '../kusto/loadKusto';

/** A sign that web pages and word processors put in place of one of KQL's. */
export interface TypographicSign extends Place {
  /** What was meant. */
  readonly plain: string;
  readonly name: string;
}

const signs: ReadonlyMap<string, Pick<TypographicSign, 'plain' | 'name'>> = new Map(
  [
    { typed: '\u201C\u201D\u201E\u201F\u00AB\u00BB', plain: '"', name: 'quotation mark' },
    { typed: '\u2018\u2019\u201A\u201B', plain: "'", name: 'quotation mark' },
    { typed: '\u2010\u2011\u2012\u2013\u2014\u2212', plain: '-', name: 'dash' },
  ].flatMap(({ typed, plain, name }) => Array.from(typed, (sign) => [sign, { plain, name }] as const)),
);

const anySign = new RegExp(`[${[...signs.keys()].join('')}]`);

/** The code of the error that tells of one: Kusto has several for what follows from it. */
export const signCode = 'typographicSign';

export function signMessage({ name, plain }: TypographicSign): string {
  return `This is a typographic ${name}, as web pages and word processors write it: write ${plain} instead.`;
}

/** The typographic signs of a text; those in strings and comments are none, since they may stand there. */
export function typographicSigns(text: string): TypographicSign[] {
  if (!anySign.test(text)) {
    return [];
  }
  const { KustoCode, GlobalState } = loadKusto();
  const found: TypographicSign[] = [];
  let end = 0;
  for (const { Trivia, Text } of listItems(
    present(KustoCode.Parse(text, GlobalState.Default), 'tree').GetLexicalTokens(),
  )) {
    const word = Text ?? '';
    const start = end + (Trivia?.length ?? 0);
    end = start + word.length;
    const sign = signs.get(word);
    if (sign !== undefined) {
      found.push({ start, length: word.length, ...sign });
    }
  }
  return found;
}
