import type { RangeBounds } from '../grid/cellRange';
import { columnValue, emptyColumns, placeOf, resultColumns, type GridColumn } from '../grid/gridColumn';
import type { GridHeaderOptions } from '../grid/gridHeader';
import { measureCharacterWidth } from '../grid/characterWidth';
import { createFirstRows } from '../grid/firstRows';
import { bindGridKeys } from '../grid/gridKeys';
import { bindGridMouse } from '../grid/gridMouse';
import { headerHeight, rowHeight } from '../grid/gridTheme';
import { ResultGrid, type FocusedCell } from '../grid/resultGrid';
import type { CopyFormat } from '../menus/valueMenu';
import { afterFrame } from '../parts/afterFrame';
import { createElement } from '../parts/element';
import { PageLoader } from '../rows/pageLoader';
import { createValuePanel } from '../values/valuePanel';
import { copyCells, maxCopiedRows } from './copyCells';
import { createFilterChips } from './filterChips';
import { createFooter } from './footer';
import { GridMenus } from './gridMenus';
import { GridState } from './gridState';
import { createHeightHandle, fittingHeight, shownRows } from './heightHandle';
import { createNotice } from './notice';
import type { ResultContext } from './resultContext';
import { createToolbar } from './toolbar';
import { columnFilters, isNarrowed } from './viewState';
import { writeClipboard } from './writeClipboard';

export interface GridView {
  destroy(): void;
}

/** A result as a grid, with all that belongs to it: tools above, filters, the value that is looked at, and the count of rows. */
export function createGridView(parent: HTMLElement, context: ResultContext): GridView {
  const { payload, source, words, signal, act } = context;
  const columns = resultColumns(payload);
  const empty = emptyColumns(columns, payload.rows);

  const notice = createNotice();
  const footer = createFooter({
    words,
    totalRows: payload.rowCount,
    sourceRows: source.rowCount,
    emptyColumns: empty.length,
    showEmptyColumns: (areShown) => {
      showColumns(empty, areShown);
    },
  });
  const loader = new PageLoader(source, payload.rows, {
    onRowCount: showRowCount,
    onFailure: (message) => {
      notice.show(message, words.label('retry'), () => {
        loader.retry();
      });
    },
  });
  const state = new GridState(columns, {
    onRows: () => {
      chips.show(state.view.filters);
      grid.narrow(state.view);
    },
    onColumns: () => {
      grid.setColumns(state.columns);
    },
    onTimeZone: () => {
      toolbar.showTimeZone(state.isLocalTime);
      grid.refreshColumns();
    },
  });
  const chips = createFilterChips(columns, words, (filter) => {
    state.removeFilter(filter);
  });
  const toolbar = createToolbar({
    parent,
    words,
    hasTimes: columns.some(({ type }) => type === 'datetime'),
    search: (text) => {
      state.search(text);
    },
    openColumns: (button) => {
      menus.openColumns(button);
    },
    setLocalTime: (isLocal) => {
      state.setLocalTime(isLocal);
    },
    copyAll: () => {
      const last = { lastRow: loader.rowCount - 1, lastColumn: grid.shownColumns().length - 1 };
      void copyArea('copyTsv', { firstRow: 0, firstColumn: 0, ...last });
    },
    ...(act === undefined
      ? {}
      : {
          exportResult: (format) => {
            act({ action: 'export', format, view: loader.view });
          },
        }),
  });
  const panel = createValuePanel(
    words.label('close'),
    (count) => words.label('moreItems', count),
    () => {
      grid.markOpen();
      grid.focus();
    },
  );

  const container = createElement('div', { className: 'grid' });
  container.style.height = `${fittingHeight(loader.rowCount, { rowHeight, headerHeight })}px`;
  const handle = createHeightHandle(container, words.label('height'));
  const frame = createElement('div', { className: 'grid-frame' }, container, notice.element);
  parent.append(toolbar.element, chips.element, frame, handle, panel.element, footer.element);

  const characterWidth = measureCharacterWidth(container);
  const firstRows = createFirstRows({
    columns: columns.filter((column) => !empty.includes(column)),
    rows: payload.rows,
    shownRows,
    characterWidth,
    suffix: timeZoneOf,
  });
  if (payload.rows.length > 0) {
    container.after(firstRows);
  }
  // Nothing can be pressed before there is a grid that it is for.
  parent.inert = true;
  let grid!: ResultGrid;
  let menus!: GridMenus;
  let isMade = false;
  afterFrame(() => {
    if (!signal.aborted) {
      isMade = true;
      makeGrid();
      parent.inert = false;
    }
  });
  showRowCount(loader.rowCount);

  function makeGrid(): void {
    grid = new ResultGrid({
      container,
      loader,
      columns,
      hidden: empty,
      sample: payload.rows,
      characterWidth,
      words,
      label: words.label('caption'),
      isLocalTime: () => state.isLocalTime,
      header: headerOf,
      onFirstRows: () => {
        firstRows.remove();
      },
    });
    menus = new GridMenus(context, parent, grid, state, {
      copy: copySelection,
      copyText: (text) => {
        void writeClipboard(text, act);
      },
      showValue,
      showRow,
    });
    bindGridMouse(container, grid);
    bindGridKeys(container, grid, {
      copy: () => {
        copySelection('copyText');
      },
      showValue: () => {
        withFocusedCell(showValue);
      },
      openValueMenu: (anchor) => {
        withFocusedCell((cell) => {
          menus.openValueMenu(cell, anchor);
        });
      },
      openColumnMenu,
      leave: () => {
        handle.focus();
      },
    });
    container.addEventListener('dblclick', ({ target }) => {
      if (target instanceof Element && target.closest('.ag-cell') !== null) {
        withFocusedCell(showValue);
      }
    });
    container.addEventListener('contextmenu', (event) => {
      const header = event.target instanceof Element ? event.target.closest('.ag-header-cell') : null;
      const anchor = new DOMRect(event.clientX, event.clientY);
      event.preventDefault();
      // VS Code has a menu of its own for outputs.
      event.stopPropagation();
      if (header !== null) {
        openColumnMenu(header.getAttribute('col-id') ?? '', anchor);
      } else {
        withFocusedCell((cell) => {
          menus.openValueMenu(cell, anchor);
        });
      }
    });
  }

  function showRowCount(rowCount: number): void {
    footer.showRowCount(rowCount);
    if (rowCount === 0 && isNarrowed(state.view)) {
      notice.show(words.label('noRows'), words.label('clearFilters'), () => {
        toolbar.clearSearch();
        state.clear();
      });
    } else {
      notice.hide();
    }
  }

  function showColumns(shown: readonly GridColumn[], areShown: boolean): void {
    grid.api.setColumnsVisible(
      shown.map(({ id }) => id),
      areShown,
    );
  }

  function timeZoneOf({ type }: GridColumn): string {
    return type === 'datetime' ? words.label(state.isLocalTime ? 'localTime' : 'utc') : '';
  }

  function headerOf(column: GridColumn): GridHeaderOptions {
    return {
      name: column.name,
      suffix: timeZoneOf(column),
      tooltip: `${column.name}: ${column.type}`,
      menuLabel: words.label('columnMenu', column.name),
      filtered: columnFilters(state.view, placeOf(column)).length > 0 ? words.label('filtered') : '',
      openMenu: (anchor) => {
        menus.openColumnMenu(column, anchor);
      },
    };
  }

  function openColumnMenu(columnId: string, anchor: DOMRect): void {
    const column = grid.column(columnId);
    if (column !== undefined) {
      menus.openColumnMenu(column, anchor);
    }
  }

  function withFocusedCell(run: (cell: FocusedCell) => void): void {
    const cell = grid.focusedCell();
    if (cell !== undefined) {
      run(cell);
    }
  }

  function showValue({ column, row, rowIndex }: FocusedCell): void {
    grid.markOpen({ rowIndex, columnId: column.id });
    panel.show({
      title: words.label('value', column.name),
      value: columnValue(column, row),
      openMenu: (path, value, anchor, returnFocus) => {
        menus.openPropertyMenu(column, path, value, anchor, returnFocus);
      },
    });
  }

  /** The whole row as one value, whose properties are the columns. */
  function showRow({ row, rowIndex }: FocusedCell): void {
    grid.markOpen({ rowIndex });
    const filled = state.columns.filter((column) => column.path.length === 0 && columnValue(column, row) !== null);
    panel.show({
      title: words.label('row', rowIndex + 1),
      value: Object.fromEntries(filled.map((column) => [column.name, columnValue(column, row)])),
      openMenu: ([name, ...path], value, anchor, returnFocus) => {
        const column = filled.find((found) => found.name === name);
        if (column !== undefined) {
          menus.openPropertyMenu(column, path, value, anchor, returnFocus);
        }
      },
    });
  }

  function copySelection(format: CopyFormat): void {
    const { area } = grid.selection;
    if (area !== undefined) {
      void copyArea(format, area);
    }
  }

  async function copyArea(format: CopyFormat, area: RangeBounds): Promise<void> {
    try {
      const { text, rowCount } = await copyCells(format, area, grid.shownColumns(), loader, signal);
      await writeClipboard(text, act);
      const wanted = area.lastRow - area.firstRow + 1;
      footer.tell(
        wanted > maxCopiedRows ? words.label('copiedFirst', rowCount, wanted) : words.label('copied', rowCount),
      );
    } catch (error) {
      if (!signal.aborted) {
        footer.tell(error instanceof Error ? error.message : String(error));
      }
    }
  }

  return {
    destroy() {
      loader.cancel();
      if (isMade) {
        grid.destroy();
      }
    },
  };
}
