import { cellText, escapeControls } from '../../core/notebook/cellText';
import { createElement } from '../parts/element';
import { displayText } from '../values/displayText';
import type { ResultContext } from './resultContext';

/** Rows as `Format-List` shows them: a property a line. Only the rows that came with the output; the grid has all of them. */
export function createPropertyLists({ payload, words }: ResultContext): HTMLElement {
  const lists = payload.rows.map((row, index) => {
    const list = createElement('dl', { attributes: { 'aria-label': words.label('row', index + 1) } });
    payload.columns.forEach(({ name, type }, column) => {
      const value = row[column] ?? null;
      const names = payload.enums?.find((found) => found.column === column)?.names;
      const whole = cellText(value, type);
      const shown =
        names === undefined ? escapeControls(whole) : displayText(value, type, { isLocalTime: false, names });
      list.append(createElement('dt', { text: name }), createElement('dd', { text: shown }));
    });
    return list;
  });
  return createElement(
    'div',
    { className: 'lists', attributes: { tabindex: '0', role: 'region', 'aria-label': words.label('showList') } },
    ...lists,
  );
}
