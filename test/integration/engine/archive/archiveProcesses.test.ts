import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Archive } from '../../../../src/engine/archive/archive';
import { sweepFiles } from '../../../../src/engine/archive/files/sweepFiles';
import { QueryRunner } from '../../../../src/engine/query/queryRunner';
import { rowsOf } from '../../../unit/engine/query/rowsOf';
import { openArchive, selectRecords, temporaryFolder } from '../../../unit/engine/archive/archiveFixture';
import { recordFiles } from '../../../unit/engine/archive/recordFiles';
import { type ScriptProcess, startScript } from '../../../tools/sourceScript';
import { openState } from '../../../unit/engine/archive/stateFixture';
import { blobsInBatch, recordIds, writerTenant } from './writerBatch';

/** How long processes write and one queries, in seconds; a minute shows more. */
const seconds = Number(process.env.ARCHIVE_TEST_SECONDS ?? '4');

function startWriter(folder: string, first: number, count: number, duration = Infinity): ScriptProcess {
  const script = path.join(import.meta.dirname, 'archiveWriter.ts');
  return startScript(script, [folder, ...[first, count, duration].map(String)]);
}

/** Every batch is in whole or not at all; those that the writer said are in, are in. */
async function expectWholeBatches(archive: Archive, batches: number, acknowledged: ReadonlySet<number>): Promise<void> {
  const expected = new Set<string>();
  for (let number = 0; number < batches; number++) {
    const contentIds = Array.from({ length: blobsInBatch }, (_, blob) => `${number}/${blob}`);
    const known = await archive.findBlobs(writerTenant, contentIds);
    expect([0, blobsInBatch], `blobs of batch ${number}`).toContain(known.size);
    if (acknowledged.has(number)) {
      expect(known.size, `batch ${number}`).toBe(blobsInBatch);
    }
    if (known.size > 0) {
      contentIds.flatMap((_, blob) => recordIds(number, blob)).forEach((id) => expected.add(id));
    }
  }
  const ids = (await selectRecords(archive, 'Id')).map(({ Id }) => String(Id));
  expect(ids.toSorted()).toEqual([...expected].toSorted());
}

test('a kill at any instant leaves every batch whole or absent', async () => {
  const folder = await temporaryFolder();
  const acknowledged = new Set<number>();
  const rounds = 5;
  const batchesInRound = 1_000;
  for (let round = 0; round < rounds; round++) {
    const writer = startWriter(folder, round * batchesInRound, batchesInRound);
    const lines = createInterface({ input: writer.stdout });
    lines.on('line', (line) => acknowledged.add(Number(line)));
    await once(lines, 'line');
    await setTimeout(Math.random() * 150);
    writer.kill('SIGKILL');
    await once(writer, 'close');
  }
  expect(acknowledged.size).toBeGreaterThanOrEqual(rounds);
  const archive = await openArchive(folder);
  await expectWholeBatches(archive, Math.max(...acknowledged) + 2, acknowledged);
  expect(await readdir(path.join(folder, 'temp'))).toHaveLength(1);
  // Other engines read all files that are there, so there must be none that no commit names.
  const placed = (await readdir(path.join(folder, 'records'), { recursive: true })).filter((name) =>
    name.endsWith('.parquet'),
  );
  expect(placed).toHaveLength((await archive.recordSet()).files.length);
});

test('processes that write the same at the same time keep every record once, and readers see whole batches', async () => {
  const folder = await temporaryFolder();
  const archive = await openArchive(folder);
  const batches = 25;
  const writers = [startWriter(folder, 0, batches), startWriter(folder, 0, batches)];
  const written = new AbortController();
  const ends = Promise.all(writers.map((writer) => once(writer, 'exit'))).finally(() => {
    written.abort();
  });
  while (!written.signal.aborted) {
    const { files } = await archive.recordSet(writerTenant);
    if (files.length > 0) {
      const [row] = await selectRecords(archive, 'count(*)::INTEGER AS records, count(DISTINCT Id)::INTEGER AS ids');
      expect(row?.records).toBe(row?.ids);
    }
    await setTimeout(20);
  }
  expect(await ends).toEqual([
    [0, null],
    [0, null],
  ]);
  await expectWholeBatches(archive, batches, new Set(Array.from({ length: batches }, (_, number) => number)));
});

/** The batches that the archive has, of the first `end`, and how many different records they have. */
async function countRecords(archive: Archive, end: number): Promise<{ batches: number; records: number }> {
  const numbers = Array.from({ length: end }, (_, number) => number);
  const known = await archive.findBlobs(
    writerTenant,
    numbers.map((number) => `${number}/0`),
  );
  const present = numbers.filter((number) => known.has(`${number}/0`));
  return { batches: present.length, records: blobsInBatch * new Set(present.flatMap((n) => recordIds(n, 0))).size };
}

test(
  `for ${seconds} seconds two processes write, small files are made few and deleted, and every query counts right`,
  async () => {
    const folder = await temporaryFolder();
    const archive = await openArchive(folder);
    const runner = new QueryRunner(archive);
    // As a process of its own that leaves no time for readers: each file that was replaced is gone at once.
    const sweeper = await openState(folder);
    const query = `AuditRecords | summarize Copies = count() by Id | summarize Records = sum(Copies), Ids = count()`;
    const many = 100_000;
    // They write the same in part, and one comes upon what the other has written.
    const writers = [startWriter(folder, 0, many, seconds), startWriter(folder, 5, many, seconds)];
    const written = new AbortController();
    const acknowledged = new Set<number>();
    for (const writer of writers) {
      createInterface({ input: writer.stdout }).on('line', (line) => acknowledged.add(Number(line)));
    }
    const ends = Promise.all(writers.map((writer) => once(writer, 'exit'))).finally(() => {
      written.abort();
    });
    const compactions = (async () => {
      let merged = 0;
      for (;;) {
        // Once more after the last write: on a busy machine there may be little to do before.
        const isLast = written.signal.aborted;
        merged += (await archive.compact({ signal: new AbortController().signal, isThorough: true })).filesBefore;
        await sweepFiles(folder, sweeper, { grace: 0 });
        if (isLast) {
          return merged;
        }
        await setTimeout(50);
      }
    })();

    let queries = 0;
    while (!written.signal.aborted) {
      const end = Math.max(0, ...acknowledged) + 100;
      const said = acknowledged.size;
      const before = await countRecords(archive, end);
      const [row] = await rowsOf(runner, query);
      const after = await countRecords(archive, end);
      const [records, ids] = row ?? [];
      expect(before.batches).toBeGreaterThanOrEqual(said);
      expect(records ?? 0).toBe(ids ?? 0);
      expect(Number(ids ?? 0)).toBeGreaterThanOrEqual(before.records);
      expect(Number(ids ?? 0)).toBeLessThanOrEqual(after.records);
      queries += 1;
    }
    expect(await ends).toEqual([
      [0, null],
      [0, null],
    ]);
    expect(await compactions).toBeGreaterThan(0);
    expect(queries).toBeGreaterThan(0);
    const end = Math.max(...acknowledged) + 1;
    await expectWholeBatches(archive, end, acknowledged);
    const { batches, records } = await countRecords(archive, end);
    expect(await rowsOf(runner, query)).toEqual([[records, records]]);
    runner.close();

    // What is on the disk is what the archive has, and no more.
    await sweepFiles(folder, sweeper, { grace: 0 });
    expect(await recordFiles(folder)).toHaveLength((await archive.files()).length);
    expect(await countRecords(await openArchive(folder), end)).toEqual({ batches, records });
  },
  300_000 + 4_000 * seconds,
);
