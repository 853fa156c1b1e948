import type { ChartKind } from '../../core/chart/chartKind';
import { seriesLook, type ChartPalette } from '../../core/chart/drawing/chartPalette';

/** Makes an element the mark of a series, as the chart draws it: its colour, and its dashes or its pattern. */
export function paintMark(mark: HTMLElement, palette: ChartPalette, index: number, isLine: boolean): void {
  const { color, dash, pattern } = seriesLook(palette, index);
  mark.style.setProperty('--mark-color', color);
  mark.style.setProperty('--mark-background', palette.background);
  mark.className = isLine ? `chart-mark line ${dash}` : `chart-mark pattern-${pattern}`;
}

/** Whether the series of a chart are told apart by lines, not by areas. */
export function hasLines(kind: ChartKind | undefined): boolean {
  return kind === 'linechart' || kind === 'timechart';
}
