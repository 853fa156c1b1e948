import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { RecordSource } from '../../src/engine/archive/records/recordBatch.ts';
import { Archive } from '../../src/engine/archive/archive.ts';
import { importFile } from '../../src/engine/import/importFile.ts';
import { benchTenant } from './benchArchive.ts';

/**
 * What a batch and a compaction take in an archive of a file's records, in a process of its own: `growthProcess.ts FOLDER FILE`.
 * Prints JSON.
 */
const [folder = '', file = ''] = process.argv.slice(2);
const batchSize = 20_000;

/** Records of the file under other ids. */
async function newRecords(): Promise<RecordSource> {
  const texts: string[] = [];
  const keys = new Set<string>();
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const text = line.replace('"Id":"', '"Id":"new ');
    Object.keys(JSON.parse(text) as object).forEach((key) => keys.add(key));
    if (texts.push(text) === batchSize) {
      break;
    }
  }
  return { contentType: 'Audit.General', texts, keys };
}

async function time<T>(step: () => Promise<T>): Promise<{ readonly result: T; readonly milliseconds: number }> {
  const started = performance.now();
  const result = await step();
  return { result, milliseconds: performance.now() - started };
}

async function recordBytes(): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(path.join(folder, 'records'), { recursive: true, withFileTypes: true })) {
    bytes += entry.isFile() ? (await stat(path.join(entry.parentPath, entry.name))).size : 0;
  }
  return bytes;
}

const imported = await Archive.open(folder);
const { added } = await importFile(imported, file);
await imported.close();

const archive = await Archive.open(folder);
const compaction = await time(() => archive.compact({ signal: new AbortController().signal, isThorough: true }));
const bytes = await recordBytes();
const source = await newRecords();
// The first batch of a process learns the ids of the archive.
const first = await time(() => archive.importRecords(benchTenant, [source]));
// The best of some: each is short, and what else runs on the machine is not to be measured.
const copies: number[] = [];
for (let round = 0; round < 5; round++) {
  const { result, milliseconds } = await time(() => archive.importRecords(benchTenant, [source]));
  if (result.added > 0) {
    throw new Error('Copies were added.');
  }
  copies.push(milliseconds);
}
await archive.close();
process.stdout.write(
  JSON.stringify({
    records: added,
    added: first.result.added,
    bytes,
    compacted: compaction.result.records,
    compactionMs: compaction.milliseconds,
    firstBatchMs: first.milliseconds,
    copiesMs: Math.min(...copies),
    peakBytes: process.resourceUsage().maxRSS * 1024,
  }),
);
