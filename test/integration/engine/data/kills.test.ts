import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { Archive } from '../../../../src/engine/archive/archive';
import { measureSelection } from '../../../../src/engine/data/measureSelection';
import { moveArchive } from '../../../../src/engine/data/moveArchive';
import { openArchive, temporaryFolder, tenantId } from '../../../unit/engine/archive/archiveFixture';
import { type ScriptProcess, startScript } from '../../../tools/sourceScript';
import { recordIds, writerTenant } from '../archive/writerBatch';
import { firstDay, hour, keep, type KeptRecord, keptRecord } from '../../../unit/engine/data/keptRecords';

/** @param killAt see `killAtStep.mjs`; 0 kills nobody */
function start(script: string, args: readonly string[], killAt = 0): ScriptProcess {
  const imports = [path.join(import.meta.dirname, 'killAtStep.mjs')];
  return startScript(script, args, { imports, env: { KILL_AT: String(killAt) } });
}

/** Runs a script until it is killed or done. @returns how many steps it had; undefined if it was killed */
async function runScript(name: string, args: readonly string[], killAt = 0): Promise<number | undefined> {
  const script = start(path.join(import.meta.dirname, name), args, killAt);
  const [output] = await Promise.all([text(script.stdout), once(script, 'close')]);
  if (script.signalCode !== 'SIGKILL') {
    expect(script.exitCode).toBe(0);
  }
  return script.signalCode === 'SIGKILL' ? undefined : Number(output);
}

async function parquetFiles(folder: string): Promise<readonly string[]> {
  const names = await readdir(path.join(folder, 'records'), { recursive: true });
  return names.filter((name) => name.endsWith('.parquet'));
}

async function filledArchive(records: readonly KeptRecord[]): Promise<string> {
  const folder = await temporaryFolder();
  const archive = await Archive.open(folder);
  await keep(archive, records);
  await archive.close();
  return folder;
}

/** The last steps one by one, and one of those before. */
function killSteps(steps: number, last: number): readonly number[] {
  const before = Math.ceil((steps - last) / 2);
  return [before, ...Array.from({ length: last }, (_, index) => steps - last + 1 + index)];
}

test('a kill in a deletion leaves all or nothing of it, and nothing else is lost', async () => {
  const records = Array.from({ length: 30 }, (_, index) =>
    keptRecord(tenantId, `${index}`, 'DLP.All', firstDay + index * 2 * hour),
  );
  // A day goes whole, and half of the next.
  const until = firstDay + 36 * hour;
  const argsOf = (folder: string): readonly string[] => [folder, tenantId, String(until)];
  const steps = await runScript('deleteProcess.ts', argsOf(await filledArchive(records)));
  const outcomes = new Set<number>();
  for (const killAt of killSteps(steps ?? NaN, 6)) {
    const folder = await filledArchive(records);
    expect(await runScript('deleteProcess.ts', argsOf(folder), killAt), `killed before step ${killAt}`).toBeUndefined();
    const archive = await openArchive(folder);
    const deleted = await measureSelection(archive, { tenantId, selection: { until } });
    const kept = await measureSelection(archive, { tenantId, selection: { from: until } });
    expect([0, 18]).toContain(deleted.records);
    expect(kept.records).toBe(12);
    expect(await parquetFiles(folder)).toHaveLength((await archive.files()).length);
    outcomes.add(deleted.records);
  }
  expect(outcomes).toEqual(new Set([0, 18]));
});

test('a kill in a move leaves one good archive, and which it is, is clear', async () => {
  const records = [0, 1].map((day) => keptRecord(tenantId, `${day}`, 'DLP.All', firstDay + day * 24 * hour));
  const newFolder = async (): Promise<string> => path.join(await temporaryFolder(), 'new');
  const steps = await runScript('moveProcess.ts', [await filledArchive(records), await newFolder()]);
  const outcomes = new Set<boolean>();
  for (const killAt of killSteps(steps ?? NaN, 10)) {
    const from = await filledArchive(records);
    const to = await newFolder();
    // Files are copied side by side, so that a run may have a step less: it was done before it was to be killed.
    if ((await runScript('moveProcess.ts', [from, to], killAt)) !== undefined) {
      continue;
    }
    const old = await Archive.open(from, { mustExist: true }).catch((error: unknown) => error);
    outcomes.add(old instanceof Archive);
    if (old instanceof Archive) {
      expect(await old.files()).toHaveLength(2);
      await expect(Archive.open(to, { mustExist: true })).rejects.toThrow(/still in|no archive/);
      // Again, to the same folder.
      await moveArchive(old, to);
      await old.close();
    } else {
      expect(old).toMatchObject({ data: { code: 'ArchiveMoved' } });
    }
    const there = await openArchive(to);
    expect((await measureSelection(there, { tenantId, selection: {} })).records).toBe(2);
    expect(await parquetFiles(to)).toHaveLength(2);
    expect((await readdir(to)).toSorted()).toEqual(['checkpoints', 'commits', 'format.json', 'records', 'temp']);
    expect((await readdir(from)).toSorted()).toEqual(['checkpoints', 'commits', 'format.json', 'moved.txt', 'temp']);
  }
  expect(outcomes).toEqual(new Set([true, false]));
});

test('what another process was told is in, is in the moved archive', async () => {
  const from = await temporaryFolder();
  const to = path.join(await temporaryFolder(), 'new');
  // It never has all in, and rests between: a move is over once the copy is made before the next commit.
  const writerArguments = [from, '0', 'Infinity', 'Infinity', '4'];
  const writer = start(path.join(import.meta.dirname, '../archive/archiveWriter.ts'), writerArguments);
  onTestFinished(() => {
    writer.kill('SIGKILL');
  });
  const lines = createInterface({ input: writer.stdout });
  const acknowledged: number[] = [];
  lines.on('line', (line) => acknowledged.push(Number(line)));
  await once(lines, 'line');
  const closed = Promise.all([once(lines, 'close'), once(writer, 'close')]);
  const archive = await openArchive(from);
  await moveArchive(archive, to);
  // It cannot write any more, and ends with the error.
  await closed;
  expect(writer.exitCode).toBe(1);
  // The last line is how many steps it had.
  acknowledged.pop();
  const there = await openArchive(to);
  for (const batch of acknowledged) {
    for (const id of recordIds(batch, 0)) {
      expect(await there.readRecord(writerTenant, id), `record ${id} of batch ${batch}`).toBeDefined();
    }
  }
  expect(acknowledged.length).toBeGreaterThan(0);
  expect(await parquetFiles(to)).toHaveLength((await there.files()).length);
});
