import type { ExpandPlan, Plan } from '../plan/plan';
import { convert } from './conversions';
import { expressionSql } from './expressionSql';
import { withoutJsonNull } from './functions/dynamics';
import { contextOf, select, type Relation, type Selection } from './relation';
import { bindValue, identifier, integerLiteral, joinSql, sql, type Sql } from './sql';
import { columnSql } from './sqlTypes';

/** The most elements that `limit` of `mv-expand` keeps of a value, as in Kusto. */
const mostElements = 2_147_483_647;

/**
 * The elements that a dynamic value is expanded to: those of an array, the properties of a bag; the value itself where it is neither,
 * null too.
 */
function expandedElements(value: Sql, bagsAsArrays: boolean): Sql {
  const member = (bag: Sql): Sql => sql`json_extract(${bag}, '/' || replace(replace(key, '~', '~0'), '/', '~1'))`;
  return bindValue(
    value,
    (json) => sql`CASE json_type(${json}) WHEN 'ARRAY' THEN json_extract(${json}, '$[*]')
      WHEN 'OBJECT' THEN list_transform(json_keys(${json}), lambda key: ${
        bagsAsArrays ? sql`json_array(key, ${member(json)})` : sql`json_object(key, ${member(json)})`
      })
      ELSE [${json}] END`,
  );
}

/** Unnests the lists side by side; the shorter give nulls. */
export function expandSql(plan: ExpandPlan, input: Relation, firstColumn: (plan: Plan) => Sql): Relation {
  const scope = contextOf(input, firstColumn);
  const listName = (index: number): Sql => identifier(`mv-expand ${index}`);
  const lists = plan.expansions.map(({ expression }, index) => {
    const elements = expandedElements(
      convert(expressionSql(expression, scope), expression.type, 'dynamic'),
      plan.bagsAsArrays,
    );
    const limited =
      plan.limit === undefined ? elements : sql`${elements}[1:${integerLiteral(Math.min(plan.limit, mostElements))}]`;
    return sql`${limited} AS ${listName(index)}`;
  });
  const lengths = plan.expansions.map((_, index) => sql`len(${listName(index)})`);
  const unnested = [
    ...plan.expansions.map((_, index) => sql`unnest(${listName(index)}) AS ${identifier(`element ${index}`)}`),
    ...(plan.indexColumn === undefined
      ? []
      : [sql`unnest(range(0, greatest(${lengths}))) AS ${identifier('mv-expand index')}`]),
  ];
  const rows = sql`FROM (SELECT *, ${unnested} FROM (SELECT *, ${joinSql(lists, sql`, `)} FROM ${input.from}))`;
  return select(
    plan.columns.map((column): Selection => {
      const place = plan.expansions.findIndex((expansion) => expansion.column.name === column.name);
      if (place >= 0) {
        const element = withoutJsonNull(identifier(`element ${place}`));
        return { value: convert(element, 'dynamic', column.type), column };
      }
      if (column.name === plan.indexColumn) {
        return { value: identifier('mv-expand index'), column };
      }
      const source = scope.columns.get(column.name);
      return source === undefined
        ? { value: sql`NULL`, column }
        : { value: columnSql(source), column, stored: source.stored };
    }),
    rows,
  );
}
