import { computed } from '../computedFunction';
import {
  cidrList,
  compareAddresses,
  formatIpv6,
  ipv4Of,
  isInRange,
  networkOf,
  parseIpAddress,
  type IpAddress,
} from './ipAddresses';
import { isArray, type Json } from '../json';

function maskedText(address: IpAddress | undefined, bits: number): string | undefined {
  return address === undefined || bits < 0 || bits > 128
    ? undefined
    : formatIpv6(networkOf(address, Math.min(address.bits, bits)));
}

function compare(left = '', right = '', bits = 128): bigint | undefined {
  const [a, b] = [parseIpAddress(left), parseIpAddress(right)];
  return a === undefined || b === undefined ? undefined : compareAddresses(a, b, bits);
}

function isInAnyRange(text: string, ranges: Json): boolean | undefined {
  const address = parseIpAddress(text);
  if (address === undefined || !isArray(ranges)) {
    return undefined;
  }
  const known = ranges
    .flatMap((range) => range)
    .map((range) => (typeof range === 'string' ? parseIpAddress(range) : undefined))
    .filter((range) => range !== undefined);
  return known.length === 0 ? undefined : known.some((range) => isInRange(address, range));
}

/** Addresses of IPv6; those of IPv4 are mapped into it. */
export const addressComputed = {
  parse_ipv6: computed(['string'], 'string', (text = '') => maskedText(parseIpAddress(text), 128)),
  parse_ipv6_mask: computed(['string', 'int'], 'string', (text = '', bits = 128) =>
    maskedText(parseIpAddress(text), bits),
  ),
  ipv6_compare: computed(['string', 'string', 'int'], 'long', compare),
  ipv6_is_match: computed(['string', 'string', 'int'], 'bool', (left, right, bits) => {
    const order = compare(left, right, bits);
    return order === undefined ? undefined : order === 0n;
  }),
  ipv6_is_in_range: computed(['string', 'string'], 'bool', (address = '', range = '') =>
    isInAnyRange(address, [range]),
  ),
  /** The ranges as one array, of texts and of arrays of them. */
  ipv6_is_in_ranges: computed(['string', 'dynamic'], 'bool', (address = '', ranges = []) =>
    isInAnyRange(address, ranges),
  ),
  ipv4_range_to_cidr_list: computed(['string', 'string'], 'dynamic', (start = '', end = '') => {
    const [first, last] = [ipv4Of(start), ipv4Of(end)];
    return first === undefined || last === undefined || first > last ? undefined : cidrList(first, last);
  }),
};
