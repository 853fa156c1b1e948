import { planColumns } from '../../plan/columns';
import type { Plan } from '../../plan/plan';
import { translateExpression } from '../expressions';
import { listItems, present, type KustoExpression } from '../kusto/kusto';
import { symbolColumns } from '../kusto/kustoSymbols';
import { keepColumn } from './projections';
import type { Scope } from '../scope';
import { translateGrouped } from './subquery';

/**
 * `partition`: the subquery runs over the rows of each value of a column. In braces it has a table of its own, and the name of the
 * column stands for the value there.
 */
export function partition(node: Kusto.Language.Syntax.PartitionOperator, input: Plan, scope: Scope): Plan {
  const { PartitionQuery, PartitionSubquery } = Kusto.Language.Syntax;
  const { Operand } = node;
  const key = present(node.ByExpression, 'column');
  const ownTable = Operand instanceof PartitionQuery ? present(Operand.Query, 'query') : undefined;
  const rowsOfGroup = Operand instanceof PartitionSubquery ? Operand.Subquery : null;
  return translateGrouped({
    node,
    subquery: ownTable ?? present(rowsOfGroup, 'subquery'),
    input,
    key: translateExpression(key, scope),
    keyNames: ownTable === undefined ? [] : keyNames(ownTable, key),
    prepare: (rows, hidden) => ({
      kind: 'project',
      input: rows,
      columns: [...planColumns(rows).map(keepColumn), ...hidden],
    }),
    scope,
  });
}

/** Where a query names the key: the service gives the key's symbol to a column of a row too, where both are of one table. */
function keyNames(query: KustoExpression, key: KustoExpression): KustoExpression[] {
  return listItems(query.GetDescendants(Kusto.Language.Syntax.NameReference)).filter(
    (name) => name.ReferencedSymbol === key.ReferencedSymbol && !isOfRow(name, query),
  );
}

/** Whether an operator around a name has a column that is called so. */
function isOfRow(name: Kusto.Language.Syntax.NameReference, query: KustoExpression): boolean {
  const { Symbols, Syntax } = Kusto.Language;
  let inner: Kusto.Language.Syntax.SyntaxElement = name;
  while (inner !== query && inner.Parent !== null) {
    const outer: Kusto.Language.Syntax.SyntaxElement = inner.Parent;
    const rows =
      outer instanceof Syntax.PipeExpression && outer.Operator === inner ? outer.Expression?.ResultType : null;
    if (rows instanceof Symbols.TableSymbol && symbolColumns(rows).some((column) => column.name === name.SimpleName)) {
      return true;
    }
    inner = outer;
  }
  return false;
}
