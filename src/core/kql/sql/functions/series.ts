import { convert } from '../conversions';
import { bindValue, sql, type Sql } from '../sql';
import { computedSql } from './computed';
import { elementsOf } from './dynamics';
import {
  argument,
  optionalArgument,
  requiredArgument,
  type Call,
  type FunctionRow,
  type FunctionTable,
} from './functionTable';

/** The elements of the series that an argument is, as a list of JSON. */
const elements = (call: Call, index: number): Sql => elementsOf(argument(call, index, 'dynamic'));

/** The elements as a list of reals; NULL for what is no number. */
function numbers(call: Call, index: number): Sql {
  return sql`list_transform(${elements(call, index)}, lambda number: TRY_CAST(number ->> '$' AS DOUBLE))`;
}

/** Whether an element is one that is to be filled: null, unless a placeholder is given. */
function isMissing(call: Call, index: number, element: Sql): Sql {
  return index < call.arguments.length && requiredArgument(call, index).literal !== null
    ? sql`coalesce(TRY_CAST(${element} ->> '$' AS DOUBLE) = ${argument(call, index, 'real')}, FALSE)`
    : sql`(json_type(${element}) = 'NULL')`;
}

function fir(call: Call): Sql {
  return bindValue(numbers(call, 1), (weights) => {
    const scaled = sql`CASE WHEN ${optionalArgument(call, 2, 'bool', sql`TRUE`)} AND list_sum(${weights}) <> 0
      THEN list_transform(${weights}, lambda raw: raw / list_sum(${weights})) ELSE ${weights} END`;
    const shift = sql`CASE WHEN ${optionalArgument(call, 3, 'bool', sql`FALSE`)} THEN len(${weights}) // 2 ELSE 0 END`;
    return reals(computedSql('series_weighted_sums', [argument(call, 0, 'dynamic'), sql`to_json(${scaled})`, shift]));
  });
}

function iir(call: Call): Sql {
  return reals(
    computedSql(
      'series_recursive_filter',
      [0, 1, 2].map((index) => argument(call, index, 'dynamic')),
    ),
  );
}

/** Each result has so much of its element, and the rest of the result before it. */
function exponentialSmoothing(call: Call): Sql {
  return bindValue(argument(call, 1, 'real'), (alpha) =>
    reals(
      computedSql('series_recursive_filter', [
        argument(call, 0, 'dynamic'),
        sql`to_json([${alpha}])`,
        sql`to_json([1::DOUBLE, ${alpha} - 1])`,
      ]),
    ),
  );
}

/** A series whose elements are reals, whole ones too. */
function reals(series: Sql): Sql {
  return seriesOf(
    sql`list_transform(json_extract(${series}, '$[*]')::JSON[], lambda number: (number ->> '$')::DOUBLE)`,
  );
}

/** A list of reals as a series. What JSON has no number for is written as Kusto writes it. */
function seriesOf(list: Sql): Sql {
  return bindValue(
    list,
    (values) => sql`CASE WHEN len(list_filter(${values}, lambda value: NOT isfinite(value))) = 0 THEN to_json(${values})
      ELSE to_json(list_transform(${values}, lambda value: ${convert(sql`value`, 'real', 'dynamic')})) END`,
  );
}

/** The elements of two series at the same places; a number stands for a series of it. */
function pairs(call: Call): Sql {
  const operand = (index: number, otherIndex: number): Sql =>
    requiredArgument(call, index).type === 'dynamic'
      ? numbers(call, index)
      : sql`list_transform(${numbers(call, otherIndex)}, lambda other: ${argument(call, index, 'real')})`;
  return sql`list_zip(${operand(0, 1)}, ${operand(1, 0)})`;
}

/** Operations of two series, element by element. */
function elementwise(operation: (left: Sql, right: Sql) => Sql): FunctionRow {
  return (call) => seriesOf(sql`list_transform(${pairs(call)}, lambda pair: ${operation(sql`pair[1]`, sql`pair[2]`)})`);
}

/** The same, where two series of whole numbers give one of whole numbers. */
function elementwiseKeepingLongs(operation: (left: Sql, right: Sql) => Sql): FunctionRow {
  return (call) =>
    bindValue(
      sql`list_transform(${pairs(call)}, lambda pair: ${operation(sql`pair[1]`, sql`pair[2]`)})`,
      (values) => sql`CASE WHEN ${hasNoReals(call, 0)} AND ${hasNoReals(call, 1)}
        THEN to_json(list_transform(${values}, lambda value: TRY_CAST(value AS BIGINT))) ELSE ${seriesOf(values)} END`,
    );
}

/** The JSON types of whole numbers, and of what is missing. */
const wholeTypes = sql`'UBIGINT', 'BIGINT', 'NULL'`;

function hasNoReals(call: Call, index: number): Sql {
  const { type } = requiredArgument(call, index);
  return type === 'dynamic'
    ? sql`list_bool_and(list_transform(${elements(call, index)}, lambda item: json_type(item) IN (${wholeTypes})))`
    : type === 'real' || type === 'decimal'
      ? sql`FALSE`
      : sql`TRUE`;
}

/** Comparisons of two series, element by element. */
function compared(operation: (left: Sql, right: Sql) => Sql): FunctionRow {
  return (call) => sql`to_json(list_transform(${pairs(call)}, lambda pair: ${operation(sql`pair[1]`, sql`pair[2]`)}))`;
}

/** A function of each element. */
function each(operation: (value: Sql) => Sql): FunctionRow {
  return (call) => seriesOf(sql`list_transform(${numbers(call, 0)}, lambda value: ${operation(sql`value`)})`);
}

export const seriesFunctions: FunctionTable = {
  series_fill_const: (call) =>
    sql`to_json(list_transform(${elements(call, 0)}, lambda item:
      CASE WHEN ${isMissing(call, 2, sql`item`)} THEN ${argument(call, 1, 'dynamic')} ELSE item END))`,
  series_fir: fir,
  series_iir: iir,
  series_exp_smooth: exponentialSmoothing,
  series_exp_smoothing_fl: exponentialSmoothing,
  series_sum: (call) => sql`list_sum(${numbers(call, 0)})`,
  series_product: (call) => sql`list_product(${numbers(call, 0)})`,
  series_magnitude: (call) => sql`sqrt(list_sum(list_transform(${numbers(call, 0)}, lambda number: number * number)))`,
  series_dot_product: (call) => sql`list_sum(list_transform(${pairs(call)}, lambda pair: pair[1] * pair[2]))`,
  series_add: elementwiseKeepingLongs((left, right) => sql`${left} + ${right}`),
  series_subtract: elementwiseKeepingLongs((left, right) => sql`${left} - ${right}`),
  series_multiply: elementwiseKeepingLongs((left, right) => sql`${left} * ${right}`),
  series_divide: elementwise((left, right) => sql`${left} / ${right}`),
  series_pow: elementwise((left, right) => sql`pow(${left}, ${right})`),
  series_equals: compared((left, right) => sql`${left} = ${right}`),
  series_not_equals: compared((left, right) => sql`${left} <> ${right}`),
  series_less: compared((left, right) => sql`${left} < ${right}`),
  series_less_equals: compared((left, right) => sql`${left} <= ${right}`),
  series_greater: compared((left, right) => sql`${left} > ${right}`),
  series_greater_equals: compared((left, right) => sql`${left} >= ${right}`),
  series_abs: each((value) => sql`abs(${value})`),
  series_sign: each((value) => sql`sign(${value})`),
  series_floor: each((value) => sql`floor(${value})`),
  series_ceiling: each((value) => sql`ceil(${value})`),
  series_exp: each((value) => sql`exp(${value})`),
  series_log: each((value) => sql`CASE WHEN ${value} > 0 THEN ln(${value}) END`),
  series_sin: each((value) => sql`sin(${value})`),
  series_cos: each((value) => sql`cos(${value})`),
  series_tan: each((value) => sql`tan(${value})`),
  series_asin: each((value) => sql`CASE WHEN ${value} BETWEEN -1 AND 1 THEN asin(${value}) END`),
  series_acos: each((value) => sql`CASE WHEN ${value} BETWEEN -1 AND 1 THEN acos(${value}) END`),
  series_atan: each((value) => sql`atan(${value})`),
};
