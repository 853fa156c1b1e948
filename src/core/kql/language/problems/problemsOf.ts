import { listItems, present, type SyntaxNode } from '../kusto/kusto';
import { loadKusto } from '../kusto/loadKusto';
import { unequalKeys, unequalKeysCode } from './joinKeys';
import { firstTooDeep, tooDeepCode } from './syntaxDepth';

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
    .map((problem) => {
      const at = code.Syntax === null ? undefined : placeOfProblem(problem, code.Syntax);
      return at === undefined ? problem : present(problem.WithLocation(at), 'place');
    });
}

/** Where a problem is that the service does not place. */
function placeOfProblem(
  { Code }: Kusto.Language.Diagnostic,
  root: SyntaxNode,
): Kusto.Language.Syntax.SyntaxElement | undefined {
  switch (Code) {
    case tooDeepCode:
      return firstTooDeep(root);
    case unequalKeysCode:
      return unequalKeys(root);
    default:
      return undefined;
  }
}
