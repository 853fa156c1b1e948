import { isPulledOut, type GridColumn } from '../grid/gridColumn';
import type { ResultGrid } from '../grid/resultGrid';
import type { MenuGroups, MenuItem } from '../parts/menu';
import type { Words } from '../view/words';

export interface ColumnMenuOptions {
  readonly grid: ResultGrid;
  readonly words: Words;
  readonly isLocalTime: boolean;
  readonly openFilter: () => void;
  readonly hide: () => void;
  readonly remove: () => void;
  readonly setLocalTime: (isLocal: boolean) => void;
  /** Absent where there is no host. */
  readonly writeKql?: () => void;
}

/** What can be done with a column; all of it by keyboard, though the mouse has its own ways for most. */
export function columnMenu(column: GridColumn, options: ColumnMenuOptions): MenuGroups {
  const { words, grid } = options;
  const pulledOut: readonly MenuItem[] = [
    ...(options.writeKql === undefined ? [] : [{ label: words.label('writeKql'), run: options.writeKql }]),
    { label: words.label('removeColumn'), run: options.remove },
  ];
  return [
    [...sortItems(column, options), { label: words.label('filter'), run: options.openFilter }],
    isPulledOut(column) ? pulledOut : [],
    column.type === 'datetime' ? timeItems(options) : [],
    pinItems(column, options),
    [
      {
        label: words.label('fitColumn'),
        run: () => {
          grid.api.autoSizeColumns([column.id]);
        },
      },
      ...moveItems(column, options),
      { label: words.label('hideColumn'), run: options.hide },
    ],
  ];
}

function sortItems(column: GridColumn, { grid, words }: ColumnMenuOptions): readonly MenuItem[] {
  const current = grid.api.getColumn(column.id)?.getSort() ?? null;
  const directions = [
    ['sortAscending', 'asc'],
    ['sortDescending', 'desc'],
    ['clearSort', null],
  ] as const;
  return directions
    .filter(([, direction]) => direction !== null || current !== null)
    .map(([label, direction]) => ({
      label: words.label(label),
      ...(direction === null ? {} : { isChecked: current === direction }),
      run: () => {
        grid.api.applyColumnState({ state: [{ colId: column.id, sort: direction }], defaultState: { sort: null } });
      },
    }));
}

function timeItems({ words, isLocalTime, setLocalTime }: ColumnMenuOptions): readonly MenuItem[] {
  return [false, true].map((isLocal) => ({
    label: words.label(isLocal ? 'timesLocal' : 'timesUtc'),
    isChecked: isLocal === isLocalTime,
    run: () => {
      setLocalTime(isLocal);
    },
  }));
}

function pinItems(column: GridColumn, { grid, words }: ColumnMenuOptions): readonly MenuItem[] {
  const current = grid.api.getColumn(column.id)?.getPinned() ?? null;
  const places = [
    ['pinLeft', 'left'],
    ['pinRight', 'right'],
    ['unpin', null],
  ] as const;
  return places
    .filter(([, place]) => place !== current)
    .map(([label, place]) => ({
      label: words.label(label),
      run: () => {
        grid.api.setColumnsPinned([column.id], place);
      },
    }));
}

function moveItems(column: GridColumn, { grid, words }: ColumnMenuOptions): readonly MenuItem[] {
  const shown = grid.shownColumns().findIndex(({ id }) => id === column.id);
  const steps = [
    ['moveLeft', -1],
    ['moveRight', 1],
  ] as const;
  return steps.flatMap(([label, step]) => {
    const neighbour = grid.shownColumns()[shown + step];
    const place = grid.api.getAllGridColumns().findIndex((other) => other.getColId() === neighbour?.id);
    return neighbour === undefined || shown + step < 0
      ? []
      : [
          {
            label: words.label(label),
            run: () => {
              grid.api.moveColumns([column.id], place);
            },
          },
        ];
  });
}
