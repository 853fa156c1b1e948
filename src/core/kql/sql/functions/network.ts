import { bindValue, integerLiteral, sql, textLiteral, type Sql } from '../sql';
import type { Argument } from './argument';
import {
  argument,
  optionalArgument,
  requiredArgument,
  type Call,
  type FunctionRow,
  type FunctionTable,
} from './functionTable';

const octetsPattern = '^\\s*(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?:/(\\d{1,2}))?\\s*$';
const octets = textLiteral(octetsPattern);

/** The number of an IPv4 address; NULL for what is none. All its parts come from one match, which is what takes long. */
function addressNumber(text: Sql): Sql {
  return bindValue(sql`regexp_extract(${text}, ${octets}, ['a', 'b', 'c', 'd', 'bits'])`, (match) => {
    const part = (name: Sql): Sql => sql`TRY_CAST(${match}.${name} AS BIGINT)`;
    const [a, b, c, d] = [part(sql`a`), part(sql`b`), part(sql`c`), part(sql`d`)];
    return sql`CASE WHEN greatest(${a}, ${b}, ${c}, ${d}) <= 255 AND coalesce(${part(sql`bits`)}, 32) <= 32
      THEN ${a} * 16777216 + ${b} * 65536 + ${c} * 256 + ${d} END`;
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

/** A network: the number of an address in it, and how many bits are the network's. */
interface Range {
  readonly number: Sql;
  readonly bits: Sql;
}

/** One that is written in the query is read here: inside of a lambda DuckDB would read it again for each row. */
function rangeOf(text: Sql, literal?: Argument['literal']): Range {
  const [match, ...parts] = typeof literal === 'string' ? (new RegExp(octetsPattern).exec(literal) ?? []) : [];
  if (match === undefined) {
    return { number: addressNumber(text), bits: prefixLength(text) };
  }
  const [a = 0, b = 0, c = 0, d = 0, bits = 32] = parts.map((part: string | undefined) =>
    part === undefined ? undefined : Number(part),
  );
  return {
    number:
      Math.max(a, b, c, d) <= 255 && bits <= 32
        ? sql`${integerLiteral(((a * 256 + b) * 256 + c) * 256 + d)}::BIGINT`
        : sql`NULL::BIGINT`,
    bits: integerLiteral(bits),
  };
}

/** @param address its number */
function isInRange(address: Sql, { number, bits }: Range): Sql {
  return sql`(${network(address, bits)} = ${network(number, bits)})`;
}

/** The networks that RFC 1918 sets apart. */
const privateNetworks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map((range) =>
  rangeOf(textLiteral(range), range),
);

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
          ? sql`coalesce(len(list_filter(json_extract(${value}, '$[*]')::JSON[], lambda address: ${found(sql`(address ->> '$')`)})) > 0, FALSE)`
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
  ipv4_is_in_range: (call) =>
    isInRange(
      addressNumber(argument(call, 0, 'string')),
      rangeOf(argument(call, 1, 'string'), requiredArgument(call, 1).literal),
    ),
  ipv4_is_in_any_range: (call) =>
    bindValue(addressNumber(argument(call, 0, 'string')), (address) => {
      const tests = call.arguments
        .slice(1)
        .map((range, index) =>
          range.type === 'dynamic'
            ? sql`coalesce(len(list_filter(json_extract(${range.sql}, '$[*]')::JSON[], lambda range: ${isInRange(address, rangeOf(sql`(range ->> '$')`))})) > 0, FALSE)`
            : isInRange(address, rangeOf(argument(call, index + 1, 'string'), range.literal)),
        );
      return tests.reduce((left, right) => sql`(${left} OR ${right})`);
    }),
  ipv4_is_private: (call) =>
    bindValue(addressNumber(argument(call, 0, 'string')), (address) =>
      privateNetworks.map((range) => isInRange(address, range)).reduce((left, right) => sql`(${left} OR ${right})`),
    ),
};
