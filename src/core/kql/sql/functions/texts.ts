import { bindValue, integerLiteral, sql, textLiteral, type Sql } from '../sql';
import { ticksPerDay, ticksPerHour, ticksPerMinute, ticksPerSecond } from '../../values/dateTimeText';
import { argument, optionalArgument, type Call, type FunctionRow, type FunctionTable } from './functionTable';

const text = (call: Call, index: number): Sql => argument(call, index, 'string');

/** The parts of a URL by RFC 3986, appendix B, with the authority taken apart. */
const urlPattern = textLiteral(
  '^(?:([^:/?#]+):)?(?://(?:([^/?#@:]*)(?::([^/?#@]*))?@)?(\\[[^\\]]*\\]|[^/?#:]*)(?::(\\d*))?)?([^?#]*)(?:\\?([^#]*))?(?:#(.*))?',
);

function urlPart(url: Sql, group: number): Sql {
  return sql`regexp_extract(${url}, ${urlPattern}, ${integerLiteral(group)})`;
}

/** `a=1&b=2` as a bag; the last of a name stands. */
function queryBag(query: Sql): Sql {
  const name = sql`string_split(pair, '=')[1]`;
  const value = sql`substring(pair, length(${name}) + 2)`;
  const members = sql`list_transform(list_filter(string_split(${query}, '&'), lambda pair: pair <> ''),
    lambda pair: json_object(${name}, ${value}))`;
  // An empty list cannot be reduced.
  return sql`list_reduce(list_prepend('{}'::JSON, ${members}), lambda bag, entry: json_merge_patch(bag, entry))`;
}

function parseUrl(call: Call): Sql {
  return bindValue(
    text(call, 0),
    (url) => sql`json_object('Scheme', ${urlPart(url, 1)}, 'Host', ${urlPart(url, 4)}, 'Port', ${urlPart(url, 5)},
      'Path', ${urlPart(url, 6)}, 'Username', ${urlPart(url, 2)}, 'Password', ${urlPart(url, 3)},
      'Query Parameters', ${queryBag(urlPart(url, 7))}, 'Fragment', ${urlPart(url, 8)})`,
  );
}

const parseUrlQuery: FunctionRow = (call) =>
  sql`json_object('Query Parameters', ${queryBag(sql`ltrim(${text(call, 0)}, '?')`)})`;

/** Days, hours, minutes, seconds: two arguments are hours and minutes, three have seconds, four days before them. Null where one has too many. */
function makeTimespan(call: Call): Sql {
  if (call.arguments.length === 1) {
    return argument(call, 0, 'timespan');
  }
  const first = call.arguments.length > 3 ? 1 : 0;
  const days = first === 1 ? argument(call, 0, 'long') : sql`0`;
  const [hours, minutes] = [argument(call, first, 'long'), argument(call, first + 1, 'long')];
  return bindValue(
    optionalArgument(call, first + 2, 'real', sql`0`),
    (
      seconds,
    ) => sql`CASE WHEN ${hours} BETWEEN 0 AND 23 AND ${minutes} BETWEEN 0 AND 59 AND ${seconds} >= 0 AND ${seconds} < 60
      THEN TRY_CAST(${days}::HUGEINT * ${integerLiteral(ticksPerDay)} + ${hours} * ${integerLiteral(ticksPerHour)}
        + ${minutes} * ${integerLiteral(ticksPerMinute)} + round(${seconds} * ${integerLiteral(ticksPerSecond)})::BIGINT AS BIGINT) END`,
  );
}

/** Texts that are taken apart and put together. */
export const textFunctions: FunctionTable = {
  parse_url: parseUrl,
  parseurl: parseUrl,
  parse_urlquery: parseUrlQuery,
  parseurlquery: parseUrlQuery,
  make_timespan: makeTimespan,
  regex_quote: (call) => sql`regexp_escape(${text(call, 0)})`,
  isascii: (call) => sql`(NOT regexp_matches(${text(call, 0)}, '[^\\x00-\\x7F]'))`,
  isutf8: () => sql`TRUE`,
  has_any_index: (call) =>
    bindValue(
      text(call, 0),
      (value) => sql`(coalesce(list_position(list_transform(json_extract(${argument(call, 1, 'dynamic')}, '$[*]'),
        lambda term: regexp_matches(${value}, '(?i)(?:^|[^\\p{L}\\p{N}])' || regexp_escape(term ->> '$') || '(?:$|[^\\p{L}\\p{N}])')), TRUE), 0) - 1)::BIGINT`,
    ),
  unicode_codepoints_from_string: (call) =>
    bindValue(
      text(call, 0),
      (value) =>
        sql`to_json(list_transform(CASE WHEN ${value} = '' THEN [] ELSE string_split(${value}, '') END, lambda letter: unicode(letter)))`,
    ),
  translate: (call) => sql`translate(${text(call, 2)}, ${text(call, 0)},
    ${text(call, 1)} || repeat(right(${text(call, 1)}, 1), greatest(length(${text(call, 0)}) - length(${text(call, 1)}), 0)::BIGINT))`,
};
