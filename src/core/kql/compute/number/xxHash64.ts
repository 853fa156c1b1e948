const mask = 0xffff_ffff_ffff_ffffn;
const prime1 = 0x9e37_79b1_85eb_ca87n;
const prime2 = 0xc2b2_ae3d_27d4_eb4fn;
const prime3 = 0x1656_67b1_9e37_79f9n;
const prime4 = 0x85eb_ca77_c2b2_ae63n;
const prime5 = 0x27d4_eb2f_1656_67c5n;

const multiply = (left: bigint, right: bigint): bigint => (left * right) & mask;
const rotate = (value: bigint, by: bigint): bigint => ((value << by) | (value >> (64n - by))) & mask;
const round = (lane: bigint, input: bigint): bigint =>
  multiply(rotate((lane + multiply(input, prime2)) & mask, 31n), prime1);
const mergeRound = (hash: bigint, lane: bigint): bigint => (multiply(hash ^ round(0n, lane), prime1) + prime4) & mask;

/** XXH64 of bytes with seed 0 (the xxHash specification, version 0.1.1), as an unsigned number. */
export function xxHash64(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const lanes = [(prime1 + prime2) & mask, prime2, 0n, -prime1 & mask];
  let place = 0;
  for (; place + 32 <= bytes.length; place += 32) {
    lanes.forEach((lane, index) => {
      lanes[index] = round(lane, view.getBigUint64(place + 8 * index, true));
    });
  }
  const [a = 0n, b = 0n, c = 0n, d = 0n] = lanes;
  let hash =
    bytes.length < 32
      ? prime5
      : lanes.reduce(mergeRound, (rotate(a, 1n) + rotate(b, 7n) + rotate(c, 12n) + rotate(d, 18n)) & mask);
  hash = (hash + BigInt(bytes.length)) & mask;
  for (; place + 8 <= bytes.length; place += 8) {
    hash = (multiply(rotate(hash ^ round(0n, view.getBigUint64(place, true)), 27n), prime1) + prime4) & mask;
  }
  if (place + 4 <= bytes.length) {
    hash ^= multiply(BigInt(view.getUint32(place, true)), prime1);
    hash = (multiply(rotate(hash, 23n), prime2) + prime3) & mask;
    place += 4;
  }
  for (; place < bytes.length; place++) {
    hash = multiply(rotate(hash ^ multiply(BigInt(view.getUint8(place)), prime5), 11n), prime1);
  }
  hash = multiply(hash ^ (hash >> 33n), prime2);
  hash = multiply(hash ^ (hash >> 29n), prime3);
  return hash ^ (hash >> 32n);
}
