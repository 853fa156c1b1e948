import { convert } from '../conversions';
import { bindValue, sql, type Sql } from '../sql';
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

/** Fills by what is known before, or after. */
function fill(side: 'before' | 'after'): FunctionRow {
  return (call) =>
    bindValue(elements(call, 0), (list) => {
      const rest = side === 'before' ? sql`${list}[1:place]` : sql`${list}[place:]`;
      const found = sql`list_filter(${rest}, lambda other: NOT ${isMissing(call, 1, sql`other`)})`;
      const nearest = side === 'before' ? sql`${found}[-1]` : sql`${found}[1]`;
      return sql`to_json(list_transform(${list}, lambda item, place:
        CASE WHEN ${isMissing(call, 1, sql`item`)} THEN coalesce(${nearest}, item) ELSE item END))`;
    });
}

/** Between two known elements a straight line; at the ends, the nearest, or a constant where that is asked for. */
function fillLinear(call: Call): Sql {
  const edges = optionalArgument(call, 2, 'bool', sql`TRUE`);
  const constant = optionalArgument(call, 3, 'dynamic', sql`'null'::JSON`);
  return bindValue(elements(call, 0), (list) => {
    const places = sql`list_filter(generate_series(1, len(${list})), lambda other: NOT ${isMissing(call, 1, sql`${list}[other]`)})`;
    const before = sql`list_filter(${places}, lambda other: other < place)[-1]`;
    const after = sql`list_filter(${places}, lambda other: other > place)[1]`;
    const value = (place: Sql): Sql => sql`TRY_CAST(${list}[${place}] ->> '$' AS DOUBLE)`;
    const line = sql`${value(before)} + (${value(after)} - ${value(before)}) * (place - ${before}) / (${after} - ${before})`;
    return sql`to_json(list_transform(${list}, lambda item, place: CASE
      WHEN NOT ${isMissing(call, 1, sql`item`)} THEN item
      WHEN ${before} IS NOT NULL AND ${after} IS NOT NULL THEN to_json(${line})
      WHEN ${edges} THEN coalesce(${list}[coalesce(${before}, ${after})], ${constant}) ELSE ${constant} END))`;
  });
}

/** The weighted sum of an element and of those before it; `shift` elements later where it is centred. */
function filtered(series: Sql, weights: Sql, place: Sql): Sql {
  return sql`coalesce(list_sum(list_transform(${weights}, lambda weight, tap:
    CASE WHEN ${place} - tap + 1 >= 1 THEN weight * coalesce(${series}[${place} - tap + 1], 0) END)), 0)`;
}

function fir(call: Call): Sql {
  const weights = numbers(call, 1);
  const scaled = sql`CASE WHEN ${optionalArgument(call, 2, 'bool', sql`TRUE`)} AND list_sum(${weights}) <> 0
    THEN list_transform(${weights}, lambda raw: raw / list_sum(${weights})) ELSE ${weights} END`;
  const shift = sql`(CASE WHEN ${optionalArgument(call, 3, 'bool', sql`FALSE`)} THEN len(${weights}) // 2 ELSE 0 END)`;
  return bindValue(numbers(call, 0), (series) =>
    bindValue(scaled, (taps) =>
      seriesOf(sql`list_transform(${series}, lambda item, place: ${filtered(series, taps, sql`(place + ${shift})`)})`),
    ),
  );
}

function iir(call: Call): Sql {
  return recursiveFilter(numbers(call, 0), numbers(call, 1), numbers(call, 2));
}

/** Each result has so much of its element, and the rest of the result before it. */
function exponentialSmoothing(call: Call): Sql {
  return bindValue(argument(call, 1, 'real'), (alpha) =>
    recursiveFilter(numbers(call, 0), sql`[${alpha}]`, sql`[1::DOUBLE, ${alpha} - 1]`),
  );
}

/** Each result is of the elements until there, and of the results before it. */
function recursiveFilter(elements: Sql, forwardWeights: Sql, backWeights: Sql): Sql {
  return bindValue(elements, (series) =>
    bindValue(forwardWeights, (forward) =>
      bindValue(backWeights, (back) => {
        const place = sql`(len(results) + 1)`;
        const ownPart = sql`coalesce(list_sum(list_transform(${back}[2:], lambda weight, tap: weight * coalesce(results[len(results) + 1 - tap], 0))), 0)`;
        return seriesOf(sql`list_reduce(list_prepend([]::DOUBLE[], list_transform(${series}, lambda item: [item])),
          lambda results, item: list_append(results, (${filtered(series, forward, place)} - ${ownPart}) / ${back}[1]))`);
      }),
    ),
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

/** Comparisons of two series, element by element. */
function compared(operation: (left: Sql, right: Sql) => Sql): FunctionRow {
  return (call) => sql`to_json(list_transform(${pairs(call)}, lambda pair: ${operation(sql`pair[1]`, sql`pair[2]`)}))`;
}

/** A function of each element. */
function each(operation: (value: Sql) => Sql): FunctionRow {
  return (call) => seriesOf(sql`list_transform(${numbers(call, 0)}, lambda value: ${operation(sql`value`)})`);
}

export const seriesFunctions: FunctionTable = {
  series_fill_forward: fill('before'),
  series_fill_backward: fill('after'),
  series_fill_const: (call) =>
    sql`to_json(list_transform(${elements(call, 0)}, lambda item:
      CASE WHEN ${isMissing(call, 2, sql`item`)} THEN ${argument(call, 1, 'dynamic')} ELSE item END))`,
  series_fill_linear: fillLinear,
  series_fir: fir,
  series_iir: iir,
  series_exp_smooth: exponentialSmoothing,
  series_exp_smoothing_fl: exponentialSmoothing,
  series_sum: (call) => sql`list_sum(${numbers(call, 0)})`,
  series_product: (call) => sql`list_product(${numbers(call, 0)})`,
  series_magnitude: (call) => sql`sqrt(list_sum(list_transform(${numbers(call, 0)}, lambda number: number * number)))`,
  series_dot_product: (call) => sql`list_sum(list_transform(${pairs(call)}, lambda pair: pair[1] * pair[2]))`,
  series_add: elementwise((left, right) => sql`${left} + ${right}`),
  series_subtract: elementwise((left, right) => sql`${left} - ${right}`),
  series_multiply: elementwise((left, right) => sql`${left} * ${right}`),
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
