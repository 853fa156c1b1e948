import { callOf } from '../plan/callOf';
import type { Plan } from '../plan/plan';
import { dispatch, type RowsByClass } from './dispatch';
import { translateExpression } from './expressions';
import { present, separatedItems, syntaxItems, type KustoExpression } from './kusto/kusto';
import { className } from './kusto/kustoSymbols';
import type { Scope } from './scope';
import { evaluateResults } from './operators/evaluateOperator';
import { translateSubquery } from './operators/subquery';
import { translateTable } from './tables/tables';

/** The operators that can give several results, where they are the last of a statement. */
export const resultOperators: RowsByClass<[Plan, Scope], readonly Plan[]> = {
  EvaluateOperator: evaluateResults,
  ForkOperator: fork,
  FacetOperator: facet,
};

/** The results of a query: one, unless its last operator gives several. */
export function translateResults(node: KustoExpression, scope: Scope): readonly Plan[] {
  const pipe = node instanceof Kusto.Language.Syntax.PipeExpression ? node : undefined;
  const operator = present(pipe?.Operator ?? node, 'operator');
  return pipe !== undefined && Object.hasOwn(resultOperators, className(operator))
    ? dispatch(resultOperators, operator, translateTable(present(pipe.Expression, 'input'), scope), scope)
    : [translateTable(node, scope)];
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
