import type { ResultFilter, ResultView } from '../../core/protocol/resultProtocol';
import { placeOf, propertyColumn, type GridColumn } from '../grid/gridColumn';
import type { ResultPlace, ValuePath } from '../../core/protocol/resultPlace';
import { columnFilters, wholeView, withColumnFilters, withFilter, withoutFilter, withSearch } from './viewState';

export interface GridStateEvents {
  /** Other rows are shown. */
  readonly onRows: () => void;
  /** There is a column more or less. */
  readonly onColumns: () => void;
  readonly onTimeZone: () => void;
}

/** What the user has made of a grid; its order, widths and hidden columns are kept by the grid itself. */
export class GridState {
  private currentView = wholeView;
  private allColumns: readonly GridColumn[];
  private isLocal = false;

  constructor(
    columns: readonly GridColumn[],
    private readonly events: GridStateEvents,
  ) {
    this.allColumns = columns;
  }

  /** Filters and search; the grid has the order. */
  get view(): ResultView {
    return this.currentView;
  }

  get columns(): readonly GridColumn[] {
    return this.allColumns;
  }

  get isLocalTime(): boolean {
    return this.isLocal;
  }

  addFilter(filter: ResultFilter): void {
    this.setView(withFilter(this.currentView, filter));
  }

  setColumnFilters(place: ResultPlace, filters: readonly ResultFilter[]): void {
    this.setView(withColumnFilters(this.currentView, place, filters));
  }

  removeFilter(filter: ResultFilter): void {
    this.setView(withoutFilter(this.currentView, filter));
  }

  search(text: string): void {
    this.setView(withSearch(this.currentView, text));
  }

  clear(): void {
    this.setView(wholeView);
  }

  /** Pulls a property out of a column's values, to stand beside it. */
  addProperty(column: GridColumn, path: ValuePath): void {
    const added = propertyColumn(column, path);
    if (!this.allColumns.some(({ id }) => id === added.id)) {
      this.allColumns = this.allColumns.toSpliced(this.allColumns.indexOf(column) + 1, 0, added);
      this.events.onColumns();
    }
  }

  removeColumn(column: GridColumn): void {
    this.allColumns = this.allColumns.filter((other) => other !== column);
    this.events.onColumns();
    if (columnFilters(this.currentView, placeOf(column)).length > 0) {
      this.setColumnFilters(placeOf(column), []);
    }
  }

  setLocalTime(isLocal: boolean): void {
    this.isLocal = isLocal;
    this.events.onTimeZone();
  }

  private setView(view: ResultView): void {
    this.currentView = view;
    this.events.onRows();
  }
}
