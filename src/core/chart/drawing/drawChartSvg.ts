import type { ChartDrawing } from './chartDrawing';
import { layOutLegend } from './chartLegend';
import { chartOption } from './chartOption';
import { initECharts } from './echarts';
import { shownNames } from './shownNames';

/** Pixels of a bar and the gap after it. */
const barHeight = 22;
const minHeight = 320;
const maxHeight = 1_600;

/**
 * A chart as the text of an SVG: no browser is needed, and nothing in it runs. Whatever its series are named, their names are text.
 * A card has no drawing.
 */
export function drawChartSvg(drawing: ChartDrawing): string {
  const chart = initECharts(null, null, {
    renderer: 'svg',
    ssr: true,
    width: drawing.width,
    height: pictureHeight(drawing),
  });
  try {
    chart.setOption(chartOption(drawing));
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

/** A picture cannot be scrolled: it is as high as its bars and names need. */
function pictureHeight({ spec, data, width, hasLegend }: ChartDrawing): number {
  const names = shownNames(spec, data);
  const bars =
    spec.kind === 'barchart' ? data.categories.length * barHeight * barsInPlace(spec.stacking, names.length) : 0;
  return Math.min(maxHeight, Math.max(minHeight, bars + 120)) + (hasLegend ? layOutLegend(names, width).height : 0);
}

function barsInPlace(stacking: ChartDrawing['spec']['stacking'], seriesCount: number): number {
  return stacking === 'unstacked' ? Math.max(1, seriesCount / 2) : 1;
}
