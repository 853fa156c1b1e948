import { isArray, type Json } from '../json';

/** The text of code points, which are given as numbers or arrays of them; what is no code point is left out. */
export function textOfCodePoints(values: Json): string {
  const numbers = isArray(values) ? values.flat(2) : [values];
  return numbers
    .filter(
      (value): value is number =>
        typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 0x10ffff,
    )
    .map((value) => String.fromCodePoint(value))
    .join('');
}
