/** A point; y is null where there is no value: lines break there. */
export interface ChartPoint {
  readonly x: number;
  readonly y: number | null;
}

export interface ChartSeries {
  /** Unique in a chart. */
  readonly name: string;
  /** In the order of x. */
  readonly points: readonly ChartPoint[];
}

export function byPlace(left: ChartPoint, right: ChartPoint): number {
  return left.x - right.x;
}

/** Every place that some series has a point at, in order. */
export function placesOf(series: readonly ChartSeries[]): readonly number[] {
  const places = new Set(series.flatMap(({ points }) => points.map(({ x }) => x)));
  return [...places].sort((left, right) => left - right);
}
