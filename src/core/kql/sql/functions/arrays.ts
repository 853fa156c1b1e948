import { bindValue, integerLiteral, sql, type Sql } from '../sql';
import { computedSql } from './computed';
import { elementsOf, longestArray } from './dynamics';
import {
  argument,
  optionalArgument,
  requiredArgument,
  type Call,
  type FunctionRow,
  type FunctionTable,
} from './functionTable';

const elements = (call: Call, index: number): Sql => elementsOf(argument(call, index, 'dynamic'));

/** Moves the elements to the left, those that leave come in at the right; below 0, the other way; null by null. */
function rotate(toLeft: boolean): FunctionRow {
  return (call) =>
    bindValue(elements(call, 0), (list) => {
      const turn = sql`(${argument(call, 1, 'long')} % len(${list}))`;
      const start = sql`((${toLeft ? turn : sql`-${turn}`}) + len(${list})) % len(${list})`;
      return sql`CASE WHEN len(${list}) = 0 THEN '[]'::JSON
        WHEN ${turn} IS NOT NULL THEN to_json(list_concat(${list}[${start} + 1:], ${list}[:${start}])) END`;
    });
}

/** Moves the elements to the left, and fills up with a value, of texts with an empty one; below 0, the other way; null by null. */
function shift(toLeft: boolean): FunctionRow {
  return (call) =>
    bindValue(elements(call, 0), (list) => {
      // By more than all of them, places would be beyond any number.
      const by = sql`greatest(least(${argument(call, 1, 'long')}, len(${list})), -len(${list}))`;
      const empty = sql`CASE WHEN len(list_filter(${list}, lambda item: json_type(item) <> 'VARCHAR')) = 0 THEN '""'::JSON END`;
      const missing = sql`coalesce(${optionalArgument(call, 2, 'dynamic', empty)}, 'null'::JSON)`;
      const place = toLeft ? sql`place + ${by}` : sql`place - ${by}`;
      return sql`CASE WHEN ${argument(call, 1, 'long')} IS NOT NULL
        THEN to_json(list_transform(${list}, lambda item, place: CASE WHEN ${place} BETWEEN 1 AND len(${list})
          THEN ${list}[${place}] ELSE ${missing} END)) END`;
    });
}

/** Chooses element by element; what is no array stands for an array of it. A condition is a bool or a number: of any other, nothing is chosen. */
function chooseElements(call: Call): Sql {
  const item = (index: number): Sql => {
    const value = argument(call, index, 'dynamic');
    return requiredArgument(call, index).type === 'dynamic'
      ? sql`CASE json_type(${value}) WHEN 'ARRAY' THEN coalesce(json_extract(${value}, '$[' || (place - 1) || ']'), 'null'::JSON) ELSE ${value} END`
      : value;
  };
  return sql`to_json(list_transform(${elements(call, 0)}, lambda condition, place:
    CASE WHEN json_type(condition) IN ('NULL', 'VARCHAR', 'ARRAY', 'OBJECT') THEN 'null'::JSON
      WHEN (condition ->> '$') = 'true' OR coalesce(TRY_CAST(condition ->> '$' AS DOUBLE), 0) <> 0 THEN ${item(1)}
      ELSE ${item(2)} END))`;
}

/** The members of a bag whose keys meet a condition. */
function membersWhere(bag: Sql, isKept: (key: Sql, value: Sql) => Sql): Sql {
  const member = sql`json_extract(${bag}, '/' || replace(replace(key, '~', '~0'), '/', '~1'))`;
  return sql`coalesce('{' || array_to_string(list_transform(
    list_filter(json_keys(${bag}), lambda key: ${isKept(sql`key`, member)}),
    lambda key: to_json(key)::VARCHAR || ':' || ${member}::VARCHAR), ',') || '}', '{}')::JSON`;
}

/** Arrays that are moved and chosen from, and bags that are cut. */
export const arrayFunctions: FunctionTable = {
  array_rotate_left: rotate(true),
  array_rotate_right: rotate(false),
  array_shift_left: shift(true),
  array_shift_right: shift(false),
  array_iff: chooseElements,
  array_iif: chooseElements,
  bag_without_empty: (call) =>
    bindValue(argument(call, 0, 'dynamic'), (bag) =>
      membersWhere(bag, (_key, value) => sql`(${value})::VARCHAR NOT IN ('null', '""')`),
    ),
  bag_set_key: (call) =>
    computedSql('bag_set_key', [
      argument(call, 0, 'dynamic'),
      argument(call, 1, 'string'),
      argument(call, 2, 'dynamic'),
    ]),
  repeat: (call) => {
    const times = argument(call, 1, 'long');
    // Of two numbers of which one is null, DuckDB takes the other for the least. Below 0 the result is null.
    const length = sql`CASE WHEN ${times} >= 0 THEN least(${times}, ${integerLiteral(longestArray)}) END`;
    return sql`to_json(list_transform(range(0, ${length}), lambda place: ${argument(call, 0, 'dynamic')}))`;
  },
};
