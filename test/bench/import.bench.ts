import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { scriptArguments } from '../tools/sourceScript';
import { benchArchive, monthOf } from './benchArchive';
import { report } from './measurement';

const gigabyte = 1e9;
const runCommand = promisify(execFile);

const outcomeSchema = z.object({ added: z.coerce.number(), milliseconds: z.number(), peakBytes: z.number() });
type Outcome = z.infer<typeof outcomeSchema>;

/** Runs one of the two ways to Parquet in a process of its own, into a place that was not there. */
async function runWriter(script: 'importProcess.ts' | 'copyProcess.ts', file: string): Promise<Outcome> {
  const folder = await mkdtemp(path.join(tmpdir(), 'm365-audit-bench-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const place = path.join(folder, 'records');
  const { stdout } = await runCommand(
    process.execPath,
    scriptArguments(path.join(import.meta.dirname, script), [place, file]),
  );
  return outcomeSchema.parse(JSON.parse(stdout));
}

describe('import', () => {
  it('is not much slower than DuckDB alone', async (context) => {
    const records = 1_000_000;
    const { jsonFile } = await benchArchive(monthOf(records));
    const imports: Outcome[] = [];
    const copies: Outcome[] = [];
    // In turn, so that what disturbs one disturbs the other.
    for (let round = 0; round < 3; round++) {
      copies.push(await runWriter('copyProcess.ts', jsonFile));
      imports.push(await runWriter('importProcess.ts', jsonFile));
    }
    expect([...imports, ...copies].map(({ added }) => added)).toEqual(Array.from({ length: 6 }, () => records));
    const best = (outcomes: readonly Outcome[]): number =>
      Math.min(...outcomes.map(({ milliseconds }) => milliseconds));
    const rate = (records / best(imports)) * 1_000;
    const ratio = best(imports) / best(copies);
    const peak = Math.max(...imports.map(({ peakBytes }) => peakBytes)) / gigabyte;
    report(context, {
      measured: `${rate.toFixed(0)} records/s, ${ratio.toFixed(2)} times COPY, ${peak.toFixed(2)} GB`,
      limit: '40000 records/s, 1.50 times COPY, 1.50 GB',
    });
    expect(peak).toBeLessThan(1.5);
    expect(ratio).toBeLessThanOrEqual(1.5);
    expect(rate).toBeGreaterThanOrEqual(40_000);
  }, 1_800_000);

  it('needs no more memory for ten times the records', async (context) => {
    // Buffers and heaps have their size after some 300,000 records.
    const few = await runWriter('importProcess.ts', (await benchArchive(monthOf(300_000))).jsonFile);
    const many = await runWriter('importProcess.ts', (await benchArchive(monthOf(3_000_000))).jsonFile);
    const rate = (many.added / many.milliseconds) * 1_000;
    report(context, {
      measured: `${(few.peakBytes / gigabyte).toFixed(2)} and ${(many.peakBytes / gigabyte).toFixed(2)} GB, ${rate.toFixed(0)} records/s`,
      limit: '1.25 times, 1.50 GB',
    });
    expect(many.peakBytes).toBeLessThan(1.5 * gigabyte);
    expect(many.peakBytes).toBeLessThanOrEqual(1.25 * few.peakBytes);
  }, 1_800_000);
});
