import { openFilterPopover } from '../filter/filterPopover';
import { isPulledOut, placeOf, type GridColumn } from '../grid/gridColumn';
import type { FocusedCell, ResultGrid } from '../grid/resultGrid';
import { columnMenu } from '../menus/columnMenu';
import { openColumnsPopover } from '../menus/columnsPopover';
import { valueMenu, type CopyFormat } from '../menus/valueMenu';
import { exactJson } from '../../core/kql/values/exactNumbers';
import { cellText } from '../../core/notebook/cellText';
import type { CellValue } from '../../core/protocol/queryProtocol';
import { openMenu, type MenuGroups } from '../parts/menu';
import type { Anchor } from '../parts/popover';
import { displayText } from '../values/displayText';
import type { ValuePath } from '../../core/protocol/resultPlace';
import type { GridState } from './gridState';
import type { ResultContext } from './resultContext';
import { columnFilters } from './viewState';

/** Different values that a filter offers at once; the others are found by searching for them. */
const offeredValues = 200;

export interface GridMenuActions {
  readonly copy: (format: CopyFormat) => void;
  readonly copyText: (text: string) => void;
  readonly showValue: (cell: FocusedCell) => void;
  readonly showRow: (cell: FocusedCell) => void;
}

/** Opens the menus of a grid, and does what is chosen. */
export class GridMenus {
  constructor(
    private readonly context: ResultContext,
    /** Gets the menus. */
    private readonly parent: HTMLElement,
    private readonly grid: ResultGrid,
    private readonly state: GridState,
    private readonly actions: GridMenuActions,
  ) {}

  openValueMenu(cell: FocusedCell, anchor: Anchor): void {
    const { payload, words, act } = this.context;
    const groups = valueMenu(cell, {
      columns: payload.columns,
      words,
      ...(act === undefined ? {} : { act }),
      addFilter: (filter) => {
        this.state.addFilter(filter);
      },
      copy: this.actions.copy,
      showValue: () => {
        this.actions.showValue(cell);
      },
      showRow: () => {
        this.actions.showRow(cell);
      },
    });
    this.open(words.label('valueMenu'), anchor, groups, () => {
      this.grid.focus();
    });
  }

  openColumnMenu(column: GridColumn, anchor: Anchor): void {
    const { words, act } = this.context;
    const groups = columnMenu(column, {
      grid: this.grid,
      words,
      isLocalTime: this.state.isLocalTime,
      openFilter: () => {
        this.openFilter(column, anchor);
      },
      hide: () => {
        this.grid.api.setColumnsVisible([column.id], false);
      },
      remove: () => {
        this.state.removeColumn(column);
      },
      setLocalTime: (isLocal) => {
        this.state.setLocalTime(isLocal);
      },
      ...(act === undefined || !isPulledOut(column)
        ? {}
        : {
            writeKql: () => {
              this.writeKql(column, []);
            },
          }),
    });
    this.open(words.label('columnMenu', column.name), anchor, groups, () => {
      this.grid.focusHeader(column);
    });
  }

  openColumns(button: HTMLElement): void {
    const { api } = this.grid;
    openColumnsPopover({
      parent: this.parent,
      anchor: button.getBoundingClientRect(),
      columns: this.state.columns,
      words: this.context.words,
      returnFocus: () => {
        button.focus();
      },
      isShown: ({ id }) => api.getColumn(id)?.isVisible() ?? false,
      setShown: (columns, isShown) => {
        api.setColumnsVisible(
          columns.map(({ id }) => id),
          isShown,
        );
      },
    });
  }

  /** The menu of a part of a value; `column` is absent where the value is a whole row. */
  openPropertyMenu(
    column: GridColumn,
    path: ValuePath,
    value: CellValue,
    anchor: Anchor,
    returnFocus: () => void,
  ): void {
    const { words, act } = this.context;
    const groups: MenuGroups = [
      [
        {
          label: words.label('addColumn'),
          run: () => {
            this.state.addProperty(column, path);
          },
        },
        ...(act === undefined
          ? []
          : [
              {
                label: words.label('writeKql'),
                run: () => {
                  this.writeKql(column, path);
                },
              },
            ]),
      ],
      [
        {
          label: words.label('copyText'),
          run: () => {
            this.actions.copyText(typeof value === 'string' ? cellText(value) : exactJson(value, 2));
          },
        },
      ],
    ];
    this.open(words.label('valueMenu'), anchor, groups, returnFocus);
  }

  private openFilter(column: GridColumn, anchor: Anchor): void {
    const { source, words, signal } = this.context;
    const { name, type } = column;
    const place = placeOf(column);
    const { isLocalTime, view } = this.state;
    openFilterPopover({
      parent: this.parent,
      anchor,
      returnFocus: () => {
        this.grid.focusHeader(column);
      },
      column: { place, type, isLocalTime },
      name,
      words,
      filters: columnFilters(view, place),
      countValues: (search, ended) =>
        source.countValues(
          { ...place, view, limit: offeredValues, ...(search === '' ? {} : { search }) },
          AbortSignal.any([signal, ended]),
        ),
      displayValue: (value) => displayText(value, type, { isLocalTime, ...column }),
      onApply: (filters) => {
        this.state.setColumnFilters(place, filters);
      },
    });
  }

  private writeKql(column: GridColumn, path: ValuePath): void {
    const name = this.context.payload.columns[column.index]?.name ?? '';
    this.context.act?.({ action: 'extend', column: name, path: [...column.path, ...path] });
  }

  private open(label: string, anchor: Anchor, groups: MenuGroups, returnFocus: () => void): void {
    openMenu({ parent: this.parent, anchor, label, returnFocus }, groups);
  }
}
