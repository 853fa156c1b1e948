import type { ChartFormat } from './chartFormat';
import { hasBars } from './chartKind';
import { byPlace, type ChartPoint, type ChartSeries } from './series/chartSeries';
import type { ChartSpec } from './chartSpec';
import { axisValue, isNumeric, nameOf, type ChartTable } from './chartTable';
import { largestPoints, largestSeries, maxPoints, maxSeries, sumOf } from './series/limitSeries';
import { accumulate, alignSeries, breakAtGaps } from './series/shapeSeries';

/** On a `category` axis, x is a position in `categories`; on a `time` axis, milliseconds since 1970, UTC. */
export type ChartAxis = 'category' | 'number' | 'time';

export interface ChartData {
  readonly axis: ChartAxis;
  readonly categories: readonly string[];
  readonly series: readonly ChartSeries[];
  /** What is not shown as the result has it, for the user. */
  readonly notes: readonly string[];
}

/** The points of a chart; a card has none. The table is that of `chartTable`. */
export function chartData(spec: ChartSpec, table: ChartTable, format: ChartFormat): ChartData {
  if (spec.kind === 'card') {
    return { axis: 'category', categories: [], series: [], notes: [] };
  }
  const axis = axisOf(spec, table);
  const { categories, placeOf } = axis === 'category' ? readCategories(spec, table, format) : numberPlaces(spec, table);
  const collected = collectPoints(spec, table, placeOf, format);
  const data: Draft = { axis, categories, series: collected.series, notes: [] };
  if (collected.isAddedUp) {
    data.notes.push(format.words('chartAddedUp'));
  }
  limitPoints(data, format);
  leaveOutNotAboveZero(data, spec, format);
  if (spec.kind === 'piechart') {
    joinSmallSlices(data, format);
  } else {
    limitSeries(data, format);
    data.series = shape(data, spec);
  }
  return data;
}

interface Draft {
  readonly axis: ChartAxis;
  categories: readonly string[];
  series: readonly ChartSeries[];
  readonly notes: string[];
}

type PlaceOf = (row: ChartTable['rows'][number]) => number | null;

function axisOf({ kind, x }: ChartSpec, { columns }: ChartTable): ChartAxis {
  const type = columns[x]?.type ?? 'dynamic';
  if (kind === 'piechart') {
    return 'category';
  }
  if (type === 'datetime') {
    return 'time';
  }
  // Numbers under bars are most often names: record types, status codes, hours of the day.
  return isNumeric(type) && !hasBars(kind) ? 'number' : 'category';
}

function numberPlaces({ x, xScale }: ChartSpec, { columns }: ChartTable): { categories: string[]; placeOf: PlaceOf } {
  const type = columns[x]?.type ?? 'dynamic';
  const isLog = xScale === 'log' && type !== 'datetime';
  return {
    categories: [],
    placeOf: (row) => {
      const place = axisValue(row[x], type);
      return isLog && place !== null && place <= 0 ? null : place;
    },
  };
}

/** Categories stand in the order of the rows; numbers in their own. */
function readCategories(
  { x }: ChartSpec,
  table: ChartTable,
  format: ChartFormat,
): { categories: string[]; placeOf: PlaceOf } {
  const type = table.columns[x]?.type ?? 'dynamic';
  const name: (row: ChartTable['rows'][number]) => string = (row) => {
    const time = type === 'datetime' ? axisValue(row[x], type) : null;
    return (time === null ? nameOf(table, x, row[x]) : format.time(time)) || format.words('chartEmptyName');
  };
  const numbers = new Map(table.rows.map((row) => [name(row), axisValue(row[x], type) ?? Number.POSITIVE_INFINITY]));
  const categories = [...numbers.keys()];
  if (isNumeric(type)) {
    categories.sort((left, right) => (numbers.get(left) ?? 0) - (numbers.get(right) ?? 0));
  }
  const places = new Map(categories.map((category, index) => [category, index]));
  return { categories, placeOf: (row) => places.get(name(row)) ?? null };
}

function collectPoints(
  { kind, y, series }: ChartSpec,
  table: ChartTable,
  placeOf: PlaceOf,
  format: ChartFormat,
): { readonly series: readonly ChartSeries[]; readonly isAddedUp: boolean } {
  const points = new Map<string, ChartPoint[]>();
  const sums = new Map<string, Map<number, number | null>>();
  let isAddedUp = false;
  for (const row of table.rows) {
    const x = placeOf(row);
    if (x === null) {
      continue;
    }
    const split = series
      .map((column) => nameOf(table, column, row[column]) || format.words('chartEmptyName'))
      .join(', ');
    for (const column of y) {
      const name = seriesName(split, table.columns[column]?.name ?? '', y.length);
      const value = axisValue(row[column], table.columns[column]?.type ?? 'dynamic');
      if (kind === 'scatterchart') {
        entry(points, name, () => []).push({ x, y: value });
        continue;
      }
      const sum = entry(sums, name, () => new Map<number, number | null>());
      const before = sum.get(x);
      isAddedUp ||= before !== undefined;
      sum.set(x, before === undefined || before === null ? value : before + (value ?? 0));
    }
  }
  for (const [name, sum] of sums) {
    points.set(
      name,
      Array.from(sum, ([x, value]) => ({ x, y: value })),
    );
  }
  return { series: Array.from(points, ([name, list]) => ({ name, points: list.sort(byPlace) })), isAddedUp };
}

/** As Kusto names them: the value of the series, and the column where there are several. */
function seriesName(split: string, column: string, columnCount: number): string {
  if (split === '') {
    return column;
  }
  return columnCount === 1 ? split : `${split}: ${column}`;
}

function entry<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const existing = map.get(key);
  if (existing !== undefined) {
    return existing;
  }
  const created = create();
  map.set(key, created);
  return created;
}

function limitPoints(data: Draft, format: ChartFormat): void {
  const isLong = data.categories.length > maxPoints || data.series.some(({ points }) => points.length > maxPoints);
  if (!isLong) {
    return;
  }
  data.categories = data.categories.slice(0, maxPoints);
  data.series = data.series.map(({ name, points }) => ({
    name,
    points: points.slice(0, maxPoints).filter(({ x }) => data.axis !== 'category' || x < maxPoints),
  }));
  data.notes.push(format.words('chartPointsLeftOut', maxPoints));
}

function limitSeries(data: Draft, format: ChartFormat): void {
  if (data.series.length > maxSeries) {
    data.notes.push(format.words('chartSeriesLeftOut', maxSeries, data.series.length));
    data.series = largestSeries(data.series);
  }
}

/** Neither a logarithm nor a slice can show them. */
function leaveOutNotAboveZero(data: Draft, { kind, yScale }: ChartSpec, format: ChartFormat): void {
  if (kind !== 'piechart' && yScale !== 'log') {
    return;
  }
  let count = 0;
  data.series = data.series.map(({ name, points }) => ({
    name,
    points: points.map((point) => {
      const isLeftOut = point.y !== null && point.y <= 0;
      count += isLeftOut ? 1 : 0;
      return isLeftOut ? { x: point.x, y: null } : point;
    }),
  }));
  if (count > 0) {
    data.notes.push(format.words('chartNotAboveZero', count));
  }
}

/** A pie of the largest slices, and one for the others, so that the shares stay right. */
function joinSmallSlices(data: Draft, format: ChartFormat): void {
  const [pie] = data.series;
  const slices = pie?.points.filter(({ y }) => y !== null) ?? [];
  if (pie === undefined || slices.length <= maxSeries) {
    data.series = pie === undefined ? [] : [{ name: pie.name, points: slices }];
    return;
  }
  const kept = largestPoints(slices, maxSeries - 1);
  const others = sumOf(slices) - sumOf(kept);
  data.categories = [...data.categories, format.words('chartOthers')];
  data.series = [{ name: pie.name, points: [...kept, { x: data.categories.length - 1, y: others }] }];
  data.notes.push(format.words('chartOthersJoined', slices.length - kept.length));
}

function shape({ axis, series }: Draft, { kind, stacking, isAccumulated }: ChartSpec): readonly ChartSeries[] {
  if (kind === 'scatterchart') {
    return series;
  }
  const aligned = stacking === 'unstacked' ? series : alignSeries(series);
  if (isAccumulated) {
    return aligned.map(accumulate);
  }
  return axis === 'time' && stacking === 'unstacked' && !hasBars(kind) ? breakAtGaps(aligned) : aligned;
}
