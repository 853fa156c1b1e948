import { describe, expect, it } from 'vitest';
import type { ResultPage, ResultView } from '../../../../src/core/protocol/resultProtocol';
import { PageLoader, pageRows } from '../../../../src/renderer/rows/pageLoader';
import type { RowSource } from '../../../../src/renderer/rows/rowSource';

interface Asked {
  readonly offset: number;
  readonly view: ResultView;
  readonly signal: AbortSignal;
  answer(rowCount?: number): Promise<void>;
  fail(message: string): Promise<void>;
}

/** Lets all that waits for a promise go on. */
const settle = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

/** A source whose answers come when the test says so. */
function createSource(rowCount: number): { readonly source: RowSource; readonly asked: Asked[] } {
  const asked: Asked[] = [];
  const source: RowSource = {
    rowCount,
    readRows: ({ view, offset, limit }, signal) =>
      new Promise<ResultPage>((resolve, reject) => {
        asked.push({
          offset,
          view,
          signal,
          answer: (count = rowCount) => {
            resolve({ rows: Array.from({ length: limit }, (_, index) => [offset + index]), rowCount: count });
            return settle();
          },
          fail: (message) => {
            reject(new Error(message));
            return settle();
          },
        });
      }),
    countValues: () => Promise.reject(new Error('not asked here')),
  };
  return { source, asked };
}

interface LoaderUnderTest {
  readonly loader: PageLoader;
  readonly asked: readonly Asked[];
  readonly failures: readonly string[];
  readonly counts: readonly number[];
  /** First values of the pages that came. */
  readonly delivered: readonly number[];
  readonly load: (page: number) => void;
}

function createLoader(rowCount = 1_000_000, firstRows = 0): LoaderUnderTest {
  const { source, asked } = createSource(rowCount);
  const failures: string[] = [];
  const counts: number[] = [];
  const rows = Array.from({ length: firstRows }, (_, index) => [index]);
  const loader = new PageLoader(source, rows, {
    onRowCount: (count) => counts.push(count),
    onFailure: (message) => failures.push(message),
  });
  const delivered: number[] = [];
  const load = (page: number): void => {
    loader.load(page, ([first]) => delivered.push(Number(first?.[0])));
  };
  return { loader, asked, failures, counts, delivered, load };
}

const sorted: ResultView = { sort: [{ column: 0, descending: true }], filters: [] };

describe('PageLoader', () => {
  it('has the rows that came with the output at once, but not a page that is there in part', () => {
    const { asked, delivered, load } = createLoader(1_000, 250);
    load(0);
    load(1);
    load(2);
    expect(delivered).toEqual([0, 100]);
    expect(asked).toEqual([]);
  });

  it('has the last page of a result that came whole', () => {
    const { delivered, load } = createLoader(150, 150);
    load(1);
    expect(delivered).toEqual([100]);
  });

  it('asks for what is on the screen, and keeps it', async () => {
    const { loader, asked, delivered, load } = createLoader();
    loader.show(5_000, 5_020);
    load(50);
    await asked[0]?.answer();
    load(50);
    expect(asked.map(({ offset }) => offset)).toEqual([5_000]);
    expect(delivered).toEqual([5_000, 5_000]);
    expect(loader.rowAt(5_003)).toEqual([5_003]);
  });

  it('cancels what is scrolled away, and asks again once it is looked at', async () => {
    const { loader, asked, delivered, load } = createLoader();
    load(0);
    loader.show(50 * pageRows, 50 * pageRows + 20);
    expect(asked[0]?.signal.aborted).toBe(true);
    await asked[0]?.answer();
    expect(delivered).toEqual([]);
    loader.show(0, 20);
    await asked[1]?.answer();
    expect(delivered).toEqual([0]);
  });

  it('tells of a failure, and tries again when it is told to', async () => {
    const { loader, asked, failures, delivered, load } = createLoader();
    load(0);
    await asked[0]?.fail('gone');
    expect(failures).toEqual(['gone']);
    loader.retry();
    await asked[1]?.answer();
    expect(delivered).toEqual([0]);
  });

  it('forgets the rows of another view, and what was asked for it', async () => {
    const { loader, asked, delivered, counts, load } = createLoader(1_000, 500);
    load(6);
    loader.show(600, 620);
    load(6);
    loader.setView(sorted);
    expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, true]);
    loader.show(0, 20);
    load(0);
    expect(delivered).toEqual([]);
    await asked.at(-1)?.answer(7);
    expect(asked.at(-1)?.view).toBe(sorted);
    expect(counts.at(-1)).toBe(7);
    expect(loader.rowCount).toBe(7);
  });

  it('knows the first rows again in the whole view', () => {
    const { loader, asked, delivered, load } = createLoader(1_000, 500);
    loader.setView(sorted);
    loader.setView({ sort: [], filters: [] });
    load(0);
    expect(delivered).toEqual([0]);
    expect(asked).toEqual([]);
    expect(loader.rowCount).toBe(1_000);
  });
});
