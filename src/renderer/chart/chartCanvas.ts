import type { EChartsOption } from 'echarts';
import type { ChartDrawing } from '../../core/chart/drawing/chartDrawing';
import { chartOption } from '../../core/chart/drawing/chartOption';
import { drawChartSvg } from '../../core/chart/drawing/drawChartSvg';
import { initECharts } from '../../core/chart/drawing/echarts';
import { createPlaceTooltip, createPointTooltip } from './chartTooltip';
import { nextWindow, wholeWindow, type ZoomStep, type ZoomWindow } from './zoomWindow';

/** Bars beyond these are too thin to be hit: a part of them is shown at first. */
const maxBars = 60;

/** Pixels of the bar that chooses a part of the axis, and around it. */
const sliderSize = 20;
const sliderGap = 12;

/** A chart that is looked at: it has tooltips and zooms. ECharts is large, so this is loaded once a chart is to be drawn. */
export class ChartCanvas {
  private readonly chart: ReturnType<typeof initECharts>;
  private window: ZoomWindow = wholeWindow;
  private drawing: ChartDrawing | undefined;

  constructor(private readonly container: HTMLElement) {
    this.chart = initECharts(container, null, { renderer: 'svg' });
    this.chart.on('datazoom', () => {
      this.window = this.readWindow();
    });
  }

  /** Pixels. */
  get width(): number {
    return this.container.clientWidth;
  }

  draw(drawing: ChartDrawing): void {
    if (this.drawing === undefined) {
      const bars = drawing.data.axis === 'category' ? drawing.data.categories.length : 0;
      this.window = bars > maxBars ? { start: 0, end: (maxBars / bars) * 100 } : wholeWindow;
    }
    this.drawing = drawing;
    this.chart.resize({ silent: true });
    const zoom = canZoom(drawing) ? { dataZoom: zoomOption(drawing, this.window) } : {};
    const option = chartOption({ ...drawing, sliderSize: canZoom(drawing) ? sliderSize + sliderGap : 0 });
    this.chart.setOption({ ...option, tooltip: tooltipOption(drawing), ...zoom }, { notMerge: true });
  }

  zoom(step: ZoomStep): void {
    this.chart.dispatchAction({ type: 'dataZoom', ...nextWindow(this.window, step) });
  }

  get hasZoom(): boolean {
    return this.drawing !== undefined && canZoom(this.drawing);
  }

  /** The chart as a picture of its own: with its names, and on the background of the theme. */
  drawPicture(drawing: ChartDrawing): string {
    return drawChartSvg({ ...drawing, hasLegend: drawing.spec.isLegendShown, hasBackground: true });
  }

  dispose(): void {
    this.chart.dispose();
  }

  private readWindow(): ZoomWindow {
    const { dataZoom } = this.chart.getOption();
    const first: unknown = Array.isArray(dataZoom) ? dataZoom[0] : undefined;
    return isWindow(first) ? { start: first.start, end: first.end } : wholeWindow;
  }
}

function canZoom({ spec, data }: ChartDrawing): boolean {
  return spec.kind !== 'piechart' && (data.axis !== 'category' || data.categories.length > maxBars);
}

function zoomOption({ spec, palette }: ChartDrawing, window: ZoomWindow): EChartsOption['dataZoom'] {
  const axis = spec.kind === 'barchart' ? { yAxisIndex: 0 } : { xAxisIndex: 0 };
  const place = spec.kind === 'barchart' ? { right: 8, width: sliderSize } : { bottom: 4, height: sliderSize };
  return [
    // The wheel alone scrolls the notebook.
    { type: 'inside', ...axis, ...window, zoomOnMouseWheel: 'ctrl', moveOnMouseWheel: 'shift' },
    {
      type: 'slider',
      ...axis,
      ...place,
      ...window,
      showDetail: false,
      showDataShadow: false,
      brushSelect: false,
      borderColor: palette.axis,
      backgroundColor: 'transparent',
      fillerColor: palette.hasPatterns ? 'transparent' : palette.line,
      handleStyle: { color: palette.background, borderColor: palette.foreground },
      moveHandleStyle: { color: palette.axis },
      emphasis: {
        handleStyle: { color: palette.foreground, borderColor: palette.foreground },
        moveHandleStyle: { color: palette.foreground },
      },
    },
  ];
}

function tooltipOption(drawing: ChartDrawing): EChartsOption['tooltip'] {
  const { spec, palette } = drawing;
  const isPoint = spec.kind === 'piechart' || spec.kind === 'scatterchart';
  return {
    trigger: isPoint ? 'item' : 'axis',
    confine: true,
    transitionDuration: 0,
    backgroundColor: 'var(--vscode-editorHoverWidget-background, var(--raised-background))',
    borderColor: 'var(--vscode-editorHoverWidget-border, var(--raised-line))',
    padding: 8,
    textStyle: { color: palette.foreground, fontFamily: palette.fontFamily, fontSize: 12 },
    axisPointer: { type: 'line', lineStyle: { color: palette.axis }, z: 10 },
    formatter: (params) => {
      const first = Array.isArray(params) ? params[0] : params;
      if (first === undefined) {
        return '';
      }
      if (isPoint) {
        return createPointTooltip(drawing, first.seriesIndex ?? 0, first.dataIndex);
      }
      const point = drawing.data.series[first.seriesIndex ?? 0]?.points[first.dataIndex];
      return point === undefined ? '' : createPlaceTooltip(drawing, point.x);
    },
  };
}

function isWindow(value: unknown): value is ZoomWindow {
  return (
    typeof value === 'object' &&
    value !== null &&
    'start' in value &&
    typeof value.start === 'number' &&
    'end' in value &&
    typeof value.end === 'number'
  );
}
