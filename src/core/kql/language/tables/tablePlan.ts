import type { Column } from '../../kustoType';
import type { TablePlan } from '../../plan/plan';
import type { TableSchema } from '../../tableSchema';
import type { Scope } from '../scope';

/** The rows of a table: those of the query's time range alone, where the table has times. */
export function tablePlan(
  { name, columns: all, days, recordText, holdsValues }: TableSchema,
  columns: readonly Column[],
  { context: { timeRange } }: Scope,
): TablePlan {
  return {
    kind: 'table',
    name,
    columns,
    allNames: all.map((column) => column.name),
    days,
    recordText,
    holdsValues,
    range: days === undefined ? undefined : timeRange,
  };
}
