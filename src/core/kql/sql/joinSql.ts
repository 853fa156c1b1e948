import type { JoinKind, JoinPlan, Plan } from '../plan/plan';
import { convert } from './conversions';
import { expressionSql } from './expressionSql';
import { contextOf, select, type Relation } from './relation';
import { joinSql, sql, type Sql } from './sql';
import { columnSql, columnValue } from './sqlTypes';

const left = sql`l`;
const right = sql`r`;

const joinWords: Readonly<Record<JoinKind, Sql>> = {
  inner: sql`INNER JOIN`,
  innerunique: sql`INNER JOIN`,
  leftouter: sql`LEFT JOIN`,
  rightouter: sql`RIGHT JOIN`,
  fullouter: sql`FULL JOIN`,
  leftsemi: sql`SEMI JOIN`,
  leftanti: sql`ANTI JOIN`,
  rightsemi: sql`SEMI JOIN`,
  rightanti: sql`ANTI JOIN`,
};

/** Keys match where they are not distinct: to Kusto a null key equals a null key, and NaN equals NaN. */
export function joinPlanSql(
  plan: JoinPlan,
  leftInput: Relation,
  rightInput: Relation,
  firstColumn: (plan: Plan) => Sql,
): Relation {
  const keysOf = (input: Relation, side: 'left' | 'right', alias?: Sql): Sql[] => {
    const scope = contextOf(input, firstColumn, alias);
    return plan.on.map((pair) => {
      const other = side === 'left' ? pair.right : pair.left;
      const type = pair[side].type === 'dynamic' ? other.type : pair[side].type;
      return convert(expressionSql(pair[side], scope), pair[side].type, type);
    });
  };
  const leftKeys = keysOf(leftInput, 'left', left);
  const rightKeys = keysOf(rightInput, 'right', right);
  const conditions = joinSql(
    leftKeys.map((key, index) => sql`${key} IS NOT DISTINCT FROM ${rightKeys[index] ?? sql`NULL`}`),
    sql` AND `,
  );
  const leftRows =
    plan.joinKind === 'innerunique'
      ? sql`(SELECT DISTINCT ON (${keysOf(leftInput, 'left')}) * FROM ${leftInput.from})`
      : leftInput.from;
  const words = joinWords[plan.joinKind];
  const source =
    plan.joinKind === 'rightsemi' || plan.joinKind === 'rightanti'
      ? sql`FROM ${rightInput.from} AS r ${words} ${leftRows} AS l ON ${conditions}`
      : sql`FROM ${leftRows} AS l ${words} ${rightInput.from} AS r ON ${conditions}`;
  const inputs = { left: contextOf(leftInput, firstColumn), right: contextOf(rightInput, firstColumn) };
  return select(
    plan.columns.map(({ side, source: name, column }) => {
      const sourceColumn = inputs[side].columns.get(name);
      if (sourceColumn === undefined) {
        throw new TypeError(`The plan joins by the column "${name}", which its input does not have.`);
      }
      const alias = side === 'left' ? left : right;
      const mayBeMissing =
        plan.joinKind === 'fullouter' || plan.joinKind === (side === 'left' ? 'rightouter' : 'leftouter');
      return mayBeMissing && column.type === 'string'
        ? { value: sql`coalesce(${columnSql(sourceColumn, alias)}, '')`, column }
        : {
            value: mayBeMissing ? columnValue(sourceColumn, alias) : columnSql(sourceColumn, alias),
            column,
            stored: !mayBeMissing && sourceColumn.stored,
          };
    }),
    source,
  );
}
