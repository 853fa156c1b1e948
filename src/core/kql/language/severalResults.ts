import { callOf } from '../plan/callOf';
import type { Plan } from '../plan/plan';
import { translateExpression } from './expressions';
import { present, separatedItems, syntaxItems, type KustoExpression } from './kusto';
import type { Scope } from './scope';
import { translateSubquery } from './subquery';
import { translateTable } from './tables';

/** The results of a query: one, unless its last operator is `fork` or `facet`. */
export function translateResults(node: KustoExpression, scope: Scope): readonly Plan[] {
  const { FacetOperator, ForkOperator, PipeExpression } = Kusto.Language.Syntax;
  const operator = node instanceof PipeExpression ? node.Operator : null;
  if (!(node instanceof PipeExpression) || !(operator instanceof ForkOperator || operator instanceof FacetOperator)) {
    return [translateTable(node, scope)];
  }
  const input = translateTable(present(node.Expression, 'input'), scope);
  return operator instanceof ForkOperator ? fork(operator, input, scope) : facet(operator, input, scope);
}

/** `fork`: a result for each subquery. */
function fork(node: Kusto.Language.Syntax.ForkOperator, input: Plan, scope: Scope): Plan[] {
  return syntaxItems(node.Expressions).map((branch) =>
    translateSubquery(present(branch.Expression, 'subquery'), input, scope),
  );
}

/** `facet`: how many rows have each value, for each column; then the result of the subquery, where there is one. */
function facet(node: Kusto.Language.Syntax.FacetOperator, input: Plan, scope: Scope): Plan[] {
  const { FacetWithExpressionClause, FacetWithOperatorClause } = Kusto.Language.Syntax;
  const counts = separatedItems(node.Expressions).map((column): Plan => {
    const key = translateExpression(column, scope);
    const name = key.kind === 'column' ? key.name : '';
    return {
      kind: 'summarize',
      input,
      keys: [{ name, expression: key }],
      aggregates: [
        {
          expression: callOf('count', 'long', [], scope.place(column)),
          columns: [{ name: `count_${name}`, type: 'long' }],
        },
      ],
    };
  });
  const { WithClause } = node;
  const subquery =
    WithClause instanceof FacetWithExpressionClause
      ? WithClause.Expression
      : WithClause instanceof FacetWithOperatorClause
        ? WithClause.Operator
        : null;
  return subquery === null ? counts : [...counts, translateSubquery(subquery, input, scope)];
}
