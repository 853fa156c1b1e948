import { escapeControls } from '../../core/notebook/cellText';
import type { CellValue } from '../../core/protocol/queryProtocol';
import type { ResultFilter } from '../../core/protocol/resultProtocol';
import type { GridColumn } from '../grid/gridColumn';
import { displayText } from '../values/displayText';
import { pathText } from '../values/propertyPath';
import type { Words } from './words';

/** Values that a filter names before it says only how many more there are. */
const namedValues = 3;
const maxLength = 40;

/** A filter in words: `Operation is FileAccessed, FileDeleted`. */
export function filterText(filter: ResultFilter, columns: readonly GridColumn[], words: Words): string {
  const column = columns[filter.column];
  const { path = [] } = filter;
  const name = pathText(column?.name ?? '', path);
  const shorten = (value: CellValue): string => {
    const text = displayText(value, path.length === 0 ? (column?.type ?? 'dynamic') : 'dynamic', {
      isLocalTime: false,
      ...column,
    });
    if (text === '') {
      return words.label('emptyValue');
    }
    return text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text;
  };
  switch (filter.kind) {
    case 'values': {
      const named = filter.values.slice(0, namedValues).map(shorten).join(', ');
      const more = filter.values.length - namedValues;
      const values = more > 0 ? `${named}, ${words.label('moreItems', more)}` : named;
      return words.label(filter.isExcluded ? 'filterIsNoneOf' : 'filterIsOneOf', name, values);
    }
    case 'text':
      return words.label(filter.isExcluded ? 'filterContainsNot' : 'filterContains', name, escapeControls(filter.text));
    case 'empty':
      return words.label(filter.isExcluded ? 'filterNotEmpty' : 'filterEmpty', name);
    case 'range': {
      const { from, until } = filter;
      if (from !== undefined && until !== undefined) {
        return words.label('filterBetween', name, shorten(from), shorten(until));
      }
      return from === undefined
        ? words.label('filterUntil', name, shorten(until ?? null))
        : words.label('filterFrom', name, shorten(from));
    }
  }
}
