import { bindValue, sql, textLiteral, type Sql } from '../sql';
import { argument, optionalArgument, type Call, type FunctionTable } from './functionTable';

const octets = textLiteral('^\\s*(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?:/(\\d{1,2}))?\\s*$');

/** The number of an IPv4 address; NULL for what is none. */
function addressNumber(text: Sql): Sql {
  return bindValue(text, (value) => {
    const octet = (group: Sql): Sql => sql`TRY_CAST(regexp_extract(${value}, ${octets}, ${group}) AS BIGINT)`;
    const parts = [sql`1`, sql`2`, sql`3`, sql`4`].map(octet);
    return sql`CASE WHEN regexp_matches(${value}, ${octets}) AND greatest(${parts}) <= 255
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
      return sql`sign(${network(addressNumber(left), bits)} - ${network(addressNumber(right), bits)})::BIGINT`;
    }),
  );
}

function isInRange(address: Sql, range: Sql): Sql {
  return sql`(${network(addressNumber(address), prefixLength(range))} = ${network(addressNumber(range), prefixLength(range))})`;
}

/** The networks that RFC 1918 sets apart. */
const privateNetworks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map((range) => textLiteral(range));

/** IPv4 addresses. */
export const networkFunctions: FunctionTable = {
  parse_ipv4: (call) =>
    bindValue(
      argument(call, 0, 'string'),
      (text) => sql`(${network(addressNumber(text), prefixLength(text))} << (32 - ${prefixLength(text)}))`,
    ),
  ipv4_compare: compare,
  ipv4_is_match: (call) => sql`(${compare(call)} = 0)`,
  ipv4_is_in_range: (call) => isInRange(argument(call, 0, 'string'), argument(call, 1, 'string')),
  ipv4_is_in_any_range: (call) => {
    const tests = call.arguments
      .slice(1)
      .map((range, index) =>
        range.type === 'dynamic'
          ? sql`len(list_filter(json_extract(${range.sql}, '$[*]'), lambda range: ${isInRange(argument(call, 0, 'string'), sql`(range ->> '$')`)})) > 0`
          : isInRange(argument(call, 0, 'string'), argument(call, index + 1, 'string')),
      );
    return tests.reduce((left, right) => sql`(${left} OR ${right})`);
  },
  ipv4_is_private: (call) =>
    bindValue(argument(call, 0, 'string'), (text) =>
      privateNetworks.map((range) => isInRange(text, range)).reduce((left, right) => sql`(${left} OR ${right})`),
    ),
};
