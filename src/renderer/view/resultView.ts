import type { ResultPayload } from '../../core/notebook/resultPayload';
import { readChartModel } from '../chart/chartModel';
import { ChartView } from '../chart/chartView';
import { createButton, createElement } from '../parts/element';
import { createGridView, type GridView } from './gridView';
import { createJsonText } from './jsonText';
import { keepKeys } from './notebookKeys';
import { createPropertyLists } from './propertyLists';
import type { ResultContext } from './resultContext';

export interface ResultView {
  readonly element: HTMLElement;
  destroy(): void;
}

type Display = 'chart' | 'table' | 'list' | 'json';

const displayLabels = { chart: 'showChart', table: 'showTable', list: 'showList', json: 'showJson' } as const;

/**
 * A result in the way that its cell asks for, with the grid always a press away. What is not looked at is made when it is first
 * chosen.
 *
 * @param parent is in the document, since a grid measures itself
 */
export function createResultView(parent: ParentNode, context: ResultContext): ResultView {
  const { payload, words } = context;
  const element = createElement('div', { className: 'result' });
  parent.append(element);
  keepKeys(element);
  const places = new Map<Display, HTMLElement>();
  let grid: GridView | undefined;
  let chart: ChartView | undefined;

  const createDisplay = (display: Display): HTMLElement => {
    const place = createElement('div', { className: 'display' });
    element.append(place);
    if (display === 'table') {
      grid = createGridView(place, context);
    } else if (display === 'chart') {
      chart = new ChartView(context);
      place.append(chart.element);
    } else {
      place.append(display === 'list' ? createPropertyLists(context) : createJsonText(context));
    }
    return place;
  };
  const show = (display: Display): void => {
    const place = places.get(display) ?? createDisplay(display);
    places.set(display, place);
    for (const other of places.values()) {
      other.hidden = other !== place;
    }
    for (const [button, chosen] of buttons) {
      button.setAttribute('aria-pressed', String(chosen === display));
    }
  };
  const model = readChartModel(payload, payload.rows, false);
  if (model.outcome === 'problem') {
    element.append(
      createElement('div', { className: 'chart-problem', text: model.message, attributes: { role: 'note' } }),
    );
  }
  const first = model.outcome === 'chart' ? 'chart' : firstDisplay(payload);
  const displays: readonly Display[] = first === 'table' ? [] : [first, 'table'];
  const buttons = displays.map((display): readonly [HTMLButtonElement, Display] => [
    createButton(words.label(displayLabels[display]), () => {
      show(display);
    }),
    display,
  ]);
  if (buttons.length > 0) {
    element.append(createElement('div', { className: 'displays' }, ...buttons.map(([button]) => button)));
  }
  show(first);
  return {
    element,
    destroy() {
      grid?.destroy();
      chart?.destroy();
    },
  };
}

function firstDisplay({ display }: ResultPayload): Exclude<Display, 'chart'> {
  return display === 'list' || display === 'json' ? display : 'table';
}
