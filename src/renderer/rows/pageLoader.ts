import type { Row } from '../../core/protocol/queryProtocol';
import type { ResultView } from '../../core/protocol/resultProtocol';
import { isSameView, wholeView } from '../view/viewState';
import { PageCache } from './pageCache';
import type { RowSource } from './rowSource';

/** Rows a page: some screens of them, and a moment's work for the engine. */
export const pageRows = 100;

/** Pages that are kept: 10,000 rows, which is less than a user scrolls through in a minute. */
const keptPages = 100;

/** Pages that the grid waits for: it gives up older ones by itself. */
const keptWaiting = 32;

/** Pages beside the visible ones that are still loaded: a row more or less must not cancel them. */
const nearPages = 1;

export interface LoaderEvents {
  /** Rows that the view has. */
  readonly onRowCount: (rowCount: number) => void;
  readonly onFailure: (message: string) => void;
}

type Deliver = (rows: readonly Row[], rowCount: number) => void;

interface WaitingPage {
  readonly deliver: Deliver;
  /** Absent while the page is out of sight, or has failed. */
  request?: AbortController;
}

/** Loads the pages of a view that are looked at; what was asked for and scrolled away is cancelled. */
export class PageLoader {
  private readonly cache = new PageCache(keptPages);
  private readonly waiting = new Map<number, WaitingPage>();
  private firstVisible = 0;
  private lastVisible = 0;
  private currentView = wholeView;
  private count: number;

  /** @param firstRows what is there of the whole view from the start */
  constructor(
    private readonly source: RowSource,
    private readonly firstRows: readonly Row[],
    private readonly events: LoaderEvents,
  ) {
    this.count = source.rowCount;
    this.keepFirstRows();
  }

  get view(): ResultView {
    return this.currentView;
  }

  get rowCount(): number {
    return this.count;
  }

  setView(view: ResultView): void {
    this.cancel();
    this.cache.clear();
    this.currentView = view;
    if (isSameView(view, wholeView)) {
      this.keepFirstRows();
    }
  }

  /** Delivers a page once it is there; a page out of sight waits until it is looked at. */
  load(page: number, deliver: Deliver): void {
    const rows = this.cache.get(page);
    if (rows !== undefined) {
      this.events.onRowCount(this.count);
      deliver(rows, this.count);
      return;
    }
    this.waiting.get(page)?.request?.abort();
    this.waiting.delete(page);
    this.waiting.set(page, { deliver });
    const [oldest] = this.waiting.keys();
    if (this.waiting.size > keptWaiting && oldest !== undefined) {
      this.waiting.get(oldest)?.request?.abort();
      this.waiting.delete(oldest);
    }
    this.requestVisible();
  }

  /** Tells which rows are on the screen. */
  show(firstRow: number, lastRow: number): void {
    this.firstVisible = Math.floor(firstRow / pageRows);
    this.lastVisible = Math.floor(lastRow / pageRows);
    for (const [page, waiting] of this.waiting) {
      if (!this.isNear(page)) {
        waiting.request?.abort();
        delete waiting.request;
      }
    }
    this.requestVisible();
  }

  /** Asks again for what has failed. */
  retry(): void {
    this.requestVisible();
  }

  rowAt(index: number): Row | undefined {
    return this.cache.get(Math.floor(index / pageRows))?.[index % pageRows];
  }

  loadedRows(): readonly Row[] {
    return [...this.cache.rows()].flatMap(([, rows]) => rows);
  }

  /** Rows of the view, loaded or not. */
  async readRows(offset: number, limit: number, signal: AbortSignal): Promise<readonly Row[]> {
    return (await this.source.readRows({ view: this.currentView, offset, limit }, signal)).rows;
  }

  cancel(): void {
    for (const { request } of this.waiting.values()) {
      request?.abort();
    }
    this.waiting.clear();
  }

  private keepFirstRows(): void {
    this.count = this.source.rowCount;
    for (let offset = 0; offset < this.firstRows.length; offset += pageRows) {
      const end = offset + pageRows;
      if (end <= this.firstRows.length || this.firstRows.length === this.count) {
        this.cache.set(offset / pageRows, this.firstRows.slice(offset, end));
      }
    }
  }

  private isNear(page: number): boolean {
    return page >= this.firstVisible - nearPages && page <= this.lastVisible + nearPages;
  }

  private requestVisible(): void {
    for (const [page, waiting] of this.waiting) {
      if (waiting.request === undefined && this.isNear(page)) {
        void this.request(page, waiting);
      }
    }
  }

  private async request(page: number, waiting: WaitingPage): Promise<void> {
    const request = new AbortController();
    waiting.request = request;
    try {
      const { rows, rowCount } = await this.source.readRows(
        { view: this.currentView, offset: page * pageRows, limit: pageRows },
        request.signal,
      );
      if (request.signal.aborted) {
        return;
      }
      this.waiting.delete(page);
      this.cache.set(page, rows);
      this.count = rowCount;
      this.events.onRowCount(rowCount);
      waiting.deliver(rows, rowCount);
    } catch (error) {
      if (!request.signal.aborted) {
        delete waiting.request;
        this.events.onFailure(error instanceof Error ? error.message : String(error));
      }
    }
  }
}
