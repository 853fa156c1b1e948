import { placeText } from '../../core/chart/describeChart';
import type { ChartDrawing } from '../../core/chart/drawing/chartDrawing';
import { sumOf } from '../../core/chart/series/limitSeries';
import { createElement } from '../parts/element';
import { hasLines, paintMark } from './chartMark';

/** Lines that fit above a chart. */
const maxLines = 12;

interface TooltipLine {
  readonly index: number;
  readonly name: string;
  readonly y: number;
  /** Part of the whole; absent where there is none. */
  readonly share?: number;
}

/** All values at one place of a chart, the highest first. Elements, not markup: names come from strangers. */
export function createPlaceTooltip(drawing: ChartDrawing, x: number): HTMLElement {
  const { data, spec, format, hidden } = drawing;
  const found = data.series.flatMap(({ name, points }, index) =>
    hidden?.has(name) === true
      ? []
      : points.flatMap((point) => (point.x === x && point.y !== null ? [{ index, name, y: point.y }] : [])),
  );
  const total = data.series.reduce((sum, { points }) => sum + sumOf(points.filter((point) => point.x === x)), 0) || 1;
  const lines = found
    .map((line): TooltipLine => (spec.stacking === 'stacked100' ? { ...line, share: line.y / total } : line))
    .sort((left, right) => right.y - left.y);
  return createTooltip(drawing, placeText(data, x, format), lines);
}

/** One point, or one slice. */
export function createPointTooltip(drawing: ChartDrawing, seriesIndex: number, pointIndex: number): HTMLElement {
  const { data, spec, format } = drawing;
  const series = data.series[seriesIndex];
  const point = series?.points[pointIndex];
  if (series === undefined || point === undefined) {
    return createElement('div');
  }
  const y = point.y ?? 0;
  const line =
    spec.kind === 'piechart'
      ? { index: pointIndex, name: series.name, y, share: y / (sumOf(series.points) || 1) }
      : { index: seriesIndex, name: series.name, y };
  return createTooltip(drawing, placeText(data, point.x, format), [line]);
}

function createTooltip(
  { format, palette, spec }: ChartDrawing,
  place: string,
  lines: readonly TooltipLine[],
): HTMLElement {
  const rows = lines.slice(0, maxLines).map(({ index, name, y, share }) => {
    const mark = createElement('span');
    paintMark(mark, palette, index, hasLines(spec.kind));
    const value = share === undefined ? format.number(y) : `${format.number(y)} (${format.percent(share)})`;
    return createElement(
      'div',
      { className: 'chart-tooltip-line' },
      mark,
      createElement('span', { className: 'chart-tooltip-name', text: name }),
      createElement('span', { className: 'chart-tooltip-value', text: value }),
    );
  });
  const more = lines.length - rows.length;
  return createElement(
    'div',
    { className: 'chart-tooltip' },
    createElement('div', { text: place }),
    ...rows,
    ...(more > 0 ? [createElement('div', { text: format.words('chartMoreNames', more) })] : []),
  );
}
