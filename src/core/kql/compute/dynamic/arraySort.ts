import { cellNumber, exactDigits } from '../../values/exactNumbers';
import { isArray, jsonText, type Json } from '../json';

/**
 * Sorts the first of several arrays, and the others alongside; of another length than the first, an array is null.
 *
 * @param nullsLast else they are first, whichever the order
 */
export function sortTogether(arrays: readonly Json[], descending: boolean, nullsLast: boolean): readonly Json[] {
  const [first = null] = arrays;
  if (!isArray(first)) {
    return arrays.map(() => null);
  }
  const order = first.map((_, index) => index);
  const isNumeric = first.every((value) => value === null || cellNumber(value) !== undefined);
  order.sort((left, right) => {
    const [a = null, b = null] = [first[left], first[right]];
    if (a === null || b === null) {
      return (a === b ? 0 : a === null ? 1 : -1) * (nullsLast ? 1 : -1);
    }
    const [x, y] = isNumeric ? [cellNumber(a) ?? 0, cellNumber(b) ?? 0] : [textOf(a), textOf(b)];
    return (x < y ? -1 : x > y ? 1 : 0) * (descending ? -1 : 1);
  });
  return arrays.map((array) =>
    isArray(array) && array.length === first.length ? order.map((index) => array[index] ?? null) : null,
  );
}

function textOf(value: Json): string {
  return typeof value === 'string' ? (exactDigits(value) ?? value) : jsonText(value);
}

/** Cuts an array before each of some places; a place below 0 is from the end. */
export function splitArray(array: readonly Json[], places: readonly number[]): readonly Json[] {
  const cuts = places.map((place) => Math.min(array.length, Math.max(0, place < 0 ? array.length + place : place)));
  return [0, ...cuts].map((start, index) => array.slice(start, cuts[index] ?? array.length));
}
