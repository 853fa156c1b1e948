import { computed } from '../computedFunction';
import { xxHash64 } from './xxHash64';

const utf8 = new TextEncoder();

/** The bytes of numbers of 64 bits, the lowest byte first, as every platform of VS Code has them in memory. */
function longBytes(values: readonly bigint[]): Uint8Array {
  return new Uint8Array(BigInt64Array.from(values).buffer);
}

/** XXH64 of a text's UTF-8, of a number of 64 bits, and of two of them in their order. */
export const hashComputed = {
  hash_text: computed(['string'], 'long', (text = '') => BigInt.asIntN(64, xxHash64(utf8.encode(text)))),
  hash_number: computed(['long'], 'long', (value) =>
    value === undefined ? undefined : BigInt.asIntN(64, xxHash64(longBytes([value]))),
  ),
  hash_pair: computed(['long', 'long'], 'long', (first = 0n, second = 0n) =>
    BigInt.asIntN(64, xxHash64(longBytes([first, second]))),
  ),
};
