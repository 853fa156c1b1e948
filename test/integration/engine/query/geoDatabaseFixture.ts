/** Writes MaxMind databases (format 2.0, https://maxmind.github.io/MaxMind-DB/) of a few networks of IPv4. */

type MmdbValue = string | number | boolean | readonly MmdbValue[] | { readonly [key: string]: MmdbValue };

const recordBytes = 3;
const types = { string: 2, double: 3, unsigned32: 6, map: 7, array: 11, boolean: 14 };

/** A type and a size, both small enough to need no more than three bytes. */
function control(type: number, size: number): Buffer {
  const isLong = size >= 29;
  const first = ((type > 7 ? 0 : type) << 5) | (isLong ? 29 : size);
  return Buffer.from([first, ...(type > 7 ? [type - 7] : []), ...(isLong ? [size - 29] : [])]);
}

function encode(value: MmdbValue): Buffer {
  if (typeof value === 'string') {
    const bytes = Buffer.from(value);
    return Buffer.concat([control(types.string, bytes.length), bytes]);
  }
  if (typeof value === 'boolean') {
    return control(types.boolean, value ? 1 : 0);
  }
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(Number.isInteger(value) ? 4 : 8);
    if (Number.isInteger(value)) {
      bytes.writeUInt32BE(value);
    } else {
      bytes.writeDoubleBE(value);
    }
    return Buffer.concat([control(Number.isInteger(value) ? types.unsigned32 : types.double, bytes.length), bytes]);
  }
  if (isList(value)) {
    return Buffer.concat([control(types.array, value.length), ...value.map(encode)]);
  }
  const entries = Object.entries(value);
  return Buffer.concat([control(types.map, entries.length), ...entries.flatMap((entry) => entry.map(encode))]);
}

function isList(value: MmdbValue): value is readonly MmdbValue[] {
  return Array.isArray(value);
}

/** A node of the search tree: for each bit another node, what a network has, or nothing. */
type Branch = Node | { readonly data: number } | undefined;
interface Node {
  readonly branches: [Branch, Branch];
}

/** @param networks as `10.0.0.0/8`, none inside of another */
export function geoDatabase(networks: Readonly<Record<string, MmdbValue>>): Buffer {
  const root: Node = { branches: [undefined, undefined] };
  const parts: Buffer[] = [];
  for (const [network, value] of Object.entries(networks)) {
    insert(
      root,
      network,
      parts.reduce((length, part) => length + part.length, 0),
    );
    parts.push(encode(value));
  }
  const nodes: Node[] = [];
  const visit = (node: Node): void => {
    nodes.push(node);
    node.branches.forEach((branch) => {
      if (branch !== undefined && 'branches' in branch) {
        visit(branch);
      }
    });
  };
  visit(root);
  const tree = Buffer.alloc(nodes.length * 2 * recordBytes);
  nodes
    .flatMap(({ branches }) => branches)
    .forEach((branch, index) => {
      // Beyond the nodes comes "nothing"; 16 bytes part the tree from the data.
      const pointer =
        branch === undefined
          ? nodes.length
          : 'data' in branch
            ? nodes.length + 16 + branch.data
            : nodes.indexOf(branch);
      tree.writeUIntBE(pointer, index * recordBytes, recordBytes);
    });
  const metadata = encode({
    node_count: nodes.length,
    record_size: 8 * recordBytes,
    ip_version: 4,
    database_type: 'Test-City',
    languages: ['en'],
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_750_000_000,
    description: { en: 'test' },
  });
  return Buffer.concat([tree, Buffer.alloc(16), ...parts, Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1'), metadata]);
}

function insert(root: Node, network: string, data: number): void {
  const [address = '', length = '32'] = network.split('/');
  const bits = address
    .split('.')
    .map((octet) => Number(octet).toString(2).padStart(8, '0'))
    .join('')
    .slice(0, Number(length));
  let node = root;
  bits.split(/(?=.)/).forEach((bit, index) => {
    const side = bit === '0' ? 0 : 1;
    const branch = node.branches[side];
    if (index === bits.length - 1) {
      node.branches[side] = { data };
    } else if (branch !== undefined && 'branches' in branch) {
      node = branch;
    } else {
      const next: Node = { branches: [undefined, undefined] };
      node.branches[side] = next;
      node = next;
    }
  });
}
