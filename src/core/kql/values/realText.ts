/** Fewer digits than these after the scaled whole part are rounded to the nearest; see `digitsOf`. */
const fewestUnrounded = 9;

/** Whole numbers of up to so many digits are written without an exponent. */
const mostWholeDigits = 21;

/** So many zeros after the point, or more, make an exponent. */
const fewestZeros = 6;

/**
 * The text that Kusto has for a real: `1.0`, `0.00001`, `1e21`, `1.5e-7`, `-0.0`.
 *
 * @param shortest the text with the fewest digits that reads as it, as DuckDB has it, with or without an exponent
 */
export function realText(shortest: string): string {
  const value = Math.abs(Number(shortest));
  const sign = shortest.startsWith('-') ? '-' : '';
  if (!Number.isFinite(value)) {
    return shortest;
  }
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
  const digits = digitsOf(value, mantissa.replace('.', ''), Number(exponent));
  return sign + placed(digits, Number(exponent) + 1);
}

/**
 * The digits of a real. Kusto makes them by Grisu2 (Loitsch, Printing Floating-Point Numbers Quickly and Accurately with Integers,
 * 2010), from the upper end of the reals' interval down, and takes the nearest of them only where few come after the whole part of
 * the scaled number. Elsewhere it takes the greatest: `0.1 + 0.2` is `0.30000000000000007`.
 */
function digitsOf(value: number, nearest: string, exponent: number): string {
  if (nearest.length - wholeDigits(value, exponent) < fewestUnrounded) {
    return nearest;
  }
  const [start, last] = [nearest.slice(0, -1), Number(nearest.slice(-1))];
  const scale = exponent - start.length;
  for (let digit = 9; digit > last; digit--) {
    const digits = `${start}${String(digit)}`;
    if (Number(`${digits}e${String(scale)}`) === value) {
      return digits;
    }
  }
  return nearest;
}

/** How many digits the number has before the point, once it is scaled by a power of 10^8 to the range that Grisu2 works in. */
function wholeDigits(value: number, exponent: number): number {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  // The power of 2 of the last of the 64 bits of the interval's upper end.
  const binaryExponent = ((bits.getUint16(0) >> 4) & 0x7ff) - 1075 - 11;
  const steps = Math.floor(Math.ceil((-61 - binaryExponent) * Math.log10(2) + 347) / 8) + 1;
  return exponent + 1 - 348 + 8 * steps;
}

/** Digits with the point after so many of them. */
function placed(digits: string, point: number): string {
  if (point > mostWholeDigits || point <= -fewestZeros) {
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
    return `${digits.charAt(0)}${fraction}e${String(point - 1)}`;
  }
  return point > 0
    ? `${digits.slice(0, point).padEnd(point, '0')}.${digits.slice(point) || '0'}`
    : `0.${'0'.repeat(-point)}${digits}`;
}
