import type { ChartPoint, ChartSeries } from './chartSeries';

/** More lines than this nobody tells apart. */
export const maxSeries = 50;

/** More points than this are finer than a screen. */
export const maxPoints = 5_000;

/** The series with the highest sums, in their order. */
export function largestSeries(series: readonly ChartSeries[]): readonly ChartSeries[] {
  if (series.length <= maxSeries) {
    return series;
  }
  const bySum = series.map((one) => ({ one, sum: sumOf(one.points) })).sort((left, right) => right.sum - left.sum);
  const kept = new Set(bySum.slice(0, maxSeries).map(({ one }) => one));
  return series.filter((one) => kept.has(one));
}

/** The points with the largest values, in their order. */
export function largestPoints(points: readonly ChartPoint[], count: number): readonly ChartPoint[] {
  const kept = new Set([...points].sort((left, right) => (right.y ?? 0) - (left.y ?? 0)).slice(0, count));
  return points.filter((point) => kept.has(point));
}

export function sumOf(points: readonly ChartPoint[]): number {
  return points.reduce((sum, { y }) => sum + Math.abs(y ?? 0), 0);
}
