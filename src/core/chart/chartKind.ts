/** The charts that are drawn, by the names that Kusto's `render` has for them. `stackedareachart` is an area chart. */
export const chartKinds = [
  'areachart',
  'barchart',
  'card',
  'columnchart',
  'linechart',
  'piechart',
  'scatterchart',
  'timechart',
] as const;

export type ChartKind = (typeof chartKinds)[number];

/** How several series share the same place: beside each other, on top of each other, or as parts of a whole. */
export const chartStackings = ['unstacked', 'stacked', 'stacked100'] as const;
export type ChartStacking = (typeof chartStackings)[number];

export const chartScales = ['linear', 'log'] as const;
export type ChartScale = (typeof chartScales)[number];

/** Kinds whose series may lie on top of each other. */
export function isStackable(kind: ChartKind): boolean {
  return kind === 'areachart' || kind === 'barchart' || kind === 'columnchart';
}

/** Kinds with a bar for each value of the axis. */
export function hasBars(kind: ChartKind): boolean {
  return kind === 'barchart' || kind === 'columnchart';
}
