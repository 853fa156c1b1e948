import type { Render } from '../kql/render';
import { chooseColumns } from './chartColumns';
import type { ChartFormat } from './chartFormat';
import { chartKinds, isStackable, type ChartKind } from './chartKind';
import { readChartProperties } from './chartProperties';
import { ChartError, type ChartSpec } from './chartSpec';
import type { ChartTable } from './chartTable';

/** What a `render` asks for: a table, a chart, or something that cannot be drawn and why. */
export type ChartReading =
  | { readonly outcome: 'table' }
  | {
      readonly outcome: 'chart';
      readonly spec: ChartSpec;
      /** What of the `render` or the result is left aside, for the user. */
      readonly notes: readonly string[];
    }
  | { readonly outcome: 'problem'; readonly message: string };

/** What `render` means for a result; the table is that of `chartTable`. */
export function readChart(render: Render | undefined, table: ChartTable, format: ChartFormat): ChartReading {
  if (render === undefined || render.kind === 'table' || render.kind === 'list') {
    return { outcome: 'table' };
  }
  try {
    return { outcome: 'chart', ...readSpec(render, table, format) };
  } catch (error) {
    if (error instanceof ChartError) {
      return { outcome: 'problem', message: error.message };
    }
    throw error;
  }
}

function readSpec(
  render: Render,
  table: ChartTable,
  format: ChartFormat,
): { readonly spec: ChartSpec; readonly notes: readonly string[] } {
  const kind = readKind(render, format);
  const { xColumn, yColumns, series, stacking, unused, ...options } = readChartProperties(render, format);
  const isStacked = render.kind === 'stackedareachart';
  const columns =
    kind === 'card'
      ? { x: -1, y: table.columns.map((_, index) => index), series: [], leftOut: [] }
      : chooseColumns(kind, table, { xColumn, yColumns, series }, format);
  const notes = [
    ...unused.map((name) => format.words('chartUnused', name)),
    ...columns.leftOut.map((index) => format.words('chartColumnLeftOut', table.columns[index]?.name ?? '')),
  ];
  return {
    spec: {
      ...options,
      kind,
      x: columns.x,
      y: columns.y,
      series: columns.series,
      stacking: isStackable(kind) ? (stacking ?? (isStacked ? 'stacked' : 'unstacked')) : 'unstacked',
    },
    notes,
  };
}

function readKind({ kind }: Render, format: ChartFormat): ChartKind {
  const known = kind === 'stackedareachart' ? 'areachart' : chartKinds.find((candidate) => candidate === kind);
  if (known === undefined) {
    throw new ChartError(format.words('chartUnknown', kind, [...chartKinds, 'stackedareachart', 'table'].join(', ')));
  }
  return known;
}
