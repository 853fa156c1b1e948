import { convert } from '../../conversions';
import { bindValue, sql, type Sql } from '../../sql';
import { packedArguments } from '../computedCalls';
import { elementsOf } from '../dynamics';
import { argument, requiredArgument, type Call, type FunctionRow, type FunctionTable } from '../functionTable';

/*
 * What Kusto sketches (`tdigest`, `hll`) is kept whole here: a digest is the array of its values, sorted; an hll is the array of the
 * different ones. So what is asked of them is exact.
 */

const digestNumbers = (call: Call): Sql =>
  sql`list_transform(${elementsOf(argument(call, 0, 'dynamic'))}, lambda number: TRY_CAST(number ->> '$' AS DOUBLE))`;

/** The values at percentiles of a digest, as JSON: the first ones that so many of all are not above. */
function digestPercentile(digest: Sql, percent: Sql): Sql {
  return bindValue(
    elementsOf(digest),
    (values) => sql`${values}[TRY_CAST(greatest(1, ceil(len(${values}) * (${percent}) / 100)) AS BIGINT)]`,
  );
}

/** The digest of a list of reals, of which JSON has no NaN and no infinity. */
export function digestOfReals(numbers: Sql): Sql {
  return sql`to_json(list_transform(list_sort(${numbers}), lambda number: ${convert(sql`number`, 'real', 'dynamic')}))`;
}

/** The digest of the values of several ones, a list of JSON numbers. */
export function mergeDigests(values: Sql): Sql {
  return digestOfReals(sql`list_transform(${values}, lambda number: TRY_CAST(number ->> '$' AS DOUBLE))`);
}

const mergedDigest: FunctionRow = (call) =>
  mergeDigests(
    sql`flatten(list_transform(json_extract(${packedArguments(call)}, '$[*]'), lambda digest: ${elementsOf(sql`digest`)}))`,
  );

/** What share of a digest's values is below a value, or how many. */
function rank(scale: (below: Sql, all: Sql) => Sql): FunctionRow {
  return (call) => {
    const { sql: value, type } = requiredArgument(call, 1);
    return bindValue(digestNumbers(call), (numbers) =>
      scale(
        sql`len(list_filter(${numbers}, lambda number: number <= ${convert(value, type, 'real')}))`,
        sql`len(${numbers})`,
      ),
    );
  };
}

/** What is asked of the values that `tdigest` and `hll` keep. */
export const sketchFunctions: FunctionTable = {
  percentile_tdigest: (call) =>
    convert(digestPercentile(argument(call, 0, 'dynamic'), argument(call, 1, 'real')), 'dynamic', call.type),
  percentiles_array_tdigest: (call) =>
    sql`to_json(list_transform(flatten(list_transform(json_extract(${packedArguments(call, 1)}, '$[*]'),
      lambda item: CASE json_type(item) WHEN 'ARRAY' THEN json_extract(item, '$[*]') ELSE [item] END)),
      lambda percent: ${digestPercentile(argument(call, 0, 'dynamic'), sql`TRY_CAST(percent ->> '$' AS DOUBLE)`)}))`,
  rank_tdigest: rank((below) => sql`(${below})::DOUBLE`),
  percentrank_tdigest: rank((below, all) => sql`(100.0 * ${below} / ${all})::DOUBLE`),
  tdigest_merge: mergedDigest,
  merge_tdigest: mergedDigest,
  tdigest_isvalid: (call) => sql`(json_type(${argument(call, 0, 'dynamic')}) = 'ARRAY')`,
  hll_isvalid: (call) => sql`(json_type(${argument(call, 0, 'dynamic')}) = 'ARRAY')`,
  hll_merge: (call) =>
    sql`to_json(list_distinct(flatten(list_transform(json_extract(${packedArguments(call)}, '$[*]'), lambda hll: ${elementsOf(sql`hll`)}))))`,
  dcount_hll: (call) => sql`json_array_length(${argument(call, 0, 'dynamic')})::BIGINT`,
};
