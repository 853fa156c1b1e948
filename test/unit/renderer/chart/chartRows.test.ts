import { describe, expect, it } from 'vitest';
import type { ResultPage } from '../../../../src/core/protocol/resultProtocol';
import { maxChartRows, readChartRows } from '../../../../src/renderer/chart/chartRows';
import type { RowSource } from '../../../../src/renderer/rows/rowSource';

/** Rows of one number, which is their position; the asked pages are kept. */
class NumberedRows implements RowSource {
  readonly asked: string[] = [];

  constructor(
    readonly rowCount: number,
    private readonly there = rowCount,
  ) {}

  readRows({ offset, limit }: { readonly offset: number; readonly limit: number }): Promise<ResultPage> {
    this.asked.push(`${offset}+${limit}`);
    const end = Math.min(offset + limit, this.there);
    const rows = Array.from({ length: Math.max(0, end - offset) }, (_, index) => [offset + index]);
    return Promise.resolve({ rows, rowCount: this.there });
  }

  countValues(): Promise<never> {
    return Promise.reject(new Error('A chart counts no values.'));
  }
}

const { signal } = new AbortController();

describe('readChartRows', () => {
  it('asks for nothing where all rows came with the output', async () => {
    const source = new NumberedRows(2);
    expect(await readChartRows(source, [[0], [1]], signal)).toEqual([[0], [1]]);
    expect(source.asked).toEqual([]);
  });

  it('reads what is missing, page by page', async () => {
    const source = new NumberedRows(5_203);
    const rows = await readChartRows(source, [[0], [1]], signal);
    expect(rows.map(([value]) => value)).toEqual(Array.from({ length: 5_203 }, (_, index) => index));
    expect(source.asked).toEqual(['2+5000', '5002+201']);
  });

  it('reads no more than a chart can use', async () => {
    expect(await readChartRows(new NumberedRows(1_000_000), [], signal)).toHaveLength(maxChartRows);
  });

  it('ends where the result has fewer rows than it said', async () => {
    expect(await readChartRows(new NumberedRows(100, 3), [[0]], signal)).toEqual([[0], [1], [2]]);
  });
});
