import { bindValue, integerLiteral, sql, textLiteral, type Sql } from '../../sql';
import { argument, type Call, type FunctionRow, type FunctionTable } from '../functionTable';
import { tried } from '../wrapping';

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

/** DuckDB writes the digits of an escape as capitals, Kusto does not. */
function percentEncoded(value: Sql): Sql {
  return bindValue(
    sql`url_encode(${value})`,
    (
      encoded,
    ) => sql`CASE WHEN contains(${encoded}, '%') THEN array_to_string(list_transform(string_split(${encoded}, '%'),
      lambda part, place: CASE WHEN place = 1 THEN part ELSE '%' || lower(substring(part, 1, 2)) || substring(part, 3) END), '')
      ELSE ${encoded} END`,
  );
}

/** URLs, and what is encoded as they want it. */
export const urlFunctions: FunctionTable = {
  parse_url: parseUrl,
  parseurl: parseUrl,
  parse_urlquery: parseUrlQuery,
  parseurlquery: parseUrlQuery,
  url_decode: (call) =>
    bindValue(
      sql`replace(${text(call, 0)}, '+', ' ')`,
      (encoded) => sql`coalesce(${tried(sql`url_decode(${encoded})`, call.arguments)}, ${encoded})`,
    ),
  url_encode: (call) => sql`replace(${percentEncoded(text(call, 0))}, '%20', '+')`,
  url_encode_component: (call) => percentEncoded(text(call, 0)),
};
