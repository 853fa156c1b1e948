import { computed } from '../computedFunction';
import { carriedJson, isArray, numbersOf, type Json } from '../json';
import { fillForward, fillLinear, type IsMissing } from './fills';
import { recursiveFilter, weightedSums } from './filters';

/** Nulls are missing, or the elements that are a number which stands for it. */
function missing(placeholder: number | undefined): IsMissing {
  return placeholder === undefined
    ? (element) => element === null
    : (element) => numbersOf([element])?.[0] === placeholder;
}

/** Series whose gaps are filled, and filters over series. DuckDB's lists would be copied for each of their elements. */
export const fillComputed = {
  series_fill_forward: computed(
    ['dynamic', 'real'],
    'dynamic',
    (series, placeholder) => (isArray(series) ? fillForward(series, missing(placeholder)) : undefined),
    carriedJson,
  ),
  series_fill_backward: computed(
    ['dynamic', 'real'],
    'dynamic',
    (series, placeholder) =>
      isArray(series) ? fillForward(series.toReversed(), missing(placeholder)).toReversed() : undefined,
    carriedJson,
  ),
  series_fill_linear: computed(
    ['dynamic', 'real', 'bool', 'dynamic'],
    'dynamic',
    (series, placeholder, areFilled = true, constant: Json = carriedJson('0.0')) =>
      isArray(series) ? fillLinear(series, missing(placeholder), { areFilled, constant }) : undefined,
    carriedJson,
  ),
  /** The values, the weights, and how many places the result is moved to the left. */
  series_weighted_sums: computed(['dynamic', 'dynamic', 'long'], 'dynamic', (series, filter, shift = 0n) => {
    const [values, weights] = [numbersOf(series), numbersOf(filter)];
    return values === undefined || weights === undefined ? undefined : weightedSums(values, weights, Number(shift));
  }),
  series_recursive_filter: computed(
    ['dynamic', 'dynamic', 'dynamic'],
    'dynamic',
    (series, numerators, denominators) => {
      const [values, forward, back] = [numbersOf(series), numbersOf(numerators), numbersOf(denominators)];
      return values === undefined || forward === undefined || back === undefined
        ? undefined
        : recursiveFilter(values, forward, back);
    },
  ),
};
