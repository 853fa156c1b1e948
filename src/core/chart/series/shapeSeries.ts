import { placesOf, type ChartPoint, type ChartSeries } from './chartSeries';

/** Steps below a minute are those of single events, which have no gaps between them. */
const minStep = 60_000;

/** Gives all series a point at every place: what lies on top of each other must not jump where one has nothing. */
export function alignSeries(series: readonly ChartSeries[]): readonly ChartSeries[] {
  const places = placesOf(series);
  return series.map(({ name, points }) => {
    const values = new Map(points.map(({ x, y }) => [x, y]));
    return { name, points: places.map((x) => ({ x, y: values.get(x) ?? 0 })) };
  });
}

/** Adds each value to the ones before it. */
export function accumulate({ name, points }: ChartSeries): ChartSeries {
  let sum = 0;
  return { name, points: points.map(({ x, y }) => ({ x, y: (sum += y ?? 0) })) };
}

/**
 * Breaks lines over times that the result has no row for: a straight line there would show values that nobody counted. Only times
 * of an even step, as `bin` gives them, have such gaps; others are joined.
 */
export function breakAtGaps(series: readonly ChartSeries[]): readonly ChartSeries[] {
  const step = evenStep(placesOf(series));
  return step === undefined ? series : series.map(({ name, points }) => ({ name, points: breakPoints(points, step) }));
}

function breakPoints(points: readonly ChartPoint[], step: number): readonly ChartPoint[] {
  return points.flatMap((point, index) => {
    const before = points[index - 1];
    return before !== undefined && point.x - before.x > step ? [{ x: before.x + step, y: null }, point] : [point];
  });
}

function evenStep(places: readonly number[]): number | undefined {
  const distances = places.slice(1).map((x, index) => x - (places[index] ?? x));
  const step = distances.reduce((least, distance) => Math.min(least, distance), Number.POSITIVE_INFINITY);
  return step >= minStep && distances.every((distance) => distance % step === 0) ? step : undefined;
}
