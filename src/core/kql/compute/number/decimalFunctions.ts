import { computed } from '../computedFunction';

/** The digits after the point that a decimal has room for here, and those of the whole number in all: DECIMAL(38, 18). */
const places = 18;
const scale = 10n ** BigInt(places);
const beyond = 10n ** 38n;

/** A decimal as a whole number of its last place. */
function unitsOf(text: string): bigint {
  const [whole = '', fraction = ''] = text.replace(/^-/, '').split('.');
  const units = BigInt(whole + fraction.padEnd(places, '0'));
  return text.startsWith('-') ? -units : units;
}

function decimalOf(units: bigint): string | undefined {
  const size = units < 0n ? -units : units;
  const digits = String(size).padStart(places + 1, '0');
  return size < beyond ? `${units < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}` : undefined;
}

/** Rounds half away from zero. */
function divideRounded(dividend: bigint, divisor: bigint): bigint {
  const isNegative = dividend < 0n !== divisor < 0n;
  const [top, bottom] = [dividend, divisor].map((number) => (number < 0n ? -number : number));
  const size = ((top ?? 0n) * 2n + (bottom ?? 1n)) / ((bottom ?? 1n) * 2n);
  return isNegative ? -size : size;
}

/** Products and quotients of decimals, which DuckDB has none of with so many places; null where one is too long, or by zero. */
export const decimalComputed = {
  decimal_product: computed(['decimal', 'decimal'], 'decimal', (left, right) =>
    left === undefined || right === undefined
      ? undefined
      : decimalOf(divideRounded(unitsOf(left) * unitsOf(right), scale)),
  ),
  decimal_quotient: computed(['decimal', 'decimal'], 'decimal', (left, right) =>
    left === undefined || right === undefined || unitsOf(right) === 0n
      ? undefined
      : decimalOf(divideRounded(unitsOf(left) * scale, unitsOf(right))),
  ),
};
