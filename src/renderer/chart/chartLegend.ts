import type { ChartPalette } from '../../core/chart/drawing/chartPalette';
import { createButton, createElement } from '../parts/element';
import { paintMark } from './chartMark';

export interface ChartLegend {
  readonly element: HTMLElement;
  /** Colours the marks anew. */
  paint(palette: ChartPalette, names: readonly string[]): void;
}

/** A button for each series or slice, which shows and hides it. ECharts has a legend too, which no keyboard reaches. */
export function createChartLegend(
  label: string,
  isLine: boolean,
  toggle: (name: string, isShown: boolean) => void,
): ChartLegend {
  const element = createElement('div', {
    className: 'chart-legend',
    attributes: { role: 'group', 'aria-label': label },
  });
  const marks = new Map<string, HTMLElement>();
  const createItem = (name: string): HTMLElement => {
    const mark = createElement('span', { className: 'chart-mark', attributes: { 'aria-hidden': 'true' } });
    marks.set(name, mark);
    const button = createButton(
      '',
      () => {
        const isShown = button.getAttribute('aria-pressed') !== 'true';
        button.setAttribute('aria-pressed', String(isShown));
        toggle(name, isShown);
      },
      { className: 'chart-legend-item', attributes: { 'aria-pressed': 'true', title: name } },
    );
    button.append(mark, createElement('span', { className: 'chart-legend-name', text: name }));
    return button;
  };
  return {
    element,
    paint(palette, names) {
      if (names.some((name) => !marks.has(name)) || marks.size !== names.length) {
        marks.clear();
        element.replaceChildren(...names.map(createItem));
      }
      names.forEach((name, index) => {
        const mark = marks.get(name);
        if (mark !== undefined) {
          paintMark(mark, palette, index, isLine);
        }
      });
    },
  };
}
