import { planColumns } from '../../plan/columns';
import type { Plan } from '../../plan/plan';
import { refused } from '../../queryError';
import { translateExpression } from '../expressions';
import { present } from '../kusto/kusto';
import { keepColumn } from './projections';
import { refusedSyntax } from './refusedOperators';
import type { Scope } from '../scope';
import { translateGrouped } from './subquery';

/** `partition`: the subquery runs over the rows of each value of a column. */
export function partition(node: Kusto.Language.Syntax.PartitionOperator, input: Plan, scope: Scope): Plan {
  const { PartitionSubquery } = Kusto.Language.Syntax;
  if (!(node.Operand instanceof PartitionSubquery)) {
    throw refused('partition with a query in braces', refusedSyntax.PartitionQuery, scope.place(node));
  }
  return translateGrouped({
    node,
    subquery: present(node.Operand.Subquery, 'subquery'),
    input,
    key: translateExpression(present(node.ByExpression, 'column'), scope),
    prepare: (rows, hidden) => ({
      kind: 'project',
      input: rows,
      columns: [...planColumns(rows).map(keepColumn), ...hidden],
    }),
    scope,
  });
}
