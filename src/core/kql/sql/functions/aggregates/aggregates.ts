import type { KustoType } from '../../../kustoType';
import { notSupported, queryError, refused } from '../../../queryError';
import { convert } from '../../conversions';
import { identifier, integerLiteral, realLiteral, sql, textLiteral, type Sql } from '../../sql';
import { sqlTypes } from '../../sqlTypes';
import { computedSql } from '../computed';
import { distinctInOrder } from '../dynamics';
import type { Argument } from '../argument';
import {
  argument,
  constantArgument,
  requiredArgument,
  type Call,
  type FunctionRow,
  type FunctionTable,
} from '../functionTable';
import { digestOfReals, mergeDigests } from './sketches';
import { cutToLong } from '../wrapping';

/**
 * Gives a column for each value of the aggregate.
 *
 * @param once stands for a value that is computed once for all of the columns
 */
type TupleRow = (call: Call, once: (value: Sql) => Sql) => readonly Sql[];

/** Only rows that meet the condition, an argument. */
function when(call: Call, index: number): Sql {
  return index < call.arguments.length ? sql` FILTER (WHERE ${argument(call, index, 'bool')})` : sql``;
}

/** A string is empty where there is none. */
function present(value: Sql, type: KustoType): Sql {
  return type === 'string' ? sql`coalesce(${value}, '')` : value;
}

/** Beyond it a decimal has no room for its fraction. */
const largestDecimal = realLiteral(1e20);

function total(conditionIndex: number): FunctionRow {
  return (call) => {
    if (call.type === 'decimal') {
      return decimalTotal(argument(call, 0, 'decimal'), when(call, conditionIndex));
    }
    const sum = sql`coalesce(sum(${argument(call, 0, call.type)})${when(call, conditionIndex)}, 0)`;
    return call.type === 'long' ? cutToLong(sum) : sql`TRY_CAST(${sum} AS ${sqlTypes[call.type]})`;
  };
}

/** DuckDB refuses a sum of decimals that is too long, which is null: the whole parts and the rest are added up apart. */
function decimalTotal(value: Sql, condition: Sql): Sql {
  const whole = sql`coalesce(sum(trunc(${value})::HUGEINT)${condition}, 0)`;
  const rest = sql`coalesce(sum(${value} - trunc(${value}))${condition}, 0)`;
  return sql`CASE WHEN abs(${whole}::DOUBLE + ${rest}::DOUBLE) < ${largestDecimal}
    THEN TRY_CAST(${whole} AS ${sqlTypes.decimal}) + ${rest}::${sqlTypes.decimal} END`;
}

/** The mean of nothing is NaN; of types that have none it is null. */
function average(conditionIndex: number): FunctionRow {
  return (call) => {
    const value = requiredNumber(call);
    const condition = when(call, conditionIndex);
    const mean = sql`avg(${value})${condition}`;
    switch (call.type) {
      case 'datetime':
      case 'timespan':
        // To the tick, which no double holds.
        return sql`(sum(${value})${condition} // count(${value})${condition})::BIGINT`;
      case 'decimal':
        return convert(mean, 'real', 'decimal');
      default:
        return sql`coalesce(${mean}, 'nan'::DOUBLE)`;
    }
  };
}

function requiredNumber(call: Call): Sql {
  const given = requiredArgument(call, 0);
  return given.type === 'dynamic' || given.type === 'decimal' ? argument(call, 0, 'real') : given.sql;
}

function extreme(name: Sql, conditionIndex: number): FunctionRow {
  return (call) => present(sql`${name}(${argument(call, 0, call.type)})${when(call, conditionIndex)}`, call.type);
}

/** As `arg_min` has it, NaN is the least real, though DuckDB holds it the greatest. */
function least(conditionIndex: number): FunctionRow {
  const plain = extreme(sql`min`, conditionIndex);
  return (call) => {
    if (call.type !== 'real') {
      return plain(call);
    }
    const value = argument(call, 0, 'real');
    const condition = when(call, conditionIndex);
    return sql`CASE WHEN bool_or(isnan(${value}))${condition} THEN 'nan'::DOUBLE ELSE min(${value})${condition} END`;
  };
}

/** Rows in which the first argument is null are not looked at; where it always is, any row is taken. */
function extremeRow(name: Sql, keyOf: (key: Argument) => Sql = (key) => key.sql): TupleRow {
  return (call, once) => {
    const key = requiredArgument(call, 0);
    const row = sql`struct_pack(${call.arguments.map((given, index) => sql`${field(index)} := ${given.sql}`)})`;
    const found = once(sql`coalesce(${name}(${row}, ${keyOf(key)}), first(${row}))`);
    return call.arguments.map((given, index) =>
      present(sql`struct_extract(${found}, ${fieldText(index)})`, given.type),
    );
  };
}

/** NaN is an extreme whichever is looked for; DuckDB holds it greater than all. */
function belowAll({ sql: value, type }: Argument): Sql {
  return type === 'real' ? sql`CASE WHEN isnan(${value}) THEN '-inf'::DOUBLE ELSE ${value} END` : value;
}

function field(index: number): Sql {
  return identifier(`c${index}`);
}

function fieldText(index: number): Sql {
  return textLiteral(`c${index}`);
}

/** The values as a JSON list, nulls left out; at most so many. */
function list(call: Call, conditionIndex: number, limitIndex: number): Sql {
  const given = requiredArgument(call, 0);
  const value = convert(given.sql, given.type, 'dynamic');
  const condition =
    conditionIndex < call.arguments.length ? sql`${argument(call, conditionIndex, 'bool')} AND ` : sql``;
  const values = sql`coalesce(list(${value}) FILTER (WHERE ${condition}${given.sql} IS NOT NULL), [])`;
  return limitIndex < call.arguments.length ? sql`${values}[1:${argument(call, limitIndex, 'long')}]` : values;
}

function makeList(conditionIndex: number, limitIndex: number): FunctionRow {
  return (call) => sql`to_json(${list(call, conditionIndex, limitIndex)})`;
}

function makeSet(conditionIndex: number, limitIndex: number): FunctionRow {
  return (call) => {
    const all = list(call, conditionIndex, none);
    // The elements of arrays are gathered, not the arrays.
    const elements = sql`flatten(list_transform(${all},
      lambda item: CASE json_type(item) WHEN 'ARRAY' THEN json_extract(item, '$[*]') ELSE [item] END))`;
    const distinct = distinctInOrder(requiredArgument(call, 0).type === 'dynamic' ? elements : all);
    return limitIndex < call.arguments.length
      ? sql`to_json(${distinct}[1:${argument(call, limitIndex, 'long')}])`
      : sql`to_json(${distinct})`;
  };
}

function makeBag(conditionIndex: number): FunctionRow {
  return (call) => {
    const bag = argument(call, 0, 'dynamic');
    const condition =
      conditionIndex < call.arguments.length ? sql`${argument(call, conditionIndex, 'bool')} AND ` : sql``;
    const bags = sql`list(${bag}) FILTER (WHERE ${condition}json_type(${bag}) = 'OBJECT')`;
    return computedSql('merge_bags', [sql`to_json(${bags})`]);
  };
}

/** An argument that a function does not have. */
const none = Number.POSITIVE_INFINITY;

function percentile(call: Call, value: Argument, percent: string | number | bigint | boolean): Sql {
  if (value.type === 'dynamic' || value.type === 'string') {
    throw notSupported(`${call.name}() of a ${value.type}`, call.place);
  }
  if (!(Number(percent) >= 0 && Number(percent) <= 100)) {
    throw queryError(`A percentile is a number from 0 to 100: ${String(percent)} is none.`, call.place);
  }
  const share = sql`(${convert(sql`${integerLiteral(Math.round(Number(percent) * 1e6))}`, 'long', 'real')} / 100000000)`;
  return sql`quantile_disc(${value.sql}, ${share})`;
}

/** Beyond it the square of a double has no double; DuckDB refuses the spread of such values, and of NaN and the infinities. */
const largestSquared = realLiteral(1e150);

/** The spread of one value is 0, of none NaN; it is NaN too of values that have none. */
function spread(name: Sql, conditionIndex: number): FunctionRow {
  return (call) => {
    const [value, condition] = [argument(call, 0, 'real'), when(call, conditionIndex)];
    const isMeasurable = sql`abs(${value}) <= ${largestSquared}`;
    return sql`CASE WHEN coalesce(bool_and(${isMeasurable})${condition}, TRUE)
      THEN coalesce(${name}(CASE WHEN ${isMeasurable} THEN ${value} END)${condition},
        CASE count(${value})${condition} WHEN 0 THEN 'nan'::DOUBLE ELSE 0 END)
      ELSE 'nan'::DOUBLE END`;
  };
}

/** How two values vary together: of one pair 0, of none NaN. */
function spreadTogether(name: Sql, conditionIndex: number): FunctionRow {
  return (call) => {
    const [x, y] = [argument(call, 0, 'real'), argument(call, 1, 'real')];
    const condition = when(call, conditionIndex);
    return sql`coalesce(${name}(${x}, ${y})${condition},
      CASE count(${x} + ${y})${condition} WHEN 0 THEN 'nan'::DOUBLE ELSE 0 END)`;
  };
}

type Constant = ReturnType<typeof constantArgument>;

/** The percents that are listed from an index on, or that a dynamic array there holds. */
function arrayOrRest(call: Call, index: number): readonly Constant[] {
  if (requiredArgument(call, index).type !== 'dynamic') {
    return call.arguments.slice(index).map((_, offset) => constantArgument(call, index + offset));
  }
  const listed: unknown = JSON.parse(String(constantArgument(call, index)));
  return (Array.isArray(listed) ? listed : []).filter((percent) => typeof percent === 'number');
}

/** Percentiles of values that each count as often as a weight says: values are sorted with their weights, and picked by rank. */
function weightedPercentiles(call: Call, percents: readonly Constant[]): readonly Sql[] {
  const { sql: value } = requiredArgument(call, 0);
  const weight = argument(call, 1, 'long');
  const sorted = sql`list_sort(list({'value': ${value}, 'weight': ${weight}}) FILTER (WHERE ${value} IS NOT NULL))`;
  const weights = sql`to_json(list_transform(${sorted}, lambda pair: pair.weight))`;
  const ranks = computedSql('weighted_ranks', [weights, textLiteral(JSON.stringify(percents.map(Number)))]);
  return percents.map((_, index) => sql`${sorted}[(${ranks} ->> ${integerLiteral(index)})::BIGINT].value`);
}

const mergedDigests: FunctionRow = (call) =>
  mergeDigests(sql`flatten(list(json_extract(${argument(call, 0, 'dynamic')}, '$[*]')))`);

/** The different values, as texts. */
function distinctTexts(conditionIndex: number): FunctionRow {
  return (call) => {
    const given = requiredArgument(call, 0);
    return sql`coalesce(to_json(list(DISTINCT ${convert(given.sql, given.type, 'string')})${when(call, conditionIndex)}), '[]'::JSON)`;
  };
}

export const aggregateFunctions: FunctionTable = {
  count: () => sql`count(*)`,
  countif: (call) => sql`count(*)${when(call, 0)}`,
  dcount: (call) => sql`count(DISTINCT ${requiredArgument(call, 0).sql})`,
  dcountif: (call) => sql`count(DISTINCT ${requiredArgument(call, 0).sql})${when(call, 1)}`,
  count_distinct: (call) => sql`count(DISTINCT ${requiredArgument(call, 0).sql})`,
  count_distinctif: (call) => sql`count(DISTINCT ${requiredArgument(call, 0).sql})${when(call, 1)}`,
  sum: total(none),
  sumif: total(1),
  avg: average(none),
  avgif: average(1),
  min: least(none),
  minif: least(1),
  max: extreme(sql`max`, none),
  maxif: extreme(sql`max`, 1),
  stdev: spread(sql`stddev_samp`, none),
  stdevif: spread(sql`stddev_samp`, 1),
  stdevp: spread(sql`stddev_pop`, none),
  variance: spread(sql`var_samp`, none),
  varianceif: spread(sql`var_samp`, 1),
  variancep: spread(sql`var_pop`, none),
  variancepif: spread(sql`var_pop`, 1),
  stdevpif: spread(sql`stddev_pop`, 1),
  make_list: makeList(none, 1),
  makelist: makeList(none, 1),
  make_list_if: makeList(1, 2),
  make_list_with_nulls: (call) => sql`coalesce(to_json(list(${argument(call, 0, 'dynamic')})), '[]'::JSON)`,
  make_set: makeSet(none, 1),
  makeset: makeSet(none, 1),
  make_set_if: makeSet(1, 2),
  make_bag: makeBag(none),
  make_dictionary: makeBag(none),
  make_bag_if: makeBag(1),
  take_anyif: (call) => present(sql`any_value(${requiredArgument(call, 0).sql})${when(call, 1)}`, call.type),
  percentile: (call) => percentile(call, requiredArgument(call, 0), constantArgument(call, 1)),
  percentiles_array: (call) => {
    const percents = arrayOrRest(call, 1);
    const values = percents.map((percent) => percentile(call, requiredArgument(call, 0), percent));
    const { type } = requiredArgument(call, 0);
    return sql`json_array(${values.map((value) => convert(value, type, 'dynamic'))})`;
  },
  percentilew: (call) => weightedPercentiles(call, [constantArgument(call, 2)])[0] ?? sql`NULL`,
  percentilesw_array: (call) => {
    const { type } = requiredArgument(call, 0);
    const values = weightedPercentiles(call, arrayOrRest(call, 2));
    return sql`json_array(${values.map((value) => convert(value, type, 'dynamic'))})`;
  },
  covariance: spreadTogether(sql`covar_samp`, none),
  covarianceif: spreadTogether(sql`covar_samp`, 2),
  covariancep: spreadTogether(sql`covar_pop`, none),
  covariancepif: spreadTogether(sql`covar_pop`, 2),
  buildschema: (call) => {
    const value = argument(call, 0, 'dynamic');
    return computedSql('schema_of', [sql`to_json(list(${value}) FILTER (WHERE ${value} IS NOT NULL))`]);
  },
  tdigest: (call) => {
    if (call.arguments.length > 1) {
      throw refused('tdigest() with weights', 'Write percentilew() with the weights.', call.place);
    }
    const { sql: value, type } = requiredArgument(call, 0);
    if (type === 'real' || type === 'decimal' || type === 'dynamic') {
      const number = argument(call, 0, 'real');
      return digestOfReals(sql`list(${number}) FILTER (WHERE ${number} IS NOT NULL)`);
    }
    return sql`to_json(list_sort(list(${value}) FILTER (WHERE ${value} IS NOT NULL)))`;
  },
  tdigest_merge: mergedDigests,
  merge_tdigest: mergedDigests,
  hll: distinctTexts(none),
  hll_if: distinctTexts(1),
  hll_merge: (call) =>
    sql`to_json(list_distinct(flatten(list(json_extract(${argument(call, 0, 'dynamic')}, '$[*]')))))`,
  cnt: () => sql`count(*)`,
  anyif: (call) => present(sql`any_value(${requiredArgument(call, 0).sql})${when(call, 1)}`, call.type),
  binary_all_and: (call) => sql`bit_and(${argument(call, 0, 'long')})`,
  binary_all_or: (call) => sql`bit_or(${argument(call, 0, 'long')})`,
  binary_all_xor: (call) => sql`bit_xor(${argument(call, 0, 'long')})`,
};

const takeAny: TupleRow = (call) => call.arguments.map((given) => present(sql`any_value(${given.sql})`, given.type));

/** Aggregates whose values are several columns. */
export const tupleAggregates: Readonly<Record<string, TupleRow>> = {
  arg_max: extremeRow(sql`arg_max`),
  argmax: extremeRow(sql`arg_max`),
  arg_min: extremeRow(sql`arg_min`, belowAll),
  argmin: extremeRow(sql`arg_min`, belowAll),
  take_any: takeAny,
  any: takeAny,
  percentilesw: (call) =>
    weightedPercentiles(
      call,
      call.arguments.slice(2).map((_, index) => constantArgument(call, index + 2)),
    ),
  percentiles: (call) =>
    call.arguments
      .slice(1)
      .map((_, index) => percentile(call, requiredArgument(call, 0), constantArgument(call, index + 1))),
};
