import type { ChartKind, ChartScale, ChartStacking } from './chartKind';

/** What a `render` means for one result. Columns are named by their position, from 0. */
export interface ChartSpec {
  readonly kind: ChartKind;
  /** What lies along the axis: time, categories, slices. A card has none. */
  readonly x: number;
  readonly y: readonly number[];
  /** Columns whose values, taken together, name the series that a row belongs to. */
  readonly series: readonly number[];
  readonly stacking: ChartStacking;
  /** Each value is added to the ones before it. */
  readonly isAccumulated: boolean;
  readonly title?: string | undefined;
  readonly xTitle?: string | undefined;
  readonly yTitle?: string | undefined;
  readonly isLegendShown: boolean;
  readonly yMin?: number | undefined;
  readonly yMax?: number | undefined;
  readonly xScale: ChartScale;
  readonly yScale: ChartScale;
}

/** A `render` that cannot be followed; the message is for the user. */
export class ChartError extends Error {
  override readonly name = 'ChartError';
}
