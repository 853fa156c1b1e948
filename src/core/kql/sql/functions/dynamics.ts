import { ticksPerHour } from '../../values/dateTimeText';
import { convert } from '../conversions';
import { computedSql } from './computed';
import { packedArguments, sortTogether } from './computedCalls';
import { bindValue, integerLiteral, joinSql, sql, textLiteral, type Sql } from '../sql';
import type { Argument } from './argument';
import {
  argument,
  optionalArgument,
  requiredArgument,
  type Call,
  type FunctionRow,
  type FunctionTable,
} from './functionTable';

const json = (call: Call, index: number): Sql => argument(call, index, 'dynamic');

/** The elements of an array, as a list of JSON; NULL for what is none. */
export function elementsOf(array: Sql): Sql {
  return bindValue(
    array,
    (value) => sql`((CASE WHEN json_type(${value}) = 'ARRAY' THEN json_extract(${value}, '$[*]') END)::JSON[])`,
  );
}

/** A list of JSON as an array. */
function arrayOf(list: Sql): Sql {
  return sql`to_json(${list})`;
}

/** JSON has a null of its own; a dynamic value has NULL. */
export function withoutJsonNull(value: Sql): Sql {
  return sql`nullif(${value}, 'null'::JSON)`;
}

/**
 * A member by key or by index, from the end where it is below 0. The path is a JSON pointer (RFC 6901), in which `~` and `/` are
 * the only characters that are escaped; an index is a path of DuckDB's own.
 */
function member(call: Call): Sql {
  const key = requiredArgument(call, 1);
  return withoutJsonNull(sql`json_extract(${json(call, 0)}, ${memberPath(key)})`);
}

/** @param separator parts the keys of a path, where it is one */
function memberPath(key: Argument, separator?: string): Sql {
  if (typeof key.literal === 'string') {
    const pointer = key.literal.replaceAll('~', '~0').replaceAll('/', '~1');
    return textLiteral(`/${separator === undefined ? pointer : pointer.replaceAll(separator, '/')}`);
  }
  return key.type === 'int' || key.type === 'long'
    ? sql`('$[' || ${key.sql} || ']')`
    : pointerTo(convert(key.sql, key.type, 'string'));
}

/** A key, or a path of keys: `$.outer.inner`. */
function keyPath(key: Argument): Sql {
  return typeof key.literal === 'string' && key.literal.startsWith('$.')
    ? memberPath({ ...key, literal: key.literal.slice(2) }, '.')
    : memberPath(key);
}

function pointerTo(key: Sql): Sql {
  return sql`('/' || replace(replace(${key}, '~', '~0'), '/', '~1'))`;
}

function parseJson(call: Call): Sql {
  const given = requiredArgument(call, 0);
  return given.type === 'dynamic' ? given.sql : parsedText(convert(given.sql, given.type, 'string'));
}

/** Text that is no JSON is a dynamic string. DuckDB lets pass commas at an end and numbers that are none, so such a text is read anew. */
export function parsedText(json: Sql): Sql {
  return bindValue(
    json,
    (text) =>
      sql`CASE WHEN ${text} = '' THEN NULL
        WHEN regexp_matches(${text}, '(?i)(?:^|[:,[])\\s*-?(?:nan|inf)|,\\s*[]}]') THEN ${computedSql('strict_json', [text])}
        ELSE ${withoutJsonNull(sql`coalesce(TRY_CAST(trim(${text}, e' \\t\\r\\n') AS JSON), to_json(${text}))`)} END`,
  );
}

/** A bag of names and values that alternate. */
function pack(call: Call): Sql {
  const entries = call.arguments.map((given, index) =>
    index % 2 === 0 ? argument(call, index, 'string') : convert(given.sql, given.type, 'dynamic'),
  );
  return sql`json_object(${entries})`;
}

function mapElements(call: Call, body: (list: Sql) => Sql): Sql {
  return arrayOf(body(elementsOf(json(call, 0))));
}

/** Numbers of an array, for sums and sorts. */
function sortElements(descending: boolean): FunctionRow {
  const together = sortTogether(descending);
  return (call) =>
    call.arguments.length > 1
      ? together(call)
      : bindValue(elementsOf(json(call, 0)), (list) => {
          const number = sql`TRY_CAST(element ->> '$' AS DOUBLE)`;
          // NaN and the infinities are strings, since they have no JSON.
          const isNumeric = sql`len(list_filter(${list}, lambda element: json_type(element) IN ('VARCHAR', 'BOOLEAN', 'ARRAY', 'OBJECT')
            AND (element ->> '$') NOT IN ('NaN', 'Infinity', '-Infinity'))) = 0`;
          const key = (value: Sql): Sql =>
            sql`list_transform(${list}, lambda element: {'isNull': json_type(element) = 'NULL', 'key': ${value}, 'element': element})`;
          const sorted = (keyed: Sql): Sql =>
            sql`list_transform(${descending ? descendingNullsLast(keyed) : sql`list_sort(${keyed})`}, lambda entry: entry.element)`;
          return arrayOf(
            sql`CASE WHEN ${isNumeric} THEN ${sorted(key(number))} ELSE ${sorted(key(sql`(element ->> '$')`))} END`,
          );
        });
}

/** Nulls stay last, whichever the order. */
function descendingNullsLast(keyed: Sql): Sql {
  return sql`list_concat(list_reverse_sort(list_filter(${keyed}, lambda entry: NOT entry.isNull)),
    list_filter(${keyed}, lambda entry: entry.isNull))`;
}

/** Each once, in the order in which they come first. */
export function distinctInOrder(list: Sql): Sql {
  return bindValue(
    list,
    (all) => sql`CASE WHEN len(${all}) > 10000 THEN list_distinct(${all})
      ELSE list_filter(${all}, lambda element, place: list_position(${all}, element) = place) END`,
  );
}

function setOperation(combine: (sets: readonly Sql[]) => Sql): FunctionRow {
  return (call) => arrayOf(distinctInOrder(combine(call.arguments.map((_, index) => elementsOf(json(call, index))))));
}

function slice(call: Call): Sql {
  const length = sql`json_array_length(${json(call, 0)})::BIGINT`;
  const bound = (index: number): Sql =>
    bindValue(
      argument(call, index, 'long'),
      (value) =>
        sql`CASE WHEN ${value} < 0 THEN ${length} + ${value} WHEN ${value} > ${length} OR ${length} IS NULL THEN ${length} ELSE ${value} END`,
    );
  return mapElements(call, (list) => sql`${list}[${bound(1)} + 1 : ${bound(2)} + 1]`);
}

/** The most elements of an array that `range()` and `repeat()` make, as in Kusto. */
export const longestArray = 1_048_576;

/** Numbers from a start to an end, as many as an array may have. */
function numbersBetween(start: Sql, end: Sql, step: Sql): Sql {
  const furthest = sql`${start}::HUGEINT + ${step}::HUGEINT * ${integerLiteral(longestArray - 1)}`;
  // Of two numbers of which one is null, DuckDB takes the other for the least, and for the greatest.
  return sql`generate_series(${start}, (CASE WHEN ${end} IS NULL THEN NULL WHEN ${step} > 0 THEN least(${end}, ${furthest})
    ELSE greatest(${end}, ${furthest}) END)::BIGINT, ${step})`;
}

/** From a start to an end by steps of 1, of an hour where it is of times, unless a step is given. */
function range(call: Call): Sql {
  const types = call.arguments.map(({ type }) => type);
  const [type = 'long'] = types;
  if (type === 'datetime' || type === 'timespan') {
    const step = optionalArgument(call, 2, 'timespan', integerLiteral(ticksPerHour));
    const ticks = numbersBetween(argument(call, 0, type), argument(call, 1, type), step);
    return arrayOf(sql`list_transform(${ticks}, lambda tick: ${convert(sql`tick`, type, 'dynamic')})`);
  }
  if (types.includes('real') || types.includes('decimal')) {
    const [start, end] = [argument(call, 0, 'real'), argument(call, 1, 'real')];
    const step = optionalArgument(call, 2, 'real', sql`1`);
    return bindValue(sql`floor((${end} - ${start}) / ${step})`, (steps) => {
      // From infinity there is no next number, and with NaN no count.
      const last = sql`CASE WHEN isfinite(${start}) AND NOT isnan(${steps}) THEN greatest(-1, least(${steps}, ${integerLiteral(longestArray - 1)})) END`;
      return arrayOf(
        sql`list_transform(generate_series(0, (${last})::BIGINT), lambda place: ${convert(sql`(${start} + place * ${step})`, 'real', 'dynamic')})`,
      );
    });
  }
  const step = optionalArgument(call, 2, 'long', sql`1`);
  return arrayOf(numbersBetween(argument(call, 0, 'long'), argument(call, 1, 'long'), step));
}

/** The place of a value from a start on (from the end, below 0), among so many elements (all, below 0), the nth time. */
function placeWithin(call: Call, list: Sql, value: Sql): Sql {
  const start = argument(call, 2, 'long');
  const first = sql`(CASE WHEN ${start} < 0 THEN len(${list}) + ${start} ELSE ${start} END)`;
  const length = optionalArgument(call, 3, 'long', sql`-1`);
  const places = sql`list_filter(range(0, len(${list})::BIGINT), lambda place: ${list}[place + 1] = ${value}
    AND place >= ${first} AND (${length} < 0 OR place < ${first}::HUGEINT + ${length}))`;
  return sql`coalesce(${places}[${optionalArgument(call, 4, 'long', sql`1`)}], -1)::BIGINT`;
}

/** The elements of an array, and the value that is looked for among them. Numbers are found whatever they are written as: 15 is 15.0. */
function searched(call: Call): { readonly elements: Sql; readonly value: Sql } {
  const wanted = requiredArgument(call, 1);
  const isNumber = wanted.type === 'int' || wanted.type === 'long' || wanted.type === 'real';
  const element = isNumber
    ? sql`CASE WHEN json_type(element) NOT IN ('VARCHAR', 'BOOLEAN') THEN TRY_CAST(element ->> '$' AS DOUBLE) END`
    : sql`element`;
  return {
    elements: sql`list_transform(${elementsOf(json(call, 0))}, lambda element: ${element})`,
    value: convert(wanted.sql, wanted.type, isNumber ? 'real' : 'dynamic'),
  };
}

const arrayLength: FunctionRow = (call) =>
  bindValue(
    json(call, 0),
    (value) => sql`CASE WHEN json_type(${value}) = 'ARRAY' THEN json_array_length(${value})::BIGINT END`,
  );

/** DuckDB has a separator that is a constant only; with another, each element is added to those before it. */
const joinElements: FunctionRow = (call) => {
  const texts = sql`list_transform(${elementsOf(json(call, 0))}, lambda element: coalesce(element ->> '$', ''))`;
  const separator = argument(call, 1, 'string');
  return requiredArgument(call, 1).literal === undefined
    ? sql`coalesce(list_reduce(nullif(${texts}, []), lambda joined, text: joined || ${separator} || text), '')`
    : sql`coalesce(array_to_string(${texts}, ${separator}), '')`;
};

export const dynamicFunctions: FunctionTable = {
  member,
  parse_json: parseJson,
  parsejson: parseJson,
  todynamic: parseJson,
  toobject: parseJson,
  pack,
  bag_pack: pack,
  pack_dictionary: pack,
  pack_array: (call) => sql`json_array(${call.arguments.map((given) => convert(given.sql, given.type, 'dynamic'))})`,
  array_length: arrayLength,
  array_concat: (call) => arrayOf(sql`list_concat(${call.arguments.map((_, index) => elementsOf(json(call, index)))})`),
  array_reverse: (call) => mapElements(call, (list) => sql`list_reverse(${list})`),
  array_slice: slice,
  /** Nulls add nothing; with anything else that is no number there is no sum. */
  array_sum: (call) =>
    bindValue(
      elementsOf(json(call, 0)),
      (
        list,
      ) => sql`CASE WHEN len(list_filter(${list}, lambda element: json_type(element) NOT IN ('BIGINT', 'UBIGINT', 'HUGEINT', 'DOUBLE', 'NULL'))) = 0
        THEN list_sum(list_transform(${list}, lambda element: TRY_CAST(element ->> '$' AS DOUBLE))) END`,
    ),
  array_index_of: (call) => {
    const { elements, value } = searched(call);
    return call.arguments.length === 2
      ? sql`(coalesce(list_position(${elements}, ${value}), 0) - 1)::BIGINT`
      : bindValue(elements, (list) => placeWithin(call, list, value));
  },
  array_sort_asc: sortElements(false),
  array_sort_desc: sortElements(true),
  arraylength: arrayLength,
  strcat_array: joinElements,
  array_strcat: joinElements,
  bag_keys: (call) =>
    bindValue(json(call, 0), (bag) => sql`CASE WHEN json_type(${bag}) = 'OBJECT' THEN to_json(json_keys(${bag})) END`),
  bag_has_key: (call) => sql`coalesce(json_exists(${json(call, 0)}, ${keyPath(requiredArgument(call, 1))}), FALSE)`,
  bag_merge: (call) => computedSql('merge_bags', [packedArguments(call)]),
  set_union: setOperation((sets) => sql`list_concat(${sets})`),
  set_intersect: setOperation((sets) =>
    sets.reduce((left, right) => sql`list_filter(${left}, lambda item: list_contains(${right}, item))`),
  ),
  set_difference: setOperation((sets) =>
    sets.reduce((left, right) => sql`list_filter(${left}, lambda item: NOT list_contains(${right}, item))`),
  ),
  set_has_element: (call) => {
    const { elements, value } = searched(call);
    return sql`coalesce(list_contains(${elements}, ${value}), FALSE)`;
  },
  set_equals: (call) => {
    const [left, right] = [0, 1].map((index) => sql`list_sort(list_distinct(${elementsOf(json(call, index))}))`);
    return sql`coalesce(${left ?? sql`NULL`} = ${right ?? sql`NULL`}, FALSE)`;
  },
  jaccard_index: (call) => {
    const [left, right] = [elementsOf(json(call, 0)), elementsOf(json(call, 1))];
    return sql`(len(list_distinct(list_intersect(${left}, ${right})))::DOUBLE / len(list_distinct(list_concat(${left}, ${right}))))`;
  },
  zip: (call) =>
    sql`to_json(list_transform(list_zip(${call.arguments.map((_, index) => elementsOf(json(call, index)))}),
      lambda row: [${joinSql(
        call.arguments.map((_, index) => sql`row[${integerLiteral(index + 1)}]`),
        sql`, `,
      )}]))`,
  range,
};
