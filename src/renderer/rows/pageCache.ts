import type { Row } from '../../core/protocol/queryProtocol';

/** Pages of rows by their number; the ones that were not looked at for longest go first. */
export class PageCache {
  private readonly pages = new Map<number, readonly Row[]>();

  /** @param capacity pages that are kept, at least one */
  constructor(private readonly capacity: number) {}

  get(page: number): readonly Row[] | undefined {
    const rows = this.pages.get(page);
    if (rows !== undefined) {
      // A map keeps the order of insertion: the first key is the one that goes next.
      this.pages.delete(page);
      this.pages.set(page, rows);
    }
    return rows;
  }

  set(page: number, rows: readonly Row[]): void {
    this.pages.delete(page);
    this.pages.set(page, rows);
    const [oldest] = this.pages.keys();
    if (this.pages.size > this.capacity && oldest !== undefined) {
      this.pages.delete(oldest);
    }
  }

  clear(): void {
    this.pages.clear();
  }

  /** All rows that are here, with their places in the view. */
  *rows(): Iterable<readonly [page: number, rows: readonly Row[]]> {
    yield* this.pages;
  }
}
