import { numbersOf, reals, type Json } from '../json';

/** Whether an element is one that is to be filled. */
export type IsMissing = (element: Json) => boolean;

/** Each missing element is the nearest before it that is there, where there is one. */
export function fillForward(elements: readonly Json[], isMissing: IsMissing): readonly Json[] {
  let known: Json | undefined;
  return elements.map((element) => {
    if (isMissing(element)) {
      return known ?? element;
    }
    known = element;
    return element;
  });
}

/** Whether the nearest element that is there fills the ends, and the constant that fills a series of none. */
export interface Ends {
  readonly areFilled: boolean;
  readonly constant: Json;
}

/** Missing elements are on a straight line between those around them. */
export function fillLinear(elements: readonly Json[], isMissing: IsMissing, ends: Ends): readonly Json[] {
  const numbers = numbersOf(elements) ?? [];
  const before = fillForward(placesOf(elements, isMissing), isNull);
  const after = fillForward(placesOf(elements, isMissing).reverse(), isNull).toReversed();
  return elements.map((element, place) => {
    const [left, right] = [before[place], after[place]];
    if (!isMissing(element)) {
      return element;
    }
    if (typeof left === 'number' && typeof right === 'number') {
      const [from = NaN, to = NaN] = [numbers[left], numbers[right]];
      const value = from + ((to - from) * (place - left)) / (right - left);
      return Number.isFinite(value) ? reals(value) : null;
    }
    const nearest = typeof left === 'number' ? left : right;
    if (typeof nearest !== 'number') {
      return ends.constant;
    }
    return ends.areFilled ? (elements[nearest] ?? null) : element;
  });
}

/** The places of the elements that are there; null for the others. */
function placesOf(elements: readonly Json[], isMissing: IsMissing): (number | null)[] {
  return elements.map((element, place) => (isMissing(element) ? null : place));
}

function isNull(value: Json): boolean {
  return value === null;
}
