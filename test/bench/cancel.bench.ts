import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, type TestContext } from 'vitest';
import type { ResultView } from '../../src/core/protocol/resultProtocol';
import { Archive } from '../../src/engine/archive/archive';
import { QueryRunner, type StatementResult } from '../../src/engine/query/queryRunner';
import { benchArchive, firstDay, monthOf } from './benchArchive';
import { report } from './measurement';
import { percentile } from './timings';

const million = 1_000_000;
const limitMs = 100;
const texts = 'AuditRecords | project Id, UserId, Operation, Text = tostring(Record)';

/** How long the work has been under way when it is cancelled, in milliseconds: from its first steps to its last. */
const moments = Array.from({ length: 20 }, (_, index) => 50 + 75 * index);

/** Queries that take seconds and more, each by other means. */
const queries: Readonly<Record<string, string>> = {
  'a join of each record with each':
    'AuditRecords | extend k = 1 | join kind=inner (AuditRecords | extend k = 1) on k | summarize count()',
  'a sort of the whole records': `${texts} | sort by Text asc`,
  'a group-by of the whole records': `${texts} | summarize n = count() by Text`,
  'mv-expand into 300 million rows': 'AuditRecords | mv-expand p = range(1, 300) | summarize count() by tostring(p)',
  'a regular expression': `${texts} | where Text matches regex @"(\\w+\\s*)+(a|b|c)+x{3}\\d+z" | count`,
  'texts that are computed in JavaScript': `${texts} | extend b = base64_encode_tostring(Text) | summarize count() by b`,
  'series that are computed in JavaScript':
    'AuditRecords | extend s = series_fit_line(range(1, 200 + RecordType)) | summarize count() by tostring(s)',
  'a recursive scan':
    'range x from 1 to 1000000 step 1 | scan declare (s: long = 0) with (step a: true => s = s + a.s + x;) | summarize max(s)',
  'a search of all tables': 'search "nothinghasthis"',
  'lists of the whole records': `${texts} | summarize make_list(Text) by UserId`,
  'a range without an end': 'range x from 1 to 100000000000 step 1 | summarize sum(x)',
};

const views: Readonly<Record<string, ResultView>> = {
  'the sort of a result': { sort: [{ column: 3, descending: true }], filters: [] },
  'the search of a result': { sort: [], filters: [], search: 'nothinghasthis' },
};

type Work = (signal: AbortSignal) => Promise<unknown>;

/** What the engine looks at while it computes: it stands for the file that the host writes. */
interface Hearing {
  hear: () => void;
}

/** Milliseconds from the moment that work was to be cancelled to its end; undefined where it was over before. */
async function timeCancel(work: Work, moment: number, hearing: Hearing): Promise<number | undefined> {
  const cancel = new AbortController();
  const started = performance.now();
  hearing.hear = () => {
    if (performance.now() - started >= moment) {
      cancel.abort();
    }
  };
  // The timer is the engine's own thread's, so that what keeps it from hearing of the cancel counts too.
  const cancelled = setTimeout(moment).then(() => {
    cancel.abort();
  });
  const isOver = await work(cancel.signal).then(
    () => true,
    (error: unknown) => {
      if (!cancel.signal.aborted) {
        throw error;
      }
      return false;
    },
  );
  const elapsed = performance.now() - started - moment;
  await cancelled;
  return isOver ? undefined : elapsed;
}

async function timeCancels(work: Work, hearing: Hearing): Promise<number[]> {
  const elapsed: number[] = [];
  for (const moment of moments) {
    const found = await timeCancel(work, moment, hearing);
    elapsed.push(...(found === undefined ? [] : [found]));
  }
  return elapsed;
}

async function openRunner(hearing: Hearing): Promise<QueryRunner> {
  const { folder } = await benchArchive(monthOf(million));
  const archive = await Archive.open(folder);
  const runner = new QueryRunner(archive, undefined, () => {
    hearing.hear();
  });
  onTestFinished(async () => {
    runner.close();
    await archive.close();
  });
  return runner;
}

async function textsOf(runner: QueryRunner): Promise<StatementResult> {
  const [result] = await runner.run(texts, { language: 'kql', now: firstDay });
  if (result === undefined) {
    throw new TypeError('The query gave no result.');
  }
  return result;
}

function check(context: TestContext, elapsed: readonly number[]): void {
  const [middle, most] = [percentile(elapsed, 0.5), percentile(elapsed, 0.95)];
  report(context, {
    measured: `${middle.toFixed(0)} ms in the middle, ${most.toFixed(0)} ms at the 95th percentile of ${elapsed.length}`,
    limit: `${limitMs} ms at the 95th percentile`,
  });
  expect(most).toBeLessThan(limitMs);
}

describe('work that is cancelled ends:', { timeout: 3_600_000 }, () => {
  for (const [name, query] of Object.entries(queries)) {
    it(name, async (context) => {
      const hearing: Hearing = { hear: () => undefined };
      const runner = await openRunner(hearing);
      const work: Work = (signal) => runner.run(query, { language: 'kql', now: firstDay, signal });
      // What is loaded for the first query of all is not the query's.
      await timeCancel(work, 500, hearing);
      check(context, await timeCancels(work, hearing));
    });
  }

  for (const [name, view] of Object.entries(views)) {
    it(name, async (context) => {
      const hearing: Hearing = { hear: () => undefined };
      const result = await textsOf(await openRunner(hearing));
      const work: Work = (signal) => result.views.readPage(view, 0, 100, signal);
      check(context, await timeCancels(work, hearing));
    });
  }
});
