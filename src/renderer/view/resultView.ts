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

type Display = 'table' | 'list' | 'json';

const displayLabels = { table: 'showTable', list: 'showList', json: 'showJson' } as const;

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

  const createDisplay = (display: Display): HTMLElement => {
    const place = createElement('div', { className: 'display' });
    element.append(place);
    if (display === 'table') {
      grid = createGridView(place, context);
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
  const first = payload.display === 'list' || payload.display === 'json' ? payload.display : 'table';
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
    },
  };
}
