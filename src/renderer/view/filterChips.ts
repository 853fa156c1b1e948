import type { ResultFilter } from '../../core/protocol/resultProtocol';
import type { GridColumn } from '../grid/gridColumn';
import { createButton, createElement } from '../parts/element';
import { filterText } from './filterText';
import type { Words } from './words';

export interface FilterChips {
  readonly element: HTMLElement;
  show(filters: readonly ResultFilter[]): void;
}

/** The filters that a grid has, in words, each with a button that removes it. */
export function createFilterChips(
  columns: readonly GridColumn[],
  words: Words,
  onRemove: (filter: ResultFilter) => void,
): FilterChips {
  const element = createElement('div', {
    className: 'chips',
    attributes: { role: 'group', 'aria-label': words.label('filters') },
  });
  element.hidden = true;
  return {
    element,
    show(filters) {
      element.hidden = filters.length === 0;
      element.replaceChildren(
        ...filters.map((filter) => {
          const text = filterText(filter, columns, words);
          const label = words.label('removeFilter', text);
          return createButton(
            `${text} ✕`,
            () => {
              onRemove(filter);
            },
            { className: 'chip', attributes: { 'aria-label': label, title: label } },
          );
        }),
      );
    },
  };
}
