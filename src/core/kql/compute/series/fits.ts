import { mean, variance } from './statistics';

/** A curve through a series, and how well it fits. */
export interface Fit {
  /** From 0 to 1: how much of the variance the curve explains. */
  readonly rsquare: number;
  readonly variance: number;
  /** The variance of what the curve leaves. */
  readonly rvariance: number;
  readonly fit: readonly number[];
}

export interface LineFit extends Fit {
  readonly slope: number;
  readonly interception: number;
}

function quality(values: readonly number[], fit: readonly number[]): Fit {
  const all = variance(values);
  const residuals = values.map((value, index) => value - (fit[index] ?? NaN)).filter(Number.isFinite);
  const rvariance =
    residuals.length < 2 ? 0 : residuals.reduce((sum, value) => sum + value ** 2, 0) / (residuals.length - 1);
  return { rsquare: all === 0 ? 1 : Math.max(0, 1 - rvariance / all), variance: all, rvariance, fit };
}

/** The straight line of least squares over the places 1, 2, 3...; places without a number are passed over. */
export function fitLine(values: readonly number[]): LineFit {
  const places = values.flatMap((value, index) => (Number.isFinite(value) ? [index + 1] : []));
  const [centerX, centerY] = [mean(places), mean(values)];
  const spread = places.reduce((sum, place) => sum + (place - centerX) ** 2, 0);
  const shared = places.reduce((sum, place) => sum + (place - centerX) * ((values[place - 1] ?? NaN) - centerY), 0);
  const slope = spread === 0 ? 0 : shared / spread;
  const interception = centerY - slope * centerX;
  return {
    ...quality(
      values,
      values.map((_, index) => interception + slope * (index + 1)),
    ),
    slope,
    interception,
  };
}

export interface TwoLinesFit extends Fit {
  readonly split: number;
  readonly left: LineFit;
  readonly right: LineFit;
}

/** Two straight lines, parted where they fit best together; each has its own place 1. */
export function fitTwoLines(values: readonly number[]): TwoLinesFit | undefined {
  let best: TwoLinesFit | undefined;
  for (const split of likelySplits(values)) {
    const [left, right] = [fitLine(values.slice(0, split)), fitLine(values.slice(split))];
    const both = quality(values, [...left.fit, ...right.fit]);
    if (best === undefined || both.rvariance < best.rvariance) {
      best = { ...both, split, left, right };
    }
    if (best.rvariance === 0) {
      break;
    }
  }
  return best;
}

/** More than what sums lose in rounding, as a part of the whole variance. */
const rounding = 1e-9;

/**
 * The splits that may be the best: to try each takes time that grows with the square of the length, while sums that run along the
 * series tell at once, but for their rounding, what each leaves.
 */
function likelySplits(values: readonly number[]): readonly number[] {
  const splits = values.slice(1).map((_, index) => index + 1);
  if (!values.every(Number.isFinite)) {
    return splits;
  }
  const center = mean(values);
  const centered = values.map((value) => value - center);
  const before = remainders(centered);
  const after = remainders(centered.toReversed());
  const left = splits.map((split) => (before[split - 1] ?? 0) + (after[values.length - split - 1] ?? 0));
  const least = left.reduce((lowest, remainder) => Math.min(lowest, remainder), Infinity);
  const tolerance = rounding * centered.reduce((sum, value) => sum + value ** 2, 0);
  return splits.filter((_, index) => (left[index] ?? 0) <= least + tolerance);
}

/** The sum of squares that a line through the first values leaves, for each number of them from 1. */
function remainders(values: readonly number[]): readonly number[] {
  let [sum, squares, products] = [0, 0, 0];
  return values.map((value, index) => {
    const count = index + 1;
    sum += value;
    squares += value ** 2;
    products += value * count;
    const spread = (count * (count ** 2 - 1)) / 12;
    const shared = products - (sum * (count + 1)) / 2;
    return squares - sum ** 2 / count - (spread === 0 ? 0 : shared ** 2 / spread);
  });
}

export interface PolynomialFit extends Fit {
  /** From the highest power down. */
  readonly coefficients: readonly number[];
}

/** The polynomial of least squares, by the normal equations over places that are centred and scaled. */
export function fitPolynomial(places: readonly number[], values: readonly number[], degree: number): PolynomialFit {
  const known = places.flatMap((place, index) => {
    const value = values[index] ?? NaN;
    return Number.isFinite(place) && Number.isFinite(value) ? [{ place, value }] : [];
  });
  const size = degree + 1;
  const powers = Array.from({ length: size }, (_, power) => power);
  const matrix = powers.map((row) => [
    ...powers.map((column) => known.reduce((sum, { place }) => sum + place ** (row + column), 0)),
    known.reduce((sum, { place, value }) => sum + value * place ** row, 0),
  ]);
  const ascending = solve(matrix);
  const fit = places.map((place) =>
    ascending.reduce((sum, coefficient, power) => sum + coefficient * place ** power, 0),
  );
  return { ...quality(values, fit), coefficients: ascending.toReversed() };
}

/** Solves linear equations, given as rows with the right side last, by Gauss's elimination. */
function solve(rows: readonly (readonly number[])[]): readonly number[] {
  let rest = rows.map((row) => [...row]);
  const pivots: number[][] = [];
  for (let column = 0; column < rows.length; column++) {
    const best = rest.reduce(
      (found, row, index) => (Math.abs(row[column] ?? 0) > Math.abs(rest[found]?.[column] ?? 0) ? index : found),
      0,
    );
    const pivot = rest[best] ?? [];
    pivots.push(pivot);
    rest = rest
      .filter((_, index) => index !== best)
      .map((row) => {
        const factor = (row[column] ?? 0) / (pivot[column] ?? NaN);
        return row.map((value, index) => value - factor * (pivot[index] ?? 0));
      });
  }
  const solution: number[] = new Array<number>(rows.length).fill(0);
  for (let column = rows.length - 1; column >= 0; column--) {
    const pivot = pivots[column] ?? [];
    const known = solution.reduce((sum, value, index) => (index > column ? sum + value * (pivot[index] ?? 0) : sum), 0);
    solution[column] = ((pivot.at(-1) ?? NaN) - known) / (pivot[column] ?? NaN);
  }
  return solution;
}
