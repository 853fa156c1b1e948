import { queryError } from '../queryError';
import type { TableSchema } from '../tableSchema';
import { withoutUnknownOperands } from './fuzzyUnions';
import { listItems, loadKusto, present } from './kusto';
import { kustoGlobals } from './kustoGlobals';

const openers: ReadonlySet<string> = new Set(['(', '[', '{']);
const closers: ReadonlySet<string> = new Set([')', ']', '}']);

/** The text with the statements that blank lines part ended by semicolons. Nothing moves: places in it are places in the text. */
export function separateStatements(text: string): string {
  const { KustoCode, GlobalState } = loadKusto();
  const tokens = listItems(present(KustoCode.Parse(text, GlobalState.Default), 'tree').GetLexicalTokens());
  let depth = 0;
  let previous = ';';
  let separated = '';
  for (const token of tokens) {
    const trivia = token.Trivia ?? '';
    const word = token.Text ?? '';
    const isBetween = depth === 0 && previous !== ';' && previous !== '|' && previous !== '=' && word !== '';
    separated += (isBetween && word !== ';' && word !== '|' ? endAtBlankLine(trivia) : trivia) + word;
    depth += openers.has(word) ? 1 : closers.has(word) ? -1 : 0;
    previous = word;
  }
  return separated;
}

/** Puts a semicolon into the first blank line; comments stay as they are. */
function endAtBlankLine(trivia: string): string {
  return trivia.replace(/(\n[ \t]*\r?)\n/, '$1;');
}

/** Parses and binds a text; errors are left in the tree. */
export function analyzeKql(text: string, tables: readonly TableSchema[]): Kusto.Language.KustoCode {
  return present(
    loadKusto().KustoCode.ParseAndAnalyze(separateStatements(text), kustoGlobals(tables)),
    'analysed query',
  );
}

/** Binds a text without what a fuzzy union leaves out. */
function analyzeWhatIsHere(text: string, globals: Kusto.Language.GlobalState): Kusto.Language.KustoCode {
  const code = present(loadKusto().KustoCode.ParseAndAnalyze(text, globals), 'analysed query');
  const shorter = withoutUnknownOperands(text, code);
  return shorter === text ? code : analyzeWhatIsHere(shorter, globals);
}

/**
 * Parses and binds a text that is to be run.
 *
 * @param globals what `kustoGlobals` gives
 * @throws EngineError with the first error that Kusto finds, its place and its code.
 */
export function parseKql(text: string, globals: Kusto.Language.GlobalState): Kusto.Language.Syntax.QueryBlock {
  const code = analyzeWhatIsHere(separateStatements(text), globals);
  const error = listItems(code.GetDiagnostics()).find(({ Severity }) => Severity === 'Error');
  if (error !== undefined) {
    throw queryError(
      error.Message ?? 'This is no valid query.',
      { start: error.Start, length: error.Length },
      error.Code ?? undefined,
    );
  }
  const { QueryBlock } = loadKusto().Syntax;
  if (!(code.Syntax instanceof QueryBlock)) {
    throw queryError('Management commands cannot be run here: write a query.', { start: 0, length: text.length });
  }
  return code.Syntax;
}
