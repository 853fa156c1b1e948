/** The mean of the numbers that are there; NaN for none. */
export function mean(values: readonly number[]): number {
  const known = values.filter(Number.isFinite);
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** The variance of a sample; 0 for one number. */
export function variance(values: readonly number[]): number {
  const known = values.filter(Number.isFinite);
  const center = mean(known);
  return known.length < 2 ? 0 : known.reduce((sum, value) => sum + (value - center) ** 2, 0) / (known.length - 1);
}

/** A percentile (0 to 100), between two values by how near it is to each. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.filter(Number.isFinite).sort((left, right) => left - right);
  const place = ((sorted.length - 1) * percent) / 100;
  const [below = NaN, above = below] = sorted.slice(Math.floor(place), Math.floor(place) + 2);
  return below + (above - below) * (place - Math.floor(place));
}

/** The median of the numbers that are there; NaN for none. */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** The sum of the products of elements in pairs; NaN where the right one is shorter. */
export function dotProduct(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, index) => sum + value * (right[index] ?? NaN), 0);
}

/** Pearson's correlation coefficient. */
export function correlation(left: readonly number[], right: readonly number[]): number {
  const [a, b] = [mean(left), mean(right)];
  const [x, y] = [left.map((value) => value - a), right.map((value) => value - b)];
  return dotProduct(x, y) / Math.sqrt(dotProduct(x, x) * dotProduct(y, y));
}
