import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { TestContext } from 'vitest';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Archive } from '../../../../src/engine/archive/archive';
import { QueryRunner } from '../../../../src/engine/query/queryRunner';
import {
  blobOf,
  createdAt,
  record,
  selectRecords,
  temporaryFolder,
  tenantId,
} from '../../../unit/engine/archive/archiveFixture';

const run = promisify(execFile);

/** A folder with a drive of its own; the test is skipped where this user may not have one. */
async function mountDrive(context: TestContext, options: readonly string[]): Promise<string> {
  const folder = path.join(await temporaryFolder(), 'drive');
  await mkdir(folder);
  try {
    await run('mount', [...options, folder]);
  } catch {
    context.skip('This user may not mount drives.');
  }
  onTestFinished(async () => {
    await run('umount', [folder]).catch(() => undefined);
  });
  return folder;
}

/** An archive with two records; it may be closed and its drive be gone when the test is over. */
async function openWithRecords(drive: string): Promise<Archive> {
  const archive = await Archive.open(path.join(drive, 'archive'));
  await archive.addBlobs(tenantId, [blobOf('a', [record('1'), record('2')])]);
  return archive;
}

/** Fills a drive, but for some bytes. @returns the file that takes the room */
async function fill(drive: string, rest: number): Promise<string> {
  const ballast = path.join(drive, 'ballast');
  const { bavail, bsize } = await statfs(drive);
  await writeFile(ballast, new Uint8Array(bavail * bsize - rest));
  return ballast;
}

/** Text that does not get smaller, in characters. */
function noise(length: number): string {
  return randomBytes(length / 2).toString('hex');
}

function archiveFailure(code: string, words: string): object {
  return { data: { kind: 'archive', code, message: expect.stringContaining(words) as unknown } };
}

const listing: Parameters<Archive['recordListing']>[0] = {
  tenantId,
  contentType: 'Audit.Exchange',
  window: { start: createdAt, end: createdAt + 1 },
  listedAt: createdAt,
  pages: 1,
  blobs: [],
};

async function expectGood(folder: string, records: number): Promise<void> {
  const archive = await Archive.open(folder);
  expect(await selectRecords(archive, 'count(*)::INTEGER AS n')).toEqual([{ n: records }]);
  const files = await readdir(path.join(folder, 'records'), { recursive: true });
  const { files: committed } = await archive.recordSet();
  expect(files.filter((name) => name.endsWith('.parquet'))).toHaveLength(committed.length);
  await archive.close();
  expect(await readdir(path.join(folder, 'temp'))).toEqual([]);
}

describe('a full drive', () => {
  test.for([
    { rest: 300_000, what: 'has no room for the records' },
    { rest: 0, what: 'has no room for anything' },
  ])('that $what is told of, and the archive goes on once there is room', async ({ rest }, context) => {
    const drive = await mountDrive(context, ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs']);
    const archive = await openWithRecords(drive);
    const ballast = await fill(drive, rest);
    const large = [blobOf('large', [record('3', { Subject: noise(2_000_000) })])];
    const full = archiveFailure('ArchiveDriveFull', 'The drive is full. Free some space');
    await expect(archive.addBlobs(tenantId, large)).rejects.toMatchObject(full);
    expect(await archive.readRecord(tenantId, '1')).toBe(JSON.stringify(record('1')));

    await rm(ballast);
    await archive.addBlobs(tenantId, large);
    await archive.close();
    await expectGood(archive.folder, 3);
  });

  test('that has no room for a commit is told of, and keeps the commits that it has', async (context) => {
    const drive = await mountDrive(context, ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs']);
    const archive = await openWithRecords(drive);
    const ballast = await fill(drive, 0);
    const full = archiveFailure('ArchiveDriveFull', 'The drive is full. Free some space');
    await expect(archive.recordListing(listing)).rejects.toMatchObject(full);
    expect(await archive.content(tenantId)).toMatchObject([{ windows: [] }]);
    await rm(ballast);
    await archive.recordListing(listing);
    await archive.close();
    await expectGood(archive.folder, 2);
  });
});

describe('a read-only folder', () => {
  test('lets an archive be queried, and says so where something is to be added', async (context) => {
    const drive = await mountDrive(context, ['-t', 'tmpfs', 'tmpfs']);
    const archive = await openWithRecords(drive);
    const { folder } = archive;
    await archive.close();
    await run('mount', ['-o', 'remount,ro', drive]);

    const readOnly = await Archive.open(folder);
    const runner = new QueryRunner(readOnly);
    const [count] = await runner.run('AuditRecords | count', { language: 'kql', now: createdAt });
    expect(await count?.readRows(0, 1)).toEqual([[2]]);
    await count?.dispose();
    runner.close();
    const refused = archiveFailure('ArchiveReadOnly', 'it can be queried, and nothing can be added');
    await expect(readOnly.recordListing(listing)).rejects.toMatchObject(refused);
    await expect(readOnly.addBlobs(tenantId, [blobOf('b', [record('3')])])).rejects.toMatchObject(refused);
    await readOnly.close();

    await run('mount', ['-o', 'remount,rw', drive]);
    await expectGood(folder, 2);
  });

  test('that becomes so while the archive is open is told of', async (context) => {
    const drive = await mountDrive(context, ['-t', 'tmpfs', 'tmpfs']);
    const archive = await openWithRecords(drive);
    await run('mount', ['-o', 'remount,ro', drive]);
    const refused = archiveFailure('ArchiveReadOnly', 'The folder or the drive is read-only');
    await expect(archive.recordListing(listing)).rejects.toMatchObject(refused);
    await expect(archive.addBlobs(tenantId, [blobOf('b', [record('3')])])).rejects.toMatchObject(refused);
    expect(await archive.readRecord(tenantId, '2')).toBe(JSON.stringify(record('2')));
    await run('mount', ['-o', 'remount,rw', drive]);
    await archive.recordListing(listing);
    await run('mount', ['-o', 'remount,ro', drive]);
    await archive.close();
    await run('mount', ['-o', 'remount,rw', drive]);
    expect((await readdir(path.join(archive.folder, 'temp'))).length).toBe(1);
  });

  test('holds no archive: none is made there, in words', async (context) => {
    const drive = await mountDrive(context, ['-t', 'tmpfs', '-o', 'ro', 'tmpfs']);
    await expect(Archive.open(path.join(drive, 'archive'))).rejects.toMatchObject(
      archiveFailure('ArchiveReadOnly', 'The folder or the drive is read-only'),
    );
  });

  test('with an archive of an earlier format is refused: it would have to be written', async (context) => {
    const drive = await mountDrive(context, ['-t', 'tmpfs', 'tmpfs']);
    const folder = path.join(drive, 'archive');
    await mkdir(path.join(folder, 'catalogue'), { recursive: true });
    await writeFile(path.join(folder, 'format.json'), '{"format":1}');
    await run('mount', ['-o', 'remount,ro', drive]);
    await expect(Archive.open(folder)).rejects.toMatchObject({
      data: { kind: 'archive', message: expect.stringContaining('of an earlier format') as unknown },
    });
  });
});

test('a drive that is removed is told of, nothing is made in its place, and it may come back', async (context) => {
  const contents = await temporaryFolder();
  const drive = await mountDrive(context, ['--bind', contents]);
  const archive = await openWithRecords(drive);
  const runner = new QueryRunner(archive);
  await run('umount', [drive]);

  const gone = archiveFailure('ArchiveGone', 'the drive was removed');
  await expect(archive.recordListing(listing)).rejects.toMatchObject(gone);
  await expect(archive.addBlobs(tenantId, [blobOf('b', [record('3')])])).rejects.toMatchObject(gone);
  await expect(archive.readRecord(tenantId, '1')).rejects.toMatchObject(gone);
  await expect(runner.run('AuditRecords | count', { language: 'kql', now: createdAt })).rejects.toMatchObject(gone);
  expect(await readdir(drive)).toEqual([]);

  await run('mount', ['--bind', contents, drive]);
  await archive.recordListing(listing);
  runner.close();
  await archive.close();
  await expectGood(archive.folder, 2);
});

test.each([
  ['a folder', (folder: string) => path.join(folder, 'x'.repeat(300))],
  // The folder itself can be made; what lies in it is longer.
  [
    'what is in a folder',
    (folder: string) => path.join(folder, ...Array<string>(19).fill('x'.repeat(200)), 'x'.repeat(80)),
  ],
])('a path of %s that is too long is told of before anything is made', async (_what, pathIn) => {
  const folder = await temporaryFolder();
  await expect(Archive.open(pathIn(folder))).rejects.toMatchObject(
    archiveFailure('ArchivePathTooLong', 'Use a folder with a shorter path'),
  );
  expect(await readdir(folder)).toEqual([]);
});
