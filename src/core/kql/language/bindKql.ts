import type { EngineError } from '../../protocol/engineError';
import { queryError, refused } from '../queryError';
import { listItems, present, type SyntaxNode } from './kusto/kusto';
import { loadKusto } from './kusto/loadKusto';
import { firstWord, placeOf } from './kusto/kustoSymbols';
import { refusedSyntax } from './operators/refusedOperators';
import { listedExpressions } from './parameters';
import { isUnknownTable, withoutUnknownOperands } from './problems/fuzzyUnions';

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

/** `sequence_detect` has at least a timeline, two spans and a condition. */
const sequenceArguments = 4;

const unboundPattern = /graph-(match|shortest-paths)|sequence_detect/;

function unboundNodes(code: Kusto.Language.KustoCode): readonly SyntaxNode[] {
  const { EvaluateOperator, GraphMatchOperator, GraphShortestPathsOperator } = loadKusto().Syntax;
  const root = present(code.Syntax, 'tree');
  return [
    ...listItems(root.GetDescendants(GraphMatchOperator)),
    ...listItems(root.GetDescendants(GraphShortestPathsOperator)),
    ...listItems(root.GetDescendants(EvaluateOperator)).filter(
      ({ FunctionCall }) =>
        FunctionCall?.Name?.SimpleName === 'sequence_detect' &&
        listedExpressions(FunctionCall.ArgumentList).length < sequenceArguments,
    ),
  ];
}

/** What is said of a text that was parsed alone; undefined for any other. */
export function unboundError(code: Kusto.Language.KustoCode): EngineError | undefined {
  const [unbound] = unboundNodes(code);
  if (unbound === undefined) {
    return undefined;
  }
  return unbound instanceof loadKusto().Syntax.EvaluateOperator
    ? queryError(
        'sequence_detect() has a timeline, the longest step, the longest span, and conditions: "sequence_detect(Time, 1h, 1d, failed = Result == 1, passed = Result == 0)".',
        placeOf(unbound),
      )
    : refused(`"${firstWord(unbound)}"`, refusedSyntax.GraphMatchOperator, placeOf(unbound));
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
