import { computed } from './computedFunction';
import { xxHash64 } from './xxHash64';

const utf8 = new TextEncoder();

function longBytes(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigInt64(0, value, true);
  return bytes;
}

/** XXH64 of a text's UTF-8, and of a number of 64 bits. */
export const hashComputed = {
  hash_text: computed(['string'], 'long', (text = '') => BigInt.asIntN(64, xxHash64(utf8.encode(text)))),
  hash_number: computed(['long'], 'long', (value) =>
    value === undefined ? undefined : BigInt.asIntN(64, xxHash64(longBytes(value))),
  ),
};
