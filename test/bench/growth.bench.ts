import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { scriptArguments } from '../tools/sourceScript';
import { benchArchive, monthOf } from './benchArchive';
import { report } from './measurement';
import { realRecordsFile } from './realRecords';

const runCommand = promisify(execFile);

const growthSchema = z.object({
  records: z.coerce.number(),
  added: z.number(),
  bytes: z.number(),
  compacted: z.number(),
  compactionMs: z.number(),
  firstBatchMs: z.number(),
  copiesMs: z.number(),
  peakBytes: z.number(),
});
type Growth = z.infer<typeof growthSchema> & { readonly jsonBytes: number };

async function growTo(records: number): Promise<Growth> {
  return growBy((await benchArchive(monthOf(records))).jsonFile);
}

async function growBy(jsonFile: string): Promise<Growth> {
  const folder = await mkdtemp(path.join(tmpdir(), 'm365-audit-bench-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const script = path.join(import.meta.dirname, 'growthProcess.ts');
  const { stdout } = await runCommand(
    process.execPath,
    scriptArguments(script, [path.join(folder, 'archive'), jsonFile]),
  );
  return { ...growthSchema.parse(JSON.parse(stdout)), jsonBytes: (await stat(jsonFile)).size };
}

it('takes less than 8 % of the JSON of real records', async (context) => {
  const file = await realRecordsFile(1_000_000);
  if (file === undefined) {
    context.skip('The real records are absent.');
    return;
  }
  const { bytes, jsonBytes, compacted, compactionMs, records, peakBytes } = await growBy(file);
  const part = bytes / jsonBytes;
  report(context, {
    measured: `${(part * 100).toFixed(1)} %, compacted ${((compacted / compactionMs) * 1_000).toFixed(0)} records/s, ${(peakBytes / 1e9).toFixed(2)} GB`,
    limit: '8 %',
  });
  expect(records).toBe(1_000_000);
  expect(part).toBeLessThan(0.08);
}, 1_800_000);

/**
 * These records are full of random ids: their text alone, compressed by zstd at its best, is 7.8 % of the JSON, and their typed columns
 * come on top, where each id is once more.
 */
it('a batch takes as long in an archive of ten times the records', async (context) => {
  const few = await growTo(100_000);
  const many = await growTo(1_000_000);
  expect([few.added, many.added]).toEqual([20_000, 20_000]);
  const words = ({ records, copiesMs, firstBatchMs, bytes, jsonBytes, compacted, compactionMs }: Growth): string =>
    `${records}: ${copiesMs.toFixed(0)} ms for 20,000 copies, ${firstBatchMs.toFixed(0)} ms for 20,000 new ones with learning the ids, compacted ${((compacted / compactionMs) * 1_000).toFixed(0)} records/s to ${((bytes / jsonBytes) * 100).toFixed(1)} % of the JSON`;
  report(context, { measured: [few, many].map(words).join('; '), limit: '1.5 times, 16 %' });
  expect(many.copiesMs).toBeLessThan(1.5 * few.copiesMs);
  expect(many.bytes).toBeLessThan(0.16 * many.jsonBytes);
  expect(many.peakBytes).toBeLessThan(1.5e9);
});
