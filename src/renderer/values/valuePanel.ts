import { cellText, escapeControls } from '../../core/notebook/cellText';
import type { CellValue } from '../../core/protocol/queryProtocol';
import { createButton, createElement } from '../parts/element';
import { isNested } from './displayText';
import { createValueTree, type ValueTreeOptions } from './valueTree';

export interface ShownValue {
  readonly title: string;
  readonly value: CellValue;
  /** The menu of a property, where the value has any. */
  readonly openMenu: ValueTreeOptions['openMenu'];
}

export interface ValuePanel {
  readonly element: HTMLElement;
  show(shown: ShownValue): void;
}

/** A whole value below the grid: nested ones as a tree, long texts with their lines. Escape closes it. */
export function createValuePanel(
  closeLabel: string,
  moreItems: (count: number) => string,
  onClose: () => void,
): ValuePanel {
  const element = createElement('section', { className: 'value-panel' });
  element.hidden = true;
  const close = (): void => {
    element.hidden = true;
    onClose();
  };
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      close();
    }
  });
  return {
    element,
    show({ title, value, openMenu }) {
      const header = createElement(
        'div',
        { className: 'panel-header' },
        createElement('span', { className: 'panel-title', text: title }),
        createButton('✕', close, { className: 'icon', attributes: { 'aria-label': closeLabel, title: closeLabel } }),
      );
      const content = isNested(value)
        ? createValueTree(value, { label: title, moreItems, openMenu })
        : createElement('pre', { text: visibleText(value), attributes: { tabindex: '0' } });
      element.setAttribute('aria-label', title);
      element.replaceChildren(header, content);
      element.hidden = false;
      (content.querySelector<HTMLElement>('[tabindex="0"]') ?? content).focus();
    },
  };
}

function visibleText(value: CellValue): string {
  return cellText(value)
    .split(/\r\n|\r|\n/)
    .map(escapeControls)
    .join('\n');
}
