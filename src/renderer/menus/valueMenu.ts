import type { Column } from '../../core/kql/kustoType';
import type { RendererAction } from '../../core/notebook/resultMessages';
import type { ResultFilter } from '../../core/protocol/resultProtocol';
import { columnValue, placeOf } from '../grid/gridColumn';
import type { FocusedCell } from '../grid/resultGrid';
import type { MenuGroups, MenuItem } from '../parts/menu';
import { blobOf, recordIdOf, rowSubjects, rowTime } from '../values/rowFacts';
import type { Words } from '../view/words';

const copyFormats = ['copyText', 'copyTsv', 'copyJson', 'copyMarkdown', 'copyDatatable'] as const;
export type CopyFormat = (typeof copyFormats)[number];

/** An action without the result that it is for, which the view adds. */
type WithoutResult<T> = T extends unknown ? Omit<T, 'kind' | 'resultId'> : never;
export type ResultAction = WithoutResult<RendererAction>;

export interface ValueMenuOptions {
  readonly columns: readonly Column[];
  readonly words: Words;
  /** Absent where there is no host. */
  readonly act?: (action: ResultAction) => void;
  readonly addFilter: (filter: ResultFilter) => void;
  readonly copy: (format: CopyFormat) => void;
  readonly showValue: () => void;
  readonly showRow: () => void;
}

const subjectLabels = { user: 'aroundUser', address: 'aroundAddress', session: 'aroundSession' } as const;

/** What can be done with a value, its row, and what is selected around it. */
export function valueMenu(cell: FocusedCell, options: ValueMenuOptions): MenuGroups {
  const { words, act } = options;
  const shown: readonly MenuItem[] = [
    { label: words.label('showValue'), run: options.showValue },
    { label: words.label('showRow'), run: options.showRow },
  ];
  const copies = copyFormats.map((format): MenuItem => ({
    label: words.label(format),
    run: () => {
      options.copy(format);
    },
  }));
  return [
    filterItems(cell, options),
    ...(act === undefined ? [] : [pivotItems(cell, options.columns, words, act)]),
    copies,
    [...shown, ...(act === undefined ? [] : openItems(cell, options.columns, words, act))],
  ];
}

function filterItems(
  { column, row }: FocusedCell,
  { columns, words, act, addFilter }: ValueMenuOptions,
): readonly MenuItem[] {
  const { index, path } = column;
  const name = columns[index]?.name ?? '';
  const value = columnValue(column, row);
  const inGrid = [false, true].map((isExcluded): MenuItem => ({
    label: words.label(isExcluded ? 'excludeValue' : 'filterByValue'),
    run: () => {
      addFilter({ kind: 'values', ...placeOf(column), values: [value], isExcluded });
    },
  }));
  const inCell =
    act === undefined
      ? []
      : (['filter', 'exclude'] as const).map((action): MenuItem => ({
          label: words.label(action === 'filter' ? 'filterInNewCell' : 'excludeInNewCell'),
          run: () => {
            act({ action, column: name, ...(path.length === 0 ? {} : { path }), value });
          },
        }));
  return [...inGrid, ...inCell];
}

function pivotItems(
  { column, row }: FocusedCell,
  columns: readonly Column[],
  words: Words,
  act: (action: ResultAction) => void,
): readonly MenuItem[] {
  const time = rowTime(columns, row);
  return rowSubjects(columns, row, column.index).map(({ subject, value }) => ({
    label: words.label(subjectLabels[subject]),
    run: () => {
      act({ action: 'pivot', subject, value, ...(time === undefined ? {} : { time }) });
    },
  }));
}

function openItems(
  { row }: FocusedCell,
  columns: readonly Column[],
  words: Words,
  act: (action: ResultAction) => void,
): readonly MenuItem[] {
  const recordId = recordIdOf(columns, row);
  const blob = blobOf(columns, row);
  const items: MenuItem[] = [];
  if (recordId !== undefined) {
    items.push({
      label: words.label('openRecord'),
      run: () => {
        act({ action: 'openRecord', recordId });
      },
    });
  }
  if (blob !== undefined) {
    items.push({
      label: words.label('openBlob'),
      run: () => {
        act({ action: 'openBlob', ...blob });
      },
    });
  }
  return items;
}
