import { queryError, refused } from '../queryError';
import type { TableSchema } from '../tableSchema';
import { isUnknownTable, withoutUnknownOperands } from './problems/fuzzyUnions';
import { listItems, loadKusto, present, type SyntaxNode } from './kusto/kusto';
import { kustoGlobals } from './kusto/kustoGlobals';
import { firstWord, placeOf } from './kusto/kustoSymbols';
import { nestingError } from './problems/nesting';
import { refusedPlugins } from './plugins/refusedPlugins';
import { problemMessage } from './problems/problemMessage';
import { refusedSyntax } from './operators/refusedOperators';
import { firstTooDeep, tooDeepCode } from './problems/syntaxDepth';
import { signCode, signMessage, typographicSigns } from './problems/typographicSigns';

const openers: ReadonlySet<string> = new Set(['(', '[', '{']);
const closers: ReadonlySet<string> = new Set([')', ']', '}']);

const blankLine = /(\n[ \t]*\r?)\n/;

/** The text with the statements that blank lines part ended by semicolons. Nothing moves: places in it are places in the text. */
export function separateStatements(text: string): string {
  if (!blankLine.test(text)) {
    return text;
  }
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
  return trivia.replace(blankLine, '$1;');
}

/** Parses and binds a text; errors are left in the tree. */
export function analyzeKql(text: string, tables: readonly TableSchema[]): Kusto.Language.KustoCode {
  return bindKql(separateStatements(text), kustoGlobals(tables));
}

/**
 * Parses and binds a text; errors are left in the tree. One that looks for patterns in a graph, or for sequences, is parsed alone: the
 * language service fails where what it looks in is no graph, or an argument is missing, and it is refused in any case.
 */
export function bindKql(text: string, globals: Kusto.Language.GlobalState): Kusto.Language.KustoCode {
  const { KustoCode } = loadKusto();
  const parsed = unboundPattern.test(text) ? present(KustoCode.Parse(text, globals), 'tree') : undefined;
  return parsed !== undefined && unboundNodes(parsed).length > 0
    ? parsed
    : present(KustoCode.ParseAndAnalyze(text, globals), 'analysed query');
}

const unboundPattern = /graph-(match|shortest-paths)|sequence_detect/;

function unboundNodes(code: Kusto.Language.KustoCode): readonly SyntaxNode[] {
  const { EvaluateOperator, GraphMatchOperator, GraphShortestPathsOperator } = loadKusto().Syntax;
  const root = present(code.Syntax, 'tree');
  return [
    ...listItems(root.GetDescendants(GraphMatchOperator)),
    ...listItems(root.GetDescendants(GraphShortestPathsOperator)),
    ...listItems(root.GetDescendants(EvaluateOperator)).filter(
      ({ FunctionCall }) => FunctionCall?.Name?.SimpleName === 'sequence_detect',
    ),
  ];
}

/** A text that can be run, bound. */
export interface ParsedKql {
  readonly block: Kusto.Language.Syntax.QueryBlock;
  /** The names of tables that are not here, without which unions are made. */
  readonly leftOut: readonly string[];
}

/**
 * Binds a text without what a fuzzy union leaves out.
 *
 * @param whole the text, bound
 */
export function analyzeWhatIsHere(
  text: string,
  globals: Kusto.Language.GlobalState,
  whole = bindKql(text, globals),
): { readonly code: Kusto.Language.KustoCode; readonly leftOut: readonly string[] } {
  let [rest, code] = [text, whole];
  for (
    let shorter = withoutUnknownOperands(rest, code);
    shorter !== rest;
    shorter = withoutUnknownOperands(rest, code)
  ) {
    [rest, code] = [shorter, bindKql(shorter, globals)];
  }
  const names = listItems(whole.GetDiagnostics())
    .filter((problem) => isUnknownTable(problem, text))
    .filter(({ Start, Length }) => rest.slice(Start, Start + Length).trim() === '')
    .map(({ Start, Length }) => text.slice(Start, Start + Length));
  return { code, leftOut: rest === text ? [] : [...new Set(names)] };
}

/** Kusto's code for a call with too few or too many arguments. */
const wrongNumberOfArguments = 'KS120';

/** What Kusto finds wrong. Its service counts the values after `in` as arguments, of which it takes 32,768; the engine takes more. */
export function problemsOf(code: Kusto.Language.KustoCode): Kusto.Language.Diagnostic[] {
  const { InExpression } = loadKusto().Syntax;
  return listItems(code.GetDiagnostics())
    .filter(
      ({ Code, Start }) =>
        Code !== wrongNumberOfArguments || !(code.Syntax?.GetTokenAt(Start)?.Parent instanceof InExpression),
    )
    .map((problem) =>
      problem.Code === tooDeepCode && code.Syntax !== null
        ? present(problem.WithLocation(firstTooDeep(code.Syntax)), 'place')
        : problem,
    );
}

/**
 * Parses and binds a text that is to be run.
 *
 * @param globals what `kustoGlobals` gives
 * @throws EngineError with the first error that Kusto finds, its place and its code.
 */
export function parseKql(text: string, globals: Kusto.Language.GlobalState): ParsedKql {
  const nesting = nestingError(text);
  if (nesting !== undefined) {
    throw nesting;
  }
  const { code, leftOut } = analyzeWhatIsHere(separateStatements(text), globals);
  const error = problemsOf(code).find(({ Severity }) => Severity === 'Error');
  if (error !== undefined) {
    const [sign] = typographicSigns(text);
    throw sign === undefined
      ? queryError(
          problemMessage(error, text, present(code.Syntax, 'tree')),
          { start: error.Start, length: error.Length },
          error.Code ?? undefined,
        )
      : queryError(signMessage(sign), sign, signCode);
  }
  const [unbound] = unboundNodes(code);
  if (unbound !== undefined) {
    throw unbound instanceof loadKusto().Syntax.EvaluateOperator
      ? refused('evaluate sequence_detect()', refusedPlugins.sequence_detect, placeOf(unbound))
      : refused(`"${firstWord(unbound)}"`, refusedSyntax.GraphMatchOperator, placeOf(unbound));
  }
  const { QueryBlock } = loadKusto().Syntax;
  if (!(code.Syntax instanceof QueryBlock)) {
    throw queryError('Management commands cannot be run here: write a query.', { start: 0, length: text.length });
  }
  return { block: code.Syntax, leftOut };
}
