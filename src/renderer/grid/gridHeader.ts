import type { IHeaderParams } from 'ag-grid-community';
import { createButton, createElement } from '../parts/element';

export interface GridHeaderOptions {
  readonly name: string;
  /** What stands behind the name: the time zone. */
  readonly suffix: string;
  readonly tooltip: string;
  readonly menuLabel: string;
  /** In words, for screen readers; empty where the column is not filtered. */
  readonly filtered: string;
  readonly openMenu: (anchor: DOMRect) => void;
}

/** What a header holds beside the arrows of its sort, which the grid draws. */
export class GridHeader {
  private gui = createElement('span', { className: 'header' });

  init({ options }: IHeaderParams & { readonly options: GridHeaderOptions }): void {
    const { name, suffix, tooltip, menuLabel, filtered, openMenu } = options;
    this.gui.title = tooltip;
    this.gui.append(...createHeaderText(name, suffix));
    if (filtered !== '') {
      this.gui.append(createElement('span', { className: 'header-filtered', text: ` ${filtered}` }));
    }
    // The keyboard has keys for the menu, and a screen reader would read the button as a part of the column's name.
    const button = createButton(
      '⋮',
      (event) => {
        event.stopPropagation();
        openMenu(button.getBoundingClientRect());
      },
      { className: 'header-menu', attributes: { 'aria-hidden': 'true', title: menuLabel, tabindex: '-1' } },
    );
    this.gui.append(button);
  }

  getGui(): HTMLElement {
    return this.gui;
  }

  refresh(): boolean {
    return false;
  }
}

export function createHeaderText(name: string, suffix: string): readonly HTMLElement[] {
  const title = createElement('span', { className: 'header-name', text: name });
  return suffix === '' ? [title] : [title, createElement('span', { className: 'header-suffix', text: ` (${suffix})` })];
}
