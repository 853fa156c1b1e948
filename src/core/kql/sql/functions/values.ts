import type { KustoType } from '../../kustoType';
import { convert } from '../conversions';
import { bindValue, integerLiteral, joinSql, sql, textLiteral, type Sql } from '../sql';
import { sqlTypes } from '../sqlTypes';
import {
  argument,
  optionalArgument,
  requiredArgument,
  type Call,
  type FunctionRow,
  type FunctionTable,
} from './functionTable';
import { cutToLong, tried } from './wrapping';

function to(type: KustoType): FunctionRow {
  return (call) => argument(call, 0, type);
}

/** The first condition that is true chooses; one that is null does not. */
function choose(call: Call): Sql {
  const cases: Sql[] = [];
  for (let index = 0; index + 1 < call.arguments.length; index += 2) {
    cases.push(sql`WHEN ${argument(call, index, 'bool')} THEN ${argument(call, index + 1, call.type)}`);
  }
  return sql`CASE ${joinSql(cases, sql` `)} ELSE ${argument(call, call.arguments.length - 1, call.type)} END`;
}

/** The first that is not null; of strings, which have no null, the first that is not empty. */
function coalesce(call: Call): Sql {
  const values = call.arguments.map((_, index) => argument(call, index, call.type));
  return call.type === 'string'
    ? sql`coalesce(${values.map((value) => sql`nullif(${value}, '')`)}, '')`
    : sql`coalesce(${values})`;
}

function isNull(call: Call): Sql {
  const given = requiredArgument(call, 0);
  return given.type === 'string' ? sql`FALSE` : sql`(${given.sql} IS NULL)`;
}

/** What a dynamic value holds is known from the value, all else from the type. */
function typeName(call: Call): Sql {
  const given = requiredArgument(call, 0);
  return given.type === 'dynamic'
    ? sql`CASE json_type(${given.sql}) WHEN 'OBJECT' THEN 'dictionary' WHEN 'ARRAY' THEN 'array' WHEN 'VARCHAR' THEN 'string'
        WHEN 'BOOLEAN' THEN 'bool' WHEN 'DOUBLE' THEN 'double' WHEN 'UBIGINT' THEN 'long' WHEN 'BIGINT' THEN 'long' ELSE 'null' END`
    : textLiteral(given.type);
}

/** A function of reals. */
function real(name: Sql): FunctionRow {
  return (call) => sql`${name}(${argument(call, 0, 'real')})`;
}

function ofAll(name: Sql): FunctionRow {
  return (call) => sql`${name}(${call.arguments.map((_, index) => argument(call, index, call.type))})`;
}

/** What has no real result is NaN, where DuckDB would stop. */
function guarded(name: Sql, isDefined: (value: Sql) => Sql): FunctionRow {
  return (call) =>
    bindValue(
      argument(call, 0, 'real'),
      (value) => sql`CASE WHEN ${isDefined(value)} THEN ${name}(${value}) WHEN ${value} = 0 THEN '-inf'::DOUBLE
        WHEN ${value} IS NOT NULL THEN 'nan'::DOUBLE END`,
    );
}

/** A function of reals from -1 to 1; NaN beyond them. */
function within(name: Sql): FunctionRow {
  return (call) =>
    bindValue(
      argument(call, 0, 'real'),
      (value) =>
        sql`CASE WHEN ${value} BETWEEN -1 AND 1 THEN ${name}(${value}) WHEN ${value} IS NOT NULL THEN 'nan'::DOUBLE END`,
    );
}

/** Hexadecimal digits, 8 of a negative int and 16 of a negative long; zeros before them, where more are asked for. */
/** `tohex()` fills its digits up to so many at most. */
const mostHexDigits = 16;

function toHex(call: Call): Sql {
  const number = argument(call, 0, 'long');
  const digits =
    requiredArgument(call, 0).type === 'int' ? sql`lower(hex(${number} & 4294967295))` : sql`lower(hex(${number}))`;
  const least = sql`least(coalesce(${optionalArgument(call, 1, 'int', sql`1`)}, 1), ${integerLiteral(mostHexDigits)})`;
  return bindValue(
    digits,
    (text) => sql`coalesce(lpad(${text}, greatest(length(${text}), ${least})::INTEGER, '0'), '')`,
  );
}

/** A function that has no value at infinity: it is NaN there, where DuckDB would stop. */
function periodic(name: Sql): FunctionRow {
  return (call) =>
    bindValue(
      argument(call, 0, 'real'),
      (value) => sql`CASE WHEN isinf(${value}) THEN 'nan'::DOUBLE ELSE ${name}(${value}) END`,
    );
}

/** A function that grows beyond all doubles, and has poles, where DuckDB would stop. */
function unbounded(name: Sql): FunctionRow {
  return (call) =>
    bindValue(
      argument(call, 0, 'real'),
      (value) =>
        sql`CASE WHEN ${value} IS NOT NULL THEN coalesce(${tried(sql`${name}(${value})`, call.arguments)}, 'inf'::DOUBLE) END`,
    );
}

/** To so many digits after the point, or before it where they are below 0. Of whole numbers: as longs, since no real holds the longest. */
function round(call: Call): Sql {
  const digits = optionalArgument(call, 1, 'int', sql`0`);
  return call.type === 'int' || call.type === 'long'
    ? convert(sql`round(${argument(call, 0, 'long')}, ${digits})`, 'long', call.type)
    : convert(sql`round(${argument(call, 0, 'real')}, ${digits})`, 'real', call.type);
}

/** A shift by so many bits modulo 64; null where it is by less than none. */
function shift(shifted: (value: Sql, by: Sql) => Sql): FunctionRow {
  return (call) =>
    bindValue(
      argument(call, 1, 'long'),
      (by) => sql`CASE WHEN ${by} >= 0 THEN ${shifted(argument(call, 0, 'long'), sql`(${by} % 64)`)} END`,
    );
}

function bits(operator: Sql): FunctionRow {
  return (call) => sql`(${argument(call, 0, 'long')} ${operator} ${argument(call, 1, 'long')})`;
}

/**
 * Up to four numbers of at most eight digits, as one number: each has eight digits' room. It is a whole number of 128 bits, since a
 * decimal here has no room for 32 digits before the point.
 */
function parseVersion(call: Call): Sql {
  return bindValue(
    argument(call, 0, 'string'),
    (
      text,
    ) => sql`CASE WHEN regexp_full_match(${text}, '\\d{1,8}(?:\\.\\d{1,8}){0,3}') THEN (array_to_string(list_transform(
      list_resize(string_split(${text}, '.'), 4, ''), lambda part: lpad(part, 8, '0')), ''))::HUGEINT END`,
  );
}

/** Bytes that a value of a type is counted as; a text has as many as it is long. */
const dataSizes: Readonly<Partial<Record<KustoType, Sql>>> = {
  bool: sql`1`,
  int: sql`4`,
  guid: sql`16`,
  decimal: sql`16`,
};

function dataSize(call: Call): Sql {
  const sizes = call.arguments.map(({ sql: value, type }) =>
    type === 'string' || type === 'dynamic'
      ? sql`coalesce(strlen(${convert(value, type, 'string')}), 0)`
      : (dataSizes[type] ?? sql`8`),
  );
  return sql`(${joinSql([sql`0`, ...sizes], sql` + `)})::BIGINT`;
}

/** Conversions, conditions and numbers. */
export const valueFunctions: FunctionTable = {
  tostring: to('string'),
  toint: to('int'),
  tolong: to('long'),
  toreal: to('real'),
  todouble: to('real'),
  todecimal: to('decimal'),
  tobool: to('bool'),
  toboolean: to('bool'),
  todatetime: to('datetime'),
  totimespan: to('timespan'),
  totime: to('timespan'),
  toguid: to('guid'),
  gettype: typeName,

  iif: choose,
  iff: choose,
  case: choose,
  coalesce,
  isnull: isNull,
  isnotnull: (call) => sql`(NOT ${isNull(call)})`,
  notnull: (call) => sql`(NOT ${isNull(call)})`,
  max_of: ofAll(sql`greatest`),
  min_of: ofAll(sql`least`),

  /** The least number has no opposite: it stays. */
  abs: (call) =>
    bindValue(
      argument(call, 0, call.type),
      (value) => sql`coalesce(${tried(sql`abs(${value})`, call.arguments)}, ${value})`,
    ),
  ceiling: (call) =>
    call.type === 'real' || call.type === 'decimal'
      ? sql`ceil(${argument(call, 0, call.type)})::${sqlTypes[call.type]}`
      : argument(call, 0, call.type),
  round,
  sign: (call) => convert(sql`sign(${argument(call, 0, 'real')})::INTEGER`, 'int', call.type),
  sqrt: guarded(sql`sqrt`, (value) => sql`${value} >= 0`),
  exp: real(sql`exp`),
  exp2: (call) => sql`pow(2, ${argument(call, 0, 'real')})`,
  exp10: (call) => sql`pow(10, ${argument(call, 0, 'real')})`,
  log: guarded(sql`ln`, (value) => sql`${value} > 0`),
  log2: guarded(sql`log2`, (value) => sql`${value} > 0`),
  log10: guarded(sql`log10`, (value) => sql`${value} > 0`),
  pow: (call) => sql`pow(${argument(call, 0, 'real')}, ${argument(call, 1, 'real')})`,
  sin: periodic(sql`sin`),
  cos: periodic(sql`cos`),
  tan: periodic(sql`tan`),
  atan: real(sql`atan`),
  atan2: (call) => sql`atan2(${argument(call, 0, 'real')}, ${argument(call, 1, 'real')})`,
  asin: within(sql`asin`),
  acos: within(sql`acos`),
  cot: (call) =>
    bindValue(
      argument(call, 0, 'real'),
      (value) => sql`CASE ${value} WHEN 0 THEN 'inf'::DOUBLE ELSE 1 / ${periodic(sql`tan`)(call)} END`,
    ),
  radians: real(sql`radians`),
  degrees: real(sql`degrees`),
  tohex: toHex,
  pi: () => sql`pi()`,
  isnan: real(sql`isnan`),
  isinf: real(sql`isinf`),
  isfinite: real(sql`isfinite`),
  binary_and: bits(sql`&`),
  binary_or: bits(sql`|`),
  binary_xor: (call) => sql`xor(${argument(call, 0, 'long')}, ${argument(call, 1, 'long')})`,
  binary_not: (call) => sql`(~${argument(call, 0, 'long')})`,
  // Only the bits that stay are moved, so that 128 bits hold them.
  binary_shift_left: shift((value, by) =>
    cutToLong(sql`((${value}::HUGEINT & ((1::HUGEINT << (64 - ${by})) - 1)) * (1::HUGEINT << ${by}))`),
  ),
  binary_shift_right: shift((value, by) => sql`(${value} >> ${by})`),
  rand: (call) => (call.arguments.length === 0 ? sql`random()` : sql`floor(random() * ${argument(call, 0, 'long')})`),
  gamma: unbounded(sql`gamma`),
  loggamma: unbounded(sql`lgamma`),
  bitset_count_ones: (call) => sql`bit_count(${argument(call, 0, 'long')})::BIGINT`,
  assert: (call) =>
    sql`CASE WHEN ${argument(call, 0, 'bool')} THEN TRUE ELSE error(${argument(call, 1, 'string')}) END`,
  parse_version: parseVersion,
  /** The columns that `estimate_data_size()` is about. */
  data_size: dataSize,
  new_guid: () => sql`uuid()`,
};
