import type { ChildProcessByStdio } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { Archive } from '../../../../src/engine/archive/archive';
import { openArchive, selectRecords, temporaryFolder } from './archiveFixture';
import { blobsInBatch, recordIds, writerTenant } from './writerBatch';

type Writer = ChildProcessByStdio<null, Readable, Readable>;

function startWriter(folder: string, first: number, count: number): Writer {
  const hooks = pathToFileURL(path.join(import.meta.dirname, 'sourceHooks.mjs')).href;
  const script = path.join(import.meta.dirname, 'archiveWriter.ts');
  const options = ['--experimental-transform-types', '--disable-warning=ExperimentalWarning', '--import', hooks];
  return spawn(process.execPath, [...options, script, folder, String(first), String(count)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
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
}, 60_000);

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
}, 60_000);
