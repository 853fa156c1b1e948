import { access, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { Archive } from '../../../../../src/engine/archive/archive';
import type { ArchiveState } from '../../../../../src/engine/archive/log/archiveState';
import { FilePlacement } from '../../../../../src/engine/archive/files/filePlacement';
import { graceMs, sweepFiles } from '../../../../../src/engine/archive/files/sweepFiles';
import { temporaryFolder, tenantId } from '../archiveFixture';
import { checkpointInterval, commitMany, committedFile, filePath, openState, placeFile } from '../stateFixture';

async function isThere(folder: string, file: string): Promise<boolean> {
  return access(path.join(folder, file)).then(
    () => true,
    () => false,
  );
}

async function replace(state: ArchiveState, inputs: readonly string[], output: string): Promise<boolean> {
  return state.commit(tenantId, (tenant) =>
    inputs.every((file) => tenant.hasFile(file)) ? { files: [committedFile(output)], removed: inputs } : undefined,
  );
}

/** An archive with files 1 to 4, all on the disk. */
async function archiveOfFour(): Promise<{ readonly folder: string; readonly state: ArchiveState }> {
  const folder = await temporaryFolder();
  const state = await openState(folder);
  const files = [1, 2, 3, 4].map((number) => filePath(number));
  for (const file of files) {
    await placeFile(folder, file);
  }
  await state.commit(tenantId, () => ({ files: files.map(committedFile) }));
  return { folder, state };
}

test('files that others replaced stay for a while, those of a deletion go at once', async () => {
  const { folder, state } = await archiveOfFour();
  await placeFile(folder, filePath(5));
  await replace(state, [filePath(1), filePath(2)], filePath(5));
  await state.commit(tenantId, () => ({
    removed: [filePath(3)],
    deletions: [{ contentTypes: ['Audit.Exchange'], records: 1 }],
  }));
  const there = (): Promise<boolean[]> =>
    Promise.all([1, 2, 3, 4, 5].map((number) => isThere(folder, filePath(number))));

  expect(await sweepFiles(folder, state)).toEqual({ deleted: 1, waiting: 2 });
  expect(await there()).toEqual([true, true, false, true, true]);
  expect(await sweepFiles(folder, state, { now: Date.now() + graceMs + 1_000 })).toEqual({ deleted: 2, waiting: 0 });
  expect(await there()).toEqual([false, false, false, true, true]);
  expect((await state.readTenant(tenantId)).files.map((file) => file.path)).toEqual([filePath(4), filePath(5)]);
  // Another process has not seen them go, and finds nothing to do.
  expect(await sweepFiles(folder, await openState(folder), { now: Date.now() + graceMs + 1_000 })).toEqual({
    deleted: 3,
    waiting: 0,
  });
});

test('what a kill left on the disk is deleted later, though the commit that removed it is gone by then', async () => {
  const { folder, state } = await archiveOfFour();
  await state.commit(tenantId, () => ({
    removed: [filePath(1)],
    deletions: [{ contentTypes: ['Audit.Exchange'], records: 1 }],
  }));
  await commitMany(state, 10, checkpointInterval);
  await state.settle();
  const again = await openState(folder);
  expect((await again.readTenant(tenantId)).hasFile(filePath(1))).toBe(false);
  expect(await sweepFiles(folder, again)).toEqual({ deleted: 1, waiting: 0 });
  expect(await isThere(folder, filePath(1))).toBe(false);
});

test('who clears away what it has written leaves a file that others have replaced already to its time of grace', async () => {
  const { folder, state } = await archiveOfFour();
  const staging = path.join(folder, 'temp', 'staging');
  const staged = [filePath(1), filePath(7)];
  for (const file of staged) {
    await placeFile(staging, file.replace('records/', ''));
  }
  await placeFile(folder, filePath(7));
  await replace(await openState(folder), [filePath(1)], filePath(5));
  await new FilePlacement(folder, state).clear(staging);
  expect(await Promise.all(staged.map((file) => isThere(folder, file)))).toEqual([true, false]);
});

test('files that no commit names are not touched: another process may be about to commit them', async () => {
  const { folder, state } = await archiveOfFour();
  await placeFile(folder, filePath(6));
  await sweepFiles(folder, state, { now: Date.now() + 100 * graceMs });
  expect(await isThere(folder, filePath(6))).toBe(true);
});

test('who wants to replace a file that another has replaced meanwhile gives up', async () => {
  const { folder, state } = await archiveOfFour();
  const other = await openState(folder);
  expect(await replace(other, [filePath(1), filePath(2)], filePath(5))).toBe(true);
  expect(await replace(state, [filePath(2), filePath(3)], filePath(6))).toBe(false);
  const { files } = await state.readTenant(tenantId);
  expect(files.map((file) => file.path)).toEqual([filePath(3), filePath(4), filePath(5)]);
});

test('a change that fails because a file went under it is made again, on the files that are there then', async () => {
  const { folder, state } = await archiveOfFour();
  const other = await openState(folder);
  const seen: number[] = [];
  await state.commit(tenantId, async (tenant) => {
    seen.push(tenant.files.length);
    if (seen.length === 1) {
      await other.commit(tenantId, () => ({
        removed: [filePath(1)],
        deletions: [{ contentTypes: ['Audit.Exchange'], records: 1 }],
      }));
      await sweepFiles(folder, other);
      throw new Error('A file cannot be read.');
    }
    return { columns: ['Id'] };
  });
  expect(seen).toEqual([4, 3]);
});

test('a change that fails for a reason of its own is not made again', async () => {
  const { state } = await archiveOfFour();
  let tries = 0;
  const failure = new Error('no');
  const commit = state.commit(tenantId, () => {
    tries += 1;
    throw failure;
  });
  await expect(commit).rejects.toBe(failure);
  expect(tries).toBe(1);
});

test.each(['../kept', 'records/../../kept', 'records/TenantId=1/..', 'records\\..\\..\\kept', '/kept', 'format.json'])(
  'nothing outside of the records is deleted, though a commit names it: %s',
  async (removed) => {
    const folder = path.join(await temporaryFolder(), 'archive');
    await Archive.open(folder).then((archive) => archive.close());
    const kept = path.join(folder, '..', 'kept');
    await writeFile(kept, '');
    const commit = { writtenAt: 0, tenantId, files: [], columns: [], otherKeys: [], blobs: [], windows: [] };
    const text = JSON.stringify({ ...commit, removed: [removed] });
    await writeFile(path.join(folder, 'commits', '000000000001.json'), text);
    await expect(Archive.open(folder)).rejects.toThrow('is damaged');
    expect(await readdir(path.dirname(kept))).toEqual(['archive', 'kept']);
    expect(await isThere(folder, 'format.json')).toBe(true);
  },
);
