import { convert } from '../conversions';
import { bindValue, integerLiteral, sql, type Sql } from '../sql';
import { computedSql, engineSql } from './computed';
import {
  argument,
  constantArgument,
  optionalArgument,
  type Call,
  type FunctionRow,
  type FunctionTable,
} from './functionTable';
import { regexArgument } from './text/regularExpressions';

const text = (call: Call, index: number): Sql => argument(call, index, 'string');

/** The arguments from an index on, as one array. */
export function packedArguments(call: Call, from = 0): Sql {
  return sql`json_array(${call.arguments.slice(from).map(({ sql: value, type }) => convert(value, type, 'dynamic'))})`;
}

/** Several arrays are sorted by the first. The last argument may say where nulls go. */
export function sortTogether(descending: boolean): FunctionRow {
  return (call) => {
    const hasPlace = call.arguments.at(-1)?.type === 'bool';
    const arrays = hasPlace ? call.arguments.slice(0, -1) : call.arguments;
    const sorted = computedSql('sort_together', [
      packedArguments({ ...call, arguments: arrays }),
      descending ? sql`TRUE` : sql`FALSE`,
      hasPlace ? argument(call, call.arguments.length - 1, 'bool') : sql`TRUE`,
    ]);
    return arrays.length > 1 ? sorted : sql`json_extract(${sorted}, '$[0]')`;
  };
}

/** The place of a match of a regular expression: as much of the text as comes before it. Matches do not overlap. */
function indexOfRegex(call: Call): Sql {
  const occurrence = call.arguments.length > 4 ? Number(constantArgument(call, 4)) : 1;
  const start = optionalArgument(call, 2, 'long', sql`0`);
  const length = optionalArgument(call, 3, 'long', sql`-1`);
  const pattern = regexArgument(call, 1);
  const before = integerLiteral(occurrence - 1);
  return bindValue(text(call, 0), (value) =>
    bindValue(
      sql`CASE WHEN ${start} < 0 THEN greatest(length(${value}) + ${start}, 0) ELSE least(${start}, length(${value}) + 1) END`,
      (first) =>
        bindValue(
          sql`substring(${value}, ${first} + 1, CASE WHEN ${length} BETWEEN 0 AND length(${value}) THEN ${length} ELSE length(${value}) END)`,
          (range) =>
            bindValue(
              sql`'^(?s:((?:.*?(?:' || ${pattern} || ')){' || ${before} || '}.*?)(?:' || ${pattern} || '))'`,
              (whole) => sql`(CASE WHEN regexp_matches(${range}, ${whole})
                  THEN ${first} + length(regexp_extract(${range}, ${whole}, 1)) ELSE -1 END)::BIGINT`,
            ),
        ),
    ),
  );
}

/** A value at a path of a JSON text, as the type that is asked for. */
function extractJson(call: Call): Sql {
  const found = computedSql('json_at_path', [text(call, 0), text(call, 1)]);
  return convert(found, 'dynamic', call.type);
}

/** Functions that prepare their arguments for one that is computed, by family. */
const ofEngine: FunctionRow = (call) => engineSql(call.name, 'string', [text(call, 0)]);

export const textCalls: FunctionTable = {
  gzip_compress_to_base64_string: ofEngine,
  gzip_decompress_from_base64_string: ofEngine,
  zlib_compress_to_base64_string: ofEngine,
  zlib_decompress_from_base64_string: ofEngine,
  extract_json: extractJson,
  extractjson: extractJson,
  indexof_regex: indexOfRegex,
  make_string: (call) => computedSql('make_string', [packedArguments(call)]),
  unicode_codepoints_to_string: (call) => computedSql('unicode_codepoints_to_string', [packedArguments(call)]),
};

export const dynamicCalls: FunctionTable = {
  array_split: (call) => computedSql('array_split', [argument(call, 0, 'dynamic'), packedArguments(call, 1)]),
};

export const seriesCalls: FunctionTable = {
  series_periods_validate: (call) =>
    computedSql('series_periods_scores', [argument(call, 0, 'dynamic'), packedArguments(call, 1)]),
};

export const addressCalls: FunctionTable = {
  /** The last argument is the database's file. */
  geo_info_from_ip_address: (call) => engineSql(call.name, 'dynamic', [text(call, 0), text(call, 1)]),
  ipv6_is_in_any_range: (call) => computedSql('ipv6_is_in_ranges', [text(call, 0), packedArguments(call, 1)]),
};
