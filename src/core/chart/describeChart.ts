import { chartCard } from './chartCard';
import type { ChartData } from './chartData';
import type { ChartFormat } from './chartFormat';
import type { ChartLabelKey } from './chartLabels';
import type { ChartKind } from './chartKind';
import { placesOf, type ChartPoint, type ChartSeries } from './series/chartSeries';
import type { ChartSpec } from './chartSpec';
import type { ChartTable } from './chartTable';
import { sumOf } from './series/limitSeries';

/** Names that are read out; the table has all. */
const maxNames = 10;

const kindLabels: Readonly<Record<ChartKind, ChartLabelKey>> = {
  areachart: 'chartAreachart',
  barchart: 'chartBarchart',
  card: 'chartCard',
  columnchart: 'chartColumnchart',
  linechart: 'chartLinechart',
  piechart: 'chartPiechart',
  scatterchart: 'chartScatterchart',
  timechart: 'chartTimechart',
};

/** A chart in words, for those who do not see it: what it is, of what, over which range, and its extremes. */
export function describeChart(spec: ChartSpec, table: ChartTable, data: ChartData, format: ChartFormat): string {
  return [spec.title, whatItIs(spec, table, data, format), ...extremes(spec, data, format)]
    .filter((sentence) => sentence !== undefined && sentence !== '')
    .map((sentence) => (/[.!?]$/.test(sentence ?? '') ? sentence : `${sentence ?? ''}.`))
    .join(' ');
}

/** The place of a point in words: a time, a category, a number. */
export function placeText({ axis, categories }: ChartData, x: number, format: ChartFormat): string {
  switch (axis) {
    case 'category':
      return categories[x] ?? '';
    case 'time':
      return format.time(x);
    case 'number':
      return format.number(x);
  }
}

function whatItIs(spec: ChartSpec, table: ChartTable, data: ChartData, format: ChartFormat): string {
  const kind = format.words(kindLabels[spec.kind]);
  if (spec.kind === 'card') {
    const values = chartCard(spec, table, format).map(({ name, text }) => `${name} ${text}`);
    return values.length === 0 ? format.words('chartEmpty') : `${kind}: ${listed(values, format)}`;
  }
  const places = placesOf(data.series);
  const [first] = places;
  const last = places.at(-1);
  if (first === undefined || last === undefined) {
    return format.words('chartEmpty');
  }
  const xName = spec.xTitle ?? table.columns[spec.x]?.name ?? '';
  if (spec.kind === 'piechart') {
    const [pie] = data.series;
    const slices = pie?.points.map((point) => sliceText(data, pie, point, format)) ?? [];
    return format.words('chartSlices', kind, pie?.name ?? '', xName, slices.length, listed(slices, format));
  }
  const names = listed(
    data.series.map(({ name }) => name),
    format,
  );
  return data.axis === 'time'
    ? format.words(
        'chartSeriesOver',
        kind,
        data.series.length,
        format.duration(last - first),
        format.time(first),
        format.time(last),
        names,
      )
    : format.words('chartSeriesBy', kind, data.series.length, xName, places.length, names);
}

function sliceText(data: ChartData, pie: ChartSeries, { x, y }: ChartPoint, format: ChartFormat): string {
  const share = format.percent((y ?? 0) / (sumOf(pie.points) || 1));
  return `${placeText(data, x, format)} ${format.number(y ?? 0)} (${share})`;
}

function extremes({ kind }: ChartSpec, data: ChartData, format: ChartFormat): readonly string[] {
  if (kind === 'card' || kind === 'piechart') {
    return [];
  }
  const all = data.series.flatMap(({ name, points }) =>
    points.flatMap(({ x, y }) => (y === null ? [] : [{ name, x, y }])),
  );
  const [first] = all;
  if (first === undefined) {
    return [];
  }
  const highest = all.reduce((best, point) => (point.y > best.y ? point : best), first);
  const lowest = all.reduce((best, point) => (point.y < best.y ? point : best), first);
  const words = (key: ChartLabelKey, { name, x, y }: typeof first): string =>
    format.words(key, name, placeText(data, x, format), format.number(y));
  return highest.y === lowest.y
    ? [words('chartHighest', highest)]
    : [words('chartHighest', highest), words('chartLowest', lowest)];
}

function listed(names: readonly string[], format: ChartFormat): string {
  const more = names.length - maxNames;
  return [...names.slice(0, maxNames), ...(more > 0 ? [format.words('chartMoreNames', more)] : [])].join('; ');
}
