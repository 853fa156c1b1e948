import { describe, expect, it, onTestFinished } from 'vitest';
import type { ResultView } from '../../src/core/protocol/resultProtocol';
import { Archive } from '../../src/engine/archive/archive';
import { QueryRunner, type StatementResult } from '../../src/engine/query/queryRunner';
import { countValues } from '../../src/engine/query/result/countValues';
import { benchArchive, firstDay, monthOf } from './benchArchive';
import { report } from './measurement';
import { timeRuns } from './timings';

/* Times are those of the best run, with the median beside it: the machine may be busy. */

const million = 1_000_000;
const pageRows = 100;
const mebibyte = 1024 * 1024;

const query = `AuditRecords | project CreationTime, Id, Operation, UserId, Workload, ClientIP, RecordType, Parameters`;

const fiveMillion = query.replace('|', '| mv-expand Copy = range(1, 5) to typeof(long) |');

const millionRows = (): Promise<StatementResult> => resultOf(query);

/** @param memory of DuckDB, in MiB; a quarter of the machine's where it is absent */
async function resultOf(text: string, memory?: number): Promise<StatementResult> {
  const { folder } = await benchArchive(monthOf(million));
  const archive = await Archive.open(folder, { memory });
  const runner = new QueryRunner(archive);
  onTestFinished(async () => {
    runner.close();
    await archive.close();
  });
  const [result] = await runner.run(text, { language: 'kql', now: firstDay });
  if (result === undefined) {
    throw new TypeError('The query gave no result.');
  }
  return result;
}

function sortedBy(column: number, search?: string): ResultView {
  return { sort: [{ column, descending: true }], filters: [], ...(search === undefined ? {} : { search }) };
}

describe('a result of 1,000,000 rows', { timeout: 3_600_000 }, () => {
  it('gives any page of a sorted view', async (context) => {
    const { views } = await millionRows();
    const before = process.memoryUsage().rss;
    const started = performance.now();
    await views.readPage(sortedBy(3), 0, pageRows);
    const madeMs = performance.now() - started;
    const heldMiB = (process.memoryUsage().rss - before) / mebibyte;
    const timing = await timeRuns(20, (round) =>
      views.readPage(sortedBy(3), (round * 48_611) % (million - pageRows), pageRows),
    );
    report(context, {
      measured: `${timing.text}; the first one ${madeMs.toFixed(0)} ms, and ${heldMiB.toFixed(0)} MiB more`,
      limit: '50 ms',
    });
    expect(timing.best).toBeLessThan(50);
  });

  it('gives any page in the order of the query', async (context) => {
    const { views } = await millionRows();
    const timing = await timeRuns(20, (round) =>
      views.readPage({ sort: [], filters: [] }, (round * 48_611) % (million - pageRows), pageRows),
    );
    report(context, { measured: timing.text, limit: '50 ms' });
    expect(timing.best).toBeLessThan(50);
  });

  it('is sorted, searched and counted', async (context) => {
    const result = await millionRows();
    const sort = await timeRuns(3, (round) => result.views.readPage(sortedBy(round), 0, pageRows));
    const search = await timeRuns(3, (round) => result.views.readPage(sortedBy(0, `mail${round}`), 0, pageRows));
    const count = await timeRuns(3, () =>
      countValues(result, { column: 3, view: { sort: [], filters: [] }, limit: 100 }),
    );
    report(context, {
      measured: `sorted in ${sort.text}, searched in ${search.text}, counted in ${count.text}`,
      limit: '10 s',
    });
    expect(Math.max(sort.best, search.best, count.best)).toBeLessThan(10_000);
  });
});

describe('a result of 5,000,000 rows', { timeout: 3_600_000 }, () => {
  it('takes no more memory than it may, while it is paged through', async (context) => {
    const limit = 512;
    // What the program itself takes, and what pages leave until they are collected.
    const beside = 512;
    const { views, rowCount } = await resultOf(fiveMillion, limit);
    let most = 0;
    const readPages = async (view: ResultView): Promise<void> => {
      for (let round = 0; round < 200; round++) {
        await views.readPage(view, (round * 48_611) % (rowCount - pageRows), pageRows);
        most = Math.max(most, process.memoryUsage().rss / mebibyte);
      }
    };
    await readPages({ sort: [], filters: [] });
    const inOrder = most;
    await readPages(sortedBy(3));
    report(context, {
      measured: `${inOrder.toFixed(0)} MiB in the order of the query, ${most.toFixed(0)} MiB sorted, ${limit} of them may be DuckDB's`,
      limit: `${limit + beside} MiB`,
    });
    expect(rowCount).toBe(5 * million);
    expect(most).toBeLessThan(limit + beside);
  });
});
