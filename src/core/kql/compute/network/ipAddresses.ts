/** An address as a number of 128 bits, and how many of them are its network's. An IPv4 address is mapped (RFC 4291, 2.5.5.2). */
export interface IpAddress {
  readonly number: bigint;
  readonly bits: number;
}

const mappedIpv4 = 0xffffn << 32n;

function ipv4Number(text: string): bigint | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  const octets = match?.slice(1).map(Number) ?? [256];
  return octets.every((octet) => octet <= 255)
    ? octets.reduce((number, octet) => (number << 8n) | BigInt(octet), 0n)
    : undefined;
}

/** The groups of one side of `::`, the last of which may be an IPv4 address. */
function groupsOf(text: string): readonly bigint[] | undefined {
  if (text === '') {
    return [];
  }
  const groups = text.split(':').flatMap((group, index, all): (bigint | undefined)[] => {
    const ipv4 = index === all.length - 1 ? ipv4Number(group) : undefined;
    return ipv4 === undefined
      ? [/^[\dA-Fa-f]{1,4}$/.test(group) ? BigInt(`0x${group}`) : undefined]
      : [ipv4 >> 16n, ipv4 & 0xffffn];
  });
  const known = groups.filter((group) => group !== undefined);
  return known.length === groups.length ? known : undefined;
}

function ipv6Number(text: string): bigint | undefined {
  const sides = text.split('::');
  const [left, right] = [groupsOf(sides[0] ?? ''), groupsOf(sides[1] ?? '')];
  if (left === undefined || right === undefined || sides.length > 2) {
    return undefined;
  }
  const missing = 8 - left.length - right.length;
  if (sides.length === 2 ? missing < 1 : missing !== 0) {
    return undefined;
  }
  return [...left, ...Array.from({ length: missing }, () => 0n), ...right].reduce(
    (number, group) => (number << 16n) | group,
    0n,
  );
}

/** An address of either version, with or without the length of a prefix; undefined for what is none. */
export function parseIpAddress(text: string): IpAddress | undefined {
  const match = /^\s*([^/\s]+)(?:\/(\d{1,3}))?\s*$/.exec(text);
  const address = match?.[1] ?? '';
  const ipv4 = ipv4Number(address);
  const number = ipv4 === undefined ? ipv6Number(address) : mappedIpv4 | ipv4;
  const bits =
    (match?.[2] === undefined ? 128 : Number(match[2])) + (ipv4 === undefined || match?.[2] === undefined ? 0 : 96);
  return number === undefined || bits > 128 ? undefined : { number, bits };
}

/** The address without the bits that are not its network's. */
export function networkOf({ number }: IpAddress, bits: number): bigint {
  const hostBits = BigInt(128 - Math.min(Math.max(bits, 0), 128));
  return (number >> hostBits) << hostBits;
}

/** All eight groups, of four digits each. */
export function formatIpv6(number: bigint): string {
  return number
    .toString(16)
    .padStart(32, '0')
    .replaceAll(/(.{4})(?!$)/g, '$1:');
}

function formatIpv4(number: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (number >> shift) & 0xffn).join('.');
}

/** -1, 0 or 1, as far as the shorter of the prefixes goes. */
export function compareAddresses(left: IpAddress, right: IpAddress, bits: number): bigint {
  const shared = Math.min(left.bits, right.bits, bits);
  const [a, b] = [networkOf(left, shared), networkOf(right, shared)];
  return a < b ? -1n : a > b ? 1n : 0n;
}

/** Whether an address has the same first bits as a range, as many as the range has; its own length does not count. */
export function isInRange(address: IpAddress, range: IpAddress): boolean {
  return networkOf(address, range.bits) === networkOf(range, range.bits);
}

/** The fewest networks that hold the IPv4 addresses from one to another, both included. */
export function cidrList(first: bigint, last: bigint): readonly string[] {
  const networks: string[] = [];
  for (let start = first; start <= last;) {
    let size = 1n;
    while (size < 1n << 32n && start % (size * 2n) === 0n && start + size * 2n - 1n <= last) {
      size *= 2n;
    }
    networks.push(`${formatIpv4(start)}/${32 - (size.toString(2).length - 1)}`);
    start += size;
  }
  return networks;
}

/** The 32 bits of a text that is an IPv4 address, or an IPv6 address that stands for one (::ffff:0:0/96); undefined for any other. */
export function ipv4Of(text: string): bigint | undefined {
  const address = parseIpAddress(text);
  return address !== undefined && address.number >> 32n === 0xffffn ? address.number & 0xffffffffn : undefined;
}
