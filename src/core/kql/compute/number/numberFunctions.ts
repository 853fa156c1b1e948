import { computed, type ComputedFunction } from '../computedFunction';
import { betaCdf, betaInverse, betaPdf, erf, erfc, welchTest } from './distributions';
import { realText } from '../../values/realText';

function ofThree(compute: (x: number, a: number, b: number) => number): ComputedFunction {
  return computed(['real', 'real', 'real'], 'real', (x, a, b) =>
    x === undefined || a === undefined || b === undefined || a <= 0 || b <= 0 ? undefined : compute(x, a, b),
  );
}

/** A function of a probability or a quantile, which is from 0 to 1; NaN beyond. */
function inUnitInterval(compute: (x: number, a: number, b: number) => number): ComputedFunction {
  return ofThree((x, a, b) => (x < 0 || x > 1 ? NaN : compute(x, a, b)));
}

function ofOne(compute: (x: number) => number): ComputedFunction {
  return computed(['real'], 'real', (x) => (x === undefined ? undefined : compute(x)));
}

/** Distributions and their functions; the texts of reals. */
export const numberComputed = {
  real_text: computed(['string'], 'string', (text = '') => realText(text)),
  beta_cdf: ofThree(betaCdf),
  beta_pdf: inUnitInterval(betaPdf),
  beta_inv: inUnitInterval(betaInverse),
  erf: ofOne(erf),
  erfc: ofOne(erfc),
  welch_test: computed(
    ['real', 'real', 'real', 'real', 'real', 'real'],
    'real',
    (mean1, variance1, count1, mean2, variance2, count2) =>
      mean1 === undefined ||
      variance1 === undefined ||
      count1 === undefined ||
      mean2 === undefined ||
      variance2 === undefined ||
      count2 === undefined
        ? undefined
        : welchTest(
            { mean: mean1, variance: variance1, count: count1 },
            { mean: mean2, variance: variance2, count: count2 },
          ),
  ),
};
