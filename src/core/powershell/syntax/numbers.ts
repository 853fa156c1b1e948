import type { Expression } from './ast';
import type { Reader } from './reader';

/** Two points after it are a range: `1..5`. */
const number =
  /(?:0x([0-9a-f]+)|(\d+\.\d+|\.\d+|\d+\.(?![\w.])|\d+)(?:e([+-]?\d+))?)([ld]?)(kb|mb|gb|tb|pb)?(?!\w|\.(?!\.))/iy;
const multipliers: Readonly<Record<string, number>> = {
  kb: 2 ** 10,
  mb: 2 ** 20,
  gb: 2 ** 30,
  tb: 2 ** 40,
  pb: 2 ** 50,
};
const longest = 2n ** 63n - 1n;

/** A number at this place: `5`, `1.5`, `1e3`, `0x1F`, `10MB`, `5L`; undefined where there is none. */
export function parseNumber(reader: Reader): Expression | undefined {
  const start = reader.position;
  const found = reader.match(number);
  if (found === undefined) {
    return undefined;
  }
  const place = reader.from(start);
  const [, hexadecimal, digits = '', exponent, suffix = '', unit = ''] = found;
  const multiplier = multipliers[unit.toLowerCase()] ?? 1;
  const isReal = hexadecimal === undefined && (digits.includes('.') || exponent !== undefined || /d/i.test(suffix));
  if (isReal) {
    const value = Number(exponent === undefined ? digits : `${digits}e${exponent}`) * multiplier;
    return { kind: 'literal', value, isReal, place };
  }
  const whole = BigInt(hexadecimal === undefined ? digits : `0x${hexadecimal}`) * BigInt(multiplier);
  if (whole > longest) {
    return reader.fail('This number is larger than a whole number of 64 bits.', place);
  }
  return { kind: 'literal', value: whole <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(whole) : whole, place };
}
