import type { ChartFormat } from './chartFormat';
import { hasBars, type ChartKind } from './chartKind';
import type { ChartProperties } from './chartProperties';
import { ChartError } from './chartSpec';
import { isNumeric, nameOf, type ChartTable } from './chartTable';

/** Columns by their position. */
export interface ChartColumns {
  readonly x: number;
  readonly y: readonly number[];
  readonly series: readonly number[];
  /** Columns of texts that could split the chart, and do not. */
  readonly leftOut: readonly number[];
}

/**
 * Which columns a chart is drawn from: those that the properties name, else those that Kusto's `render` takes by default
 * (learn.microsoft.com/kusto/query/render-operator). The first column is the axis, or the first datetime for kinds that go along
 * time; the other columns of numbers are the values; the first column of texts that is left is the series.
 *
 * @throws ChartError where a column is not there, or holds no numbers
 */
export function chooseColumns(
  kind: ChartKind,
  table: ChartTable,
  properties: Pick<ChartProperties, 'xColumn' | 'yColumns' | 'series'>,
  format: ChartFormat,
): ChartColumns {
  const indexOf = (name: string, property: string): number => {
    const index = table.columns.findIndex((column) => column.name === name);
    if (index === -1) {
      const names = table.columns.map((column) => column.name).join(', ');
      throw new ChartError(format.words('chartUnknownColumn', property, name, names));
    }
    return index;
  };
  const numeric = positions(table, (column) => isNumeric(column.type));
  const namedY = properties.yColumns?.map((name) => {
    const index = indexOf(name, 'ycolumns');
    if (!numeric.includes(index)) {
      throw new ChartError(format.words('chartNotNumeric', 'ycolumns', name));
    }
    return index;
  });
  const namedSeries = properties.series?.map((name) => indexOf(name, 'series'));
  const taken = [...(namedY ?? []), ...(namedSeries ?? [])];
  const x = properties.xColumn === undefined ? defaultX(kind, table, taken) : indexOf(properties.xColumn, 'xcolumn');
  if (kind === 'timechart' && (x === undefined || table.columns[x]?.type !== 'datetime')) {
    throw new ChartError(format.words('chartNoTime'));
  }
  const otherNumbers = numeric.filter((index) => index !== x && !taken.includes(index));
  const y = namedY ?? otherNumbers;
  if (x === undefined || y.length === 0) {
    throw new ChartError(format.words('chartNoNumbers'));
  }
  const texts = positions(table, ({ type }) => !isNumeric(type) && type !== 'datetime' && type !== 'timespan').filter(
    (index) => index !== x && !taken.includes(index),
  );
  // Slices are the categories themselves: nothing splits them further.
  const series = namedSeries ?? (kind === 'piechart' ? [] : texts.slice(0, 1));
  return {
    x,
    y: kind === 'piechart' ? y.slice(0, 1) : y,
    series,
    leftOut: namedSeries === undefined ? texts.filter((index) => !series.includes(index)) : [],
  };
}

function defaultX(kind: ChartKind, table: ChartTable, taken: readonly number[]): number | undefined {
  const free = positions(table, () => true).filter((index) => !taken.includes(index));
  const times = free.filter((index) => table.columns[index]?.type === 'datetime');
  const numbers = free.filter((index) => isNumeric(table.columns[index]?.type ?? 'dynamic'));
  const others = free.filter((index) => !numbers.includes(index));
  // The only column of numbers is the values, wherever it stands.
  const first = numbers.length === 1 && taken.length === 0 ? others[0] : free[0];
  if (kind === 'timechart') {
    return times[0];
  }
  if (kind === 'scatterchart') {
    return free.find((index) => times.includes(index) || (numbers.length > 1 && numbers.includes(index))) ?? first;
  }
  if (kind === 'piechart') {
    return first;
  }
  // A first column that names each row by itself is the axis of bars; one that repeats is a series over the time beside it.
  if (hasBars(kind) && first !== undefined && isUnique(table, first)) {
    return first;
  }
  return times[0] ?? first;
}

function isUnique(table: ChartTable, column: number): boolean {
  return new Set(table.rows.map((row) => nameOf(table, column, row[column]))).size === table.rows.length;
}

function positions(table: ChartTable, test: (column: ChartTable['columns'][number]) => boolean): readonly number[] {
  return table.columns.flatMap((column, index) => (test(column) ? [index] : []));
}
