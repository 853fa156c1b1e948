import { chartCard } from '../../core/chart/chartCard';
import type { ChartDrawing } from '../../core/chart/drawing/chartDrawing';
import { shownNames } from '../../core/chart/drawing/shownNames';
import type { Row } from '../../core/protocol/queryProtocol';
import { createElement } from '../parts/element';
import { createHeightHandle } from '../view/heightHandle';
import type { ResultContext } from '../view/resultContext';
import type { ChartCanvas } from './chartCanvas';
import { createChartLegend } from './chartLegend';
import { hasLines } from './chartMark';
import { readChartModel, type ChartModel } from './chartModel';
import { readChartRows } from './chartRows';
import { createChartToolbar } from './chartToolbar';
import { pngPicture } from './pngPicture';
import { onThemeChange, readThemePalette } from './themePalette';

/** Pixels: a chart and a few lines of the next cell fit on a laptop. */
const firstHeight = 320;

type DrawnModel = Extract<ChartModel, { readonly outcome: 'chart' }>;

/** A result as the chart that its `render` asks for, with its tools, its series, and in words what it shows and leaves out. */
export class ChartView {
  readonly element = createElement('div', { className: 'chart-view' });
  private readonly gone = new AbortController();
  private readonly hidden = new Set<string>();
  private readonly picture = createElement('div', { className: 'chart', attributes: { role: 'img' } });
  private readonly notes = createElement('ul', { className: 'chart-notes' });
  private readonly status = createElement('div', { attributes: { role: 'status' } });
  private readonly toolbar;
  private readonly legend;
  private rows: readonly Row[];
  private problem: string | undefined;
  private isLocalTime = false;
  private canvas: ChartCanvas | undefined;
  private model: ChartModel;
  private frame = 0;

  constructor(private readonly context: ResultContext) {
    const { payload, words, act } = context;
    this.rows = payload.rows;
    this.model = readChartModel(payload, this.rows, this.isLocalTime);
    const spec = this.model.outcome === 'chart' ? this.model.spec : undefined;
    this.toolbar = createChartToolbar({
      words,
      hasTimes: payload.columns.some(({ type }) => type === 'datetime'),
      setLocalTime: (isLocal) => {
        this.isLocalTime = isLocal;
        this.toolbar.showTimeZone(isLocal);
        this.update();
      },
      zoom: (step) => this.canvas?.zoom(step),
      ...(act === undefined ? {} : { save: (format) => void this.save(format) }),
    });
    this.legend = createChartLegend(words.label('chartLegend'), hasLines(spec?.kind), (name, isShown) => {
      if (isShown) {
        this.hidden.delete(name);
      } else {
        this.hidden.add(name);
      }
      this.draw();
    });
    this.picture.style.height = `${firstHeight}px`;
    if (spec?.kind === 'card') {
      this.element.append(this.picture, this.notes, this.status);
    } else {
      const handle = createHeightHandle(this.picture, words.label('height'));
      this.element.append(this.toolbar.element, this.picture, handle, this.legend.element, this.notes, this.status);
    }
    this.toolbar.showZoom(false);
    void this.start();
  }

  destroy(): void {
    this.gone.abort();
    cancelAnimationFrame(this.frame);
    this.canvas?.dispose();
  }

  private async start(): Promise<void> {
    const { signal } = this.gone;
    const { words } = this.context;
    this.update();
    if (this.model.outcome === 'chart' && this.model.spec.kind === 'card') {
      return;
    }
    this.status.textContent = words.label('chartLoading');
    try {
      const [{ ChartCanvas: Canvas }] = await Promise.all([
        import(/* webpackChunkName: "chartCanvas" */ './chartCanvas'),
        this.readRows(),
      ]);
      if (signal.aborted) {
        return;
      }
      this.canvas = new Canvas(this.picture);
    } catch (error) {
      this.status.textContent = words.label('chartFailed', error instanceof Error ? error.message : String(error));
      return;
    }
    this.status.textContent = '';
    this.update();
    onThemeChange(() => {
      this.drawSoon();
    }, signal);
    const observer = new ResizeObserver(() => {
      this.drawSoon();
    });
    observer.observe(this.picture);
    signal.addEventListener('abort', () => {
      observer.disconnect();
    });
  }

  /** Reads what the output does not hold; a chart of the first rows is better than none. */
  private async readRows(): Promise<void> {
    const { source, payload, signal, words } = this.context;
    try {
      this.rows = await readChartRows(source, payload.rows, AbortSignal.any([signal, this.gone.signal]));
    } catch (error) {
      this.problem = words.label('chartRowsFailed', error instanceof Error ? error.message : String(error));
    }
  }

  /** Works the chart out anew, and draws it. */
  private update(): void {
    const { payload, words } = this.context;
    this.model = readChartModel(payload, this.rows, this.isLocalTime);
    const missing = payload.rowCount - this.rows.length;
    const notes = [
      ...(this.model.outcome === 'problem' ? [this.model.message] : []),
      ...(this.model.outcome === 'chart' ? this.model.notes : []),
      ...(missing > 0 ? [words.label('chartRowsLeftOut', this.rows.length, payload.rowCount)] : []),
      ...(this.problem === undefined ? [] : [this.problem]),
    ];
    this.notes.replaceChildren(...notes.map((text) => createElement('li', { text })));
    this.notes.hidden = notes.length === 0;
    if (this.model.outcome === 'chart' && this.model.spec.kind === 'card') {
      this.showCard(this.model);
    } else {
      this.draw();
    }
  }

  private showCard({ spec, table, format }: DrawnModel): void {
    const values = chartCard(spec, table, format).map(({ name, text }) =>
      createElement('div', {}, createElement('dt', { text: name }), createElement('dd', { text })),
    );
    const title = spec.title === undefined ? [] : [createElement('div', { className: 'card-title', text: spec.title })];
    this.picture.removeAttribute('role');
    this.picture.style.height = 'auto';
    this.picture.replaceChildren(...title, createElement('dl', { className: 'card' }, ...values));
  }

  private drawSoon(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => {
      this.draw();
    });
  }

  private draw(): void {
    const { model, canvas } = this;
    // A chart out of sight has no size, and is drawn once it is seen.
    if (model.outcome !== 'chart' || canvas === undefined || canvas.width === 0) {
      return;
    }
    this.picture.setAttribute('aria-label', model.description);
    const drawing = this.drawing(model, canvas);
    canvas.draw(drawing);
    this.toolbar.showZoom(canvas.hasZoom);
    const names = shownNames(model.spec, model.data);
    this.legend.element.hidden = !model.spec.isLegendShown || names.length < 2;
    this.legend.paint(drawing.palette, names);
  }

  private drawing(model: DrawnModel, canvas: ChartCanvas): ChartDrawing {
    return {
      spec: model.spec,
      table: model.table,
      data: model.data,
      format: model.format,
      palette: readThemePalette(this.element),
      width: canvas.width,
      hasLegend: false,
      hidden: this.hidden,
    };
  }

  private async save(format: 'svg' | 'png'): Promise<void> {
    const { model, canvas } = this;
    if (model.outcome !== 'chart' || canvas === undefined) {
      return;
    }
    const svg = canvas.drawPicture(this.drawing(model, canvas));
    try {
      const data = format === 'svg' ? svg : await pngPicture(svg);
      this.context.act?.({ action: 'saveChart', format, data });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.status.textContent = this.context.words.label('chartFailed', message);
    }
  }
}
