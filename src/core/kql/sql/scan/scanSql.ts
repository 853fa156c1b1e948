import type { Plan, ScanPlan, ScanStep } from '../../plan/plan';
import { convertedSql } from '../expressionSql';
import { contextOf, select, type Relation } from '../relation';
import { sql, type Sql } from '../sql';
import { columnSql } from '../sqlTypes';
import { computedScan } from './computedScan';
import { recursiveScan } from './recursiveScan';
import { assigned, withDefaults, type ScanSource } from './scanSource';

/**
 * Where there is one step, which does not look back, a match is decided row by row. Else the rows are gone through one by one: by a
 * function of ours where that has all that the steps look back with, else by a recursive query, which takes a hundred times as long.
 */
export function scanSql(plan: ScanPlan, input: Relation, firstColumn: (plan: Plan) => Sql): Relation {
  const [step, second] = plan.steps;
  const source = { plan, input, firstColumn };
  const isFilter =
    step !== undefined && second === undefined && step.state.length === 0 && step.output === 'all' && !plan.matchId;
  return isFilter ? filterScan(source, step) : (computedScan(source) ?? recursiveScan(source));
}

function filterScan(source: ScanSource, step: ScanStep): Relation {
  const { plan, input, firstColumn } = source;
  const relation = withDefaults(source);
  const context = contextOf(relation, firstColumn);
  return select(
    relation.columns.map((column, index) => {
      const declared = plan.declared[index - input.columns.length];
      return declared === undefined
        ? { value: columnSql(column), column, stored: column.stored }
        : { value: convertedSql(assigned(step, declared), column.type, context), column };
    }),
    sql`FROM ${relation.from} WHERE ${convertedSql(step.condition, 'bool', context)}`,
  );
}
