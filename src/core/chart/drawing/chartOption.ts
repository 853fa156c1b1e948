import type { EChartsOption, SeriesOption, TitleComponentOption } from 'echarts';
import { chartAxes, cutName, labelSlack, letterWidth } from './chartAxes';
import type { ChartDrawing } from './chartDrawing';
import { hasBars } from '../chartKind';
import { layOutLegend } from './chartLegend';
import { seriesLook, type ChartPalette } from './chartPalette';
import { placesOf, type ChartPoint, type ChartSeries } from '../series/chartSeries';
import { sumOf } from '../series/limitSeries';
import { shownNames } from './shownNames';

/** Points that are each marked. More of them would hide their line. */
const maxMarked = 60;

const titleHeight = 32;

/** Pixels of half a pie and the line to its label; the share after a name must have room, so the name is cut. */
const pieRoom = 150;
const shareLetters = 8;
const minPieLetters = 12;

/** The option of ECharts that draws a chart. Names are texts everywhere: no part of it reads markup. */
export function chartOption(drawing: ChartDrawing): EChartsOption {
  const { spec, palette } = drawing;
  const names = shownNames(spec, drawing.data);
  const slider = drawing.sliderSize ?? 0;
  const legend = layOutLegend(names, drawing.width);
  const bottom = drawing.hasLegend ? legend.height : 0;
  return {
    animation: false,
    useUTC: !drawing.format.isLocalTime,
    backgroundColor: drawing.hasBackground === true ? palette.background : 'transparent',
    textStyle: { color: palette.foreground, fontFamily: palette.fontFamily },
    ...(spec.title === undefined ? {} : { title: titleOption(spec.title, drawing) }),
    legend: {
      show: drawing.hasLegend && bottom > 0,
      bottom: 0,
      left: 'center',
      width: legend.width,
      type: 'plain',
      itemGap: legend.itemGap,
      textStyle: { color: palette.foreground, width: legend.nameWidth, overflow: 'truncate' },
      inactiveColor: palette.axis,
      data: [...names],
      selected: Object.fromEntries(names.map((name) => [name, drawing.hidden?.has(name) !== true])),
    },
    grid: {
      left: 16 + labelSlack(drawing),
      right: 24 + (spec.kind === 'barchart' ? slider : 0),
      top: spec.title === undefined ? 16 : titleHeight + 16,
      bottom: bottom + 16 + (spec.kind === 'barchart' ? 0 : slider),
      outerBoundsMode: 'same',
      outerBoundsContain: 'all',
    },
    ...(spec.kind === 'piechart' ? {} : chartAxes(drawing)),
    series: spec.kind === 'piechart' ? pieSeries(drawing, bottom) : axisSeries(drawing),
  };
}

function titleOption(title: string, { palette, width }: ChartDrawing): TitleComponentOption {
  return {
    text: title,
    left: 8,
    top: 4,
    textStyle: {
      color: palette.foreground,
      fontFamily: palette.fontFamily,
      fontSize: 14,
      width: width - 24,
      overflow: 'truncate',
    },
  };
}

function axisSeries(drawing: ChartDrawing): SeriesOption[] {
  const { spec, data } = drawing;
  const totals = spec.stacking === 'stacked100' ? totalsOf(data.series) : undefined;
  const isMarked = placesOf(data.series).length <= maxMarked;
  return data.series.map((series, index) => oneSeries(drawing, series, index, totals, isMarked));
}

function oneSeries(
  { spec, palette }: ChartDrawing,
  { name, points }: ChartSeries,
  index: number,
  totals: ReadonlyMap<number, number> | undefined,
  isMarked: boolean,
): SeriesOption {
  const look = seriesLook(palette, index);
  const valueOf = ({ x, y }: ChartPoint): number | null =>
    y === null || totals === undefined ? y : y / (totals.get(x) ?? 1);
  const place = (point: ChartPoint): (number | null)[] =>
    spec.kind === 'barchart' ? [valueOf(point), point.x] : [point.x, valueOf(point)];
  const common = {
    id: name,
    name,
    ...(spec.stacking === 'unstacked' ? {} : { stack: 'all', stackStrategy: 'samesign' as const }),
    itemStyle: { color: look.color, ...(look.decal === undefined ? {} : { decal: decalOf(look.decal, palette) }) },
    emphasis: { focus: 'series' as const },
  };
  if (hasBars(spec.kind)) {
    return { ...common, type: 'bar', barMaxWidth: 48, barMinHeight: 1, data: points.map(place) };
  }
  if (spec.kind === 'scatterchart') {
    return { ...common, type: 'scatter', symbol: look.symbol, symbolSize: 8, data: points.map(place) };
  }
  const isArea = spec.kind === 'areachart';
  return {
    ...common,
    type: 'line',
    symbol: look.symbol,
    symbolSize: 6,
    lineStyle: { width: palette.hasPatterns ? 3 : 2, type: look.dash },
    ...(isArea ? { areaStyle: { opacity: spec.stacking === 'unstacked' ? 0.25 : 0.7 } } : {}),
    // A point between two gaps has no line that shows it.
    data: points.map((point, at) => ({
      value: place(point),
      symbol: (isMarked && !isArea) || isAlone(points, at) ? look.symbol : 'none',
    })),
    showAllSymbol: true,
  };
}

function isAlone(points: readonly ChartPoint[], index: number): boolean {
  return (points[index - 1]?.y ?? null) === null && (points[index + 1]?.y ?? null) === null;
}

function totalsOf(series: readonly ChartSeries[]): ReadonlyMap<number, number> {
  const totals = new Map<number, number>();
  for (const { x, y } of series.flatMap(({ points }) => points)) {
    totals.set(x, (totals.get(x) ?? 0) + Math.abs(y ?? 0));
  }
  // Where all are zero, so are the shares.
  return new Map(Array.from(totals, ([x, total]) => [x, total || 1]));
}

function pieSeries({ spec, data, palette, format, width }: ChartDrawing, bottom: number): SeriesOption[] {
  const [pie] = data.series;
  if (pie === undefined) {
    return [];
  }
  const total = sumOf(pie.points) || 1;
  const maxLength = Math.max(minPieLetters, Math.floor((width / 2 - pieRoom) / letterWidth) - shareLetters);
  return [
    {
      type: 'pie',
      name: pie.name,
      top: spec.title === undefined ? 8 : titleHeight,
      bottom,
      radius: ['0%', '72%'],
      label: {
        color: palette.foreground,
        textBorderWidth: 0,
        formatter: ({ dataIndex }) => {
          const { x, y } = pie.points[dataIndex] ?? { x: -1, y: 0 };
          return `${cutName(data.categories[x] ?? '', maxLength)}: ${format.percent((y ?? 0) / total)}`;
        },
      },
      labelLine: { lineStyle: { color: palette.axis } },
      itemStyle: { borderColor: palette.background, borderWidth: 1 },
      data: pie.points.map(({ x, y }, index) => {
        const { color, decal } = seriesLook(palette, index);
        return {
          name: data.categories[x] ?? '',
          value: y ?? 0,
          itemStyle: { color, ...(decal === undefined ? {} : { decal: decalOf(decal, palette) }) },
        };
      }),
    },
  ];
}

type Decal = NonNullable<ReturnType<typeof seriesLook>['decal']>;

function decalOf(decal: Decal, { background }: ChartPalette): object {
  return { ...decal, color: background };
}
