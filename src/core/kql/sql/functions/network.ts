import { bindValue, sql, textLiteral, type Sql } from '../sql';
import {
  argument,
  optionalArgument,
  requiredArgument,
  type Call,
  type FunctionRow,
  type FunctionTable,
} from './functionTable';

const octets = textLiteral('^\\s*(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?:/(\\d{1,2}))?\\s*$');

/** The number of an IPv4 address; NULL for what is none. */
function addressNumber(text: Sql): Sql {
  return bindValue(text, (value) => {
    const octet = (group: Sql): Sql => sql`TRY_CAST(regexp_extract(${value}, ${octets}, ${group}) AS BIGINT)`;
    const parts = [sql`1`, sql`2`, sql`3`, sql`4`].map(octet);
    return sql`CASE WHEN regexp_matches(${value}, ${octets}) AND greatest(${parts}) <= 255 AND ${prefixLength(value)} <= 32
      THEN ${parts[0] ?? value} * 16777216 + ${parts[1] ?? value} * 65536 + ${parts[2] ?? value} * 256 + ${parts[3] ?? value} END`;
  });
}

/** How many bits of an address with a prefix (`10.0.0.0/8`) are the network's; all 32 without one, none where it is beyond them. */
function prefixLength(text: Sql): Sql {
  return sql`coalesce(TRY_CAST(regexp_extract(${text}, ${octets}, 5) AS BIGINT), 32)`;
}

/** The network's part of an address. */
function network(number: Sql, bits: Sql): Sql {
  return sql`((${number}) >> (32 - (${bits})))`;
}

/** Of two addresses: -1, 0 or 1, as far as the shorter of their prefixes goes. */
function compare(call: Call): Sql {
  return bindValue(argument(call, 0, 'string'), (left) =>
    bindValue(argument(call, 1, 'string'), (right) => {
      const bits = sql`least(${prefixLength(left)}, ${prefixLength(right)}, ${optionalArgument(call, 2, 'long', sql`32`)})`;
      return sql`CASE WHEN ${bits} BETWEEN 0 AND 32
        THEN sign(${network(addressNumber(left), bits)} - ${network(addressNumber(right), bits)})::BIGINT END`;
    }),
  );
}

function isInRange(address: Sql, range: Sql): Sql {
  return sql`(${network(addressNumber(address), prefixLength(range))} = ${network(addressNumber(range), prefixLength(range))})`;
}

/** The networks that RFC 1918 sets apart. */
const privateNetworks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map((range) => textLiteral(range));

/** The text of an address that is given as a number. */
function addressText(number: Sql): Sql {
  const octet = (shift: Sql): Sql => sql`(((${number}) >> ${shift}) & 255)`;
  return sql`(${octet(sql`24`)} || '.' || ${octet(sql`16`)} || '.' || ${octet(sql`8`)} || '.' || ${octet(sql`0`)})`;
}

/** An address as text: given as text, with or without a prefix, or as a number; empty for what is none. */
function formatAddress(withPrefix: boolean): FunctionRow {
  return (call) => {
    const isText = requiredArgument(call, 0).type === 'string';
    const wanted = optionalArgument(call, 1, 'long', sql`32`);
    return bindValue(argument(call, 0, isText ? 'string' : 'long'), (given) => {
      const number = isText ? addressNumber(given) : sql`CASE WHEN ${given} BETWEEN 0 AND 4294967295 THEN ${given} END`;
      const bits = isText ? sql`least(${prefixLength(given)}, ${wanted})` : wanted;
      const masked = sql`(${network(number, bits)} << (32 - (${bits})))`;
      const suffix = withPrefix ? sql` || '/' || (${bits})` : sql``;
      return sql`coalesce(CASE WHEN (${bits}) BETWEEN 0 AND 32 THEN ${addressText(masked)}${suffix} END, '')`;
    });
  };
}

/** A regular expression for an address, or for the start of one, that no letter or digit touches; null for what is neither. */
function addressPattern(address: Sql, isPrefix: boolean): Sql {
  const whole = sql`CASE WHEN ${addressNumber(address)} IS NOT NULL THEN '(?:^|[^0-9A-Za-z])' || regexp_escape(${address}) || '(?:$|[^0-9A-Za-z])' END`;
  // What is left of an address after its first octets.
  const rest = sql`substring(repeat('\\.\\d{1,3}', 4 - len(string_split(${address}, '.')) + 1), 3)`;
  return isPrefix
    ? sql`CASE WHEN regexp_full_match(${address}, '(?:\\d{1,3}\\.){1,3}')
        THEN '(?:^|[^0-9A-Za-z])' || regexp_escape(${address}) || ${rest} || '(?:$|[^0-9A-Za-z])' ELSE ${whole} END`
    : whole;
}

/** Whether a text holds an address; or one of several, which are listed or in an array. */
function hasAddress(isPrefix: boolean): FunctionRow {
  return (call) => {
    const source = argument(call, 0, 'string');
    const found = (address: Sql): Sql =>
      sql`(contains(${source}, ${address}) AND coalesce(regexp_matches(${source}, ${addressPattern(address, isPrefix)}), FALSE))`;
    const tests = call.arguments
      .slice(1)
      .map(({ sql: value, type }) =>
        type === 'dynamic'
          ? sql`coalesce(len(list_filter(json_extract(${value}, '$[*]'), lambda address: ${found(sql`(address ->> '$')`)})) > 0, FALSE)`
          : found(value),
      );
    return tests.reduce((left, right) => sql`(${left} OR ${right})`);
  };
}

/** IPv4 addresses. */
export const networkFunctions: FunctionTable = {
  parse_ipv4: (call) =>
    bindValue(
      argument(call, 0, 'string'),
      (text) => sql`(${network(addressNumber(text), prefixLength(text))} << (32 - ${prefixLength(text)}))`,
    ),
  parse_ipv4_mask: (call) =>
    bindValue(argument(call, 0, 'string'), (text) => {
      const bits = sql`least(${prefixLength(text)}, ${argument(call, 1, 'long')})`;
      return sql`CASE WHEN ${bits} BETWEEN 0 AND 32 THEN ${network(addressNumber(text), bits)} << (32 - ${bits}) END`;
    }),
  ipv4_netmask_suffix: (call) =>
    bindValue(
      argument(call, 0, 'string'),
      (text) =>
        sql`CASE WHEN ${addressNumber(text)} IS NOT NULL AND ${prefixLength(text)} <= 32 THEN ${prefixLength(text)} END`,
    ),
  format_ipv4: formatAddress(false),
  format_ipv4_mask: formatAddress(true),
  has_ipv4: hasAddress(false),
  has_any_ipv4: hasAddress(false),
  has_ipv4_prefix: hasAddress(true),
  has_any_ipv4_prefix: hasAddress(true),
  ipv4_compare: compare,
  ipv4_is_match: (call) => sql`(${compare(call)} = 0)`,
  ipv4_is_in_range: (call) => isInRange(argument(call, 0, 'string'), argument(call, 1, 'string')),
  ipv4_is_in_any_range: (call) => {
    const tests = call.arguments
      .slice(1)
      .map((range, index) =>
        range.type === 'dynamic'
          ? sql`coalesce(len(list_filter(json_extract(${range.sql}, '$[*]')::JSON[], lambda range: ${isInRange(argument(call, 0, 'string'), sql`(range ->> '$')`)})) > 0, FALSE)`
          : isInRange(argument(call, 0, 'string'), argument(call, index + 1, 'string')),
      );
    return tests.reduce((left, right) => sql`(${left} OR ${right})`);
  },
  ipv4_is_private: (call) =>
    bindValue(argument(call, 0, 'string'), (text) =>
      privateNetworks.map((range) => isInRange(text, range)).reduce((left, right) => sql`(${left} OR ${right})`),
    ),
};
