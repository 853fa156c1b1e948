import type { ChartData } from '../chartData';
import type { ChartSpec } from '../chartSpec';

/** What of a chart can be shown and hidden: series, or slices. */
export function shownNames({ kind }: ChartSpec, { series, categories }: ChartData): readonly string[] {
  return kind === 'piechart'
    ? (series[0]?.points.map(({ x }) => categories[x] ?? '') ?? [])
    : series.map(({ name }) => name);
}
