import { jsonRows } from '../../core/notebook/copy/jsonRows';
import { escapeControls } from '../../core/notebook/cellText';
import { createElement } from '../parts/element';
import type { ResultContext } from './resultContext';

/** Rows as `ConvertTo-Json` gives them. Only the rows that came with the output; the grid has all of them. */
export function createJsonText({ payload, words }: ResultContext): HTMLElement {
  const text = jsonRows(payload).split('\n').map(escapeControls).join('\n');
  return createElement('pre', {
    className: 'json',
    text,
    attributes: { tabindex: '0', role: 'region', 'aria-label': words.label('showJson') },
  });
}
