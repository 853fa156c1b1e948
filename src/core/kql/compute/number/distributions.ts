/** The coefficients of Lanczos's approximation for g = 7, good to 15 digits. */
const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

function logGamma(x: number): number {
  if (x < 0.5) {
    return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - logGamma(1 - x);
  }
  const z = x - 1;
  const sum = lanczos.reduce(
    (total, coefficient, index) => (index === 0 ? coefficient : total + coefficient / (z + index)),
    0,
  );
  const t = z + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}

const tiny = 1e-300;
const enough = 1e-16;
const mostTerms = 10_000;

/** The continued fraction of the incomplete beta function, by Lentz's method. */
function betaFraction(x: number, a: number, b: number): number {
  const nonZero = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < mostTerms; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d);
    c = nonZero(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d);
    c = nonZero(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < enough) {
      break;
    }
  }
  return fraction;
}

/** The cumulative beta distribution: the regularized incomplete beta function. */
export function betaCdf(x: number, a: number, b: number): number {
  if (x <= 0 || x >= 1) {
    return x <= 0 ? 0 : 1;
  }
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(x, a, b)) / a : 1 - (front * betaFraction(1 - x, b, a)) / b;
}

/** The density of the beta distribution at x, between 0 and 1. */
export function betaPdf(x: number, a: number, b: number): number {
  return Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + (a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x));
}

/** The inverse of the cumulative beta distribution, by bisection. */
export function betaInverse(probability: number, a: number, b: number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 200 && low < high; step++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) {
      break;
    }
    [low, high] = betaCdf(middle, a, b) < probability ? [middle, high] : [low, middle];
  }
  return (low + high) / 2;
}

/** The error function: a series near 0, a continued fraction beyond. */
export function erf(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude > 2.5) {
    return Math.sign(x) * (1 - erfcBeyond(magnitude));
  }
  let term = x;
  let sum = x;
  for (let n = 1; n < mostTerms && Math.abs(term) > enough * Math.abs(sum); n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

/** The complementary error function: by the series of erf near 0, by its continued fraction beyond, where 1 - erf(x) loses its digits. */
export function erfc(x: number): number {
  return x > 2.5 ? erfcBeyond(x) : 1 - erf(x);
}

function erfcBeyond(x: number): number {
  let fraction = 0;
  for (let n = 200; n >= 1; n--) {
    fraction = n / 2 / (x + fraction);
  }
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * (x + fraction));
}

/** One of two samples that are compared. */
export interface Sample {
  readonly mean: number;
  readonly variance: number;
  readonly count: number;
}

/** The probability that two samples with unequal variances have one mean: Welch's t-test, two-sided. */
export function welchTest(left: Sample, right: Sample): number {
  const [a, b] = [left.variance / left.count, right.variance / right.count];
  const squared = (left.mean - right.mean) ** 2 / (a + b);
  const freedom = (a + b) ** 2 / (a ** 2 / (left.count - 1) + b ** 2 / (right.count - 1));
  return betaCdf(freedom / (freedom + squared), freedom / 2, 0.5);
}
