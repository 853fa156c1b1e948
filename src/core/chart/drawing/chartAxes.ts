import type { EChartsOption } from 'echarts';
import type { ChartDrawing } from './chartDrawing';

/** Letters of a category below an axis, where many share the room: they are turned. */
const minLabelBelow = 20;

/** Letters of a category beside an axis, at most: its bars need most of the room. */
const maxLabelBeside = 48;
const minWidthOfLetter = 20;

/** With more names than these, ECharts leaves out as many as it takes; with fewer, only those that would lie upon each other. */
const maxNames = 60;

/** Pixels of a letter, about. */
export const letterWidth = 7;

/** Pixels between an axis and its name; more where its labels need them. */
const nameGap = 28;

/** Times on an axis, in the order that all places of the world read alike. */
const timeLabels = {
  year: '{yyyy}',
  month: '{yyyy}-{MM}',
  day: '{MM}-{dd}',
  hour: '{HH}:{mm}',
  minute: '{HH}:{mm}',
  second: '{HH}:{mm}:{ss}',
  millisecond: '{HH}:{mm}:{ss}.{SSS}',
};

/** The two axes of a chart; those of a bar chart lie the other way round. */
export function chartAxes(drawing: ChartDrawing): Pick<EChartsOption, 'xAxis' | 'yAxis'> {
  return drawing.spec.kind === 'barchart'
    ? { xAxis: valueAxis(drawing), yAxis: { ...placeAxis(drawing), inverse: true } }
    : { xAxis: placeAxis(drawing), yAxis: valueAxis(drawing) };
}

/** Pixels that labels beside an axis may be wider than they were measured: without a browser the reader's font is not known. */
export function labelSlack({ spec, data, width }: ChartDrawing): number {
  const longest = Math.max(0, ...data.categories.map((name) => name.length));
  return spec.kind === 'barchart' ? Math.min(longest, lettersBeside(width)) : 0;
}

function lettersBelow(width: number, count: number): number {
  return Math.max(minLabelBelow, Math.floor(width / Math.max(1, count) / letterWidth) - 4);
}

function lettersBeside(width: number): number {
  return Math.min(maxLabelBeside, Math.floor(width / minWidthOfLetter));
}

function valueAxis(drawing: ChartDrawing): object {
  const { spec, table, format } = drawing;
  const [only, ...others] = spec.y;
  const name = only !== undefined && others.length === 0 ? table.columns[only]?.name : undefined;
  const isShare = spec.stacking === 'stacked100';
  return {
    ...lines(drawing),
    ...axisName(spec.yTitle ?? name ?? '', drawing),
    type: spec.yScale === 'log' ? 'log' : 'value',
    min: spec.yMin,
    max: spec.yMax ?? (isShare ? 1 : undefined),
    // Half a record is nothing.
    ...(!isShare && hasWholeValues(drawing) ? { minInterval: 1 } : {}),
    axisLabel: {
      color: drawing.palette.foreground,
      hideOverlap: true,
      formatter: (value: number) => (isShare ? format.percent(value) : format.shortNumber(value)),
    },
  };
}

function hasWholeValues({ data }: ChartDrawing): boolean {
  return data.series.every(({ points }) => points.every(({ y }) => y === null || Number.isInteger(y)));
}

function placeAxis(drawing: ChartDrawing): object {
  const { spec, table, data, format, palette } = drawing;
  const column = spec.xTitle ?? table.columns[spec.x]?.name ?? '';
  const name = {
    ...axisName(data.axis === 'time' ? `${column} (${format.zone()})` : column, drawing),
    // Above labels that may be long, where it is read without turning one's head.
    ...(spec.kind === 'barchart' ? { nameLocation: 'start', nameGap: 10 } : {}),
  };
  const label = { color: palette.foreground, hideOverlap: true };
  const common = { ...lines(drawing), ...name };
  switch (data.axis) {
    case 'time':
      return { ...common, type: 'time', splitLine: { show: false }, axisLabel: { ...label, formatter: timeLabels } };
    case 'number':
      return {
        ...common,
        type: spec.xScale === 'log' ? 'log' : 'value',
        scale: true,
        splitLine: { show: false },
        axisLabel: { ...label, formatter: (value: number) => format.shortNumber(value) },
      };
    case 'category':
      return {
        ...common,
        type: 'category',
        data: [...data.categories],
        splitLine: { show: false },
        axisLabel: { ...label, ...categoryLabels(drawing) },
      };
  }
}

function categoryLabels({ spec, data, width }: ChartDrawing): object {
  const maxLength = spec.kind === 'barchart' ? lettersBeside(width) : lettersBelow(width, data.categories.length);
  const letters = data.categories.reduce((sum, name) => sum + Math.min(name.length, maxLength) + 2, 0);
  return {
    formatter: (name: string) => cutName(name, maxLength),
    ...(data.categories.length <= maxNames ? { interval: 0 } : {}),
    rotate: spec.kind !== 'barchart' && letters * letterWidth > width ? 40 : 0,
  };
}

/** @param maxLength letters */
export function cutName(name: string, maxLength: number): string {
  return name.length > maxLength ? `${name.slice(0, maxLength - 1)}…` : name;
}

function axisName(name: string, { palette }: ChartDrawing): object {
  return {
    name,
    nameLocation: 'middle',
    nameGap,
    nameTextStyle: { color: palette.foreground, fontFamily: palette.fontFamily },
  };
}

function lines({ palette }: ChartDrawing): object {
  return {
    axisLine: { lineStyle: { color: palette.axis } },
    axisTick: { lineStyle: { color: palette.axis } },
    splitLine: { lineStyle: { color: palette.line } },
  };
}
