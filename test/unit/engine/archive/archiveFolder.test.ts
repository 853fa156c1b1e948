import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Archive } from '../../../../src/engine/archive/archive';
import { blobOf, openArchive, record, selectRecords, temporaryFolder, tenantId, listing } from './archiveFixture';

/** The Parquet files on the disk, committed or not, relative to the folder of records. */
async function recordFiles(folder: string): Promise<string[]> {
  const names = await readdir(path.join(folder, 'records'), { recursive: true });
  return names.filter((name) => name.endsWith('.parquet'));
}

describe('the folder', () => {
  test('keeps what was in it when it is opened again, and no unfinished files', async () => {
    const folder = await temporaryFolder();
    const archive = await Archive.open(folder);
    await archive.recordListing(listing('a'));
    await archive.addBlobs(tenantId, [blobOf('a', [record('1', { Unheard: 1 })])]);
    await archive.close();
    expect(await readdir(path.join(folder, 'temp'))).toEqual([]);

    const again = await openArchive(folder);
    expect(await again.readBlob(tenantId, 'a')).toBe(JSON.stringify([record('1', { Unheard: 1 })]));
    const { otherKeys } = await again.recordSet(tenantId);
    expect([...otherKeys]).toEqual(['Unheard']);
  });

  test('of a newer format is refused, and left as it is', async () => {
    const folder = await temporaryFolder();
    await writeFile(path.join(folder, 'format.json'), '{"format":3}');
    await expect(Archive.open(folder)).rejects.toMatchObject({
      data: { kind: 'archive', message: expect.stringContaining('format 3') as unknown },
    });
    expect(await readFile(path.join(folder, 'format.json'), 'utf8')).toBe('{"format":3}');
    expect(await readdir(folder)).toEqual(['format.json']);
  });

  test.each([
    ['is damaged', '000000000002.json', '{"files":'],
    ['says what no commit says', '000000000002.json', '{"files":7}'],
    ['is missing before another', '000000000003.json', '{}'],
  ])('with a commit that %s is refused by its name', async (_what, name, text) => {
    const folder = await temporaryFolder();
    const archive = await Archive.open(folder);
    await archive.recordListing(listing('a'));
    await archive.close();
    await writeFile(path.join(folder, 'commits', name), text);
    await expect(Archive.open(folder)).rejects.toMatchObject({
      data: { kind: 'archive', message: expect.stringContaining('000000000002.json') as unknown },
    });
    expect(await readFile(path.join(folder, 'commits', name), 'utf8')).toBe(text);
  });

  test('that must hold an archive, and holds none, is refused and left as it is', async () => {
    const folder = await temporaryFolder();
    const absent = path.join(folder, 'absent');
    for (const none of [absent, folder]) {
      await expect(Archive.open(none, { mustExist: true })).rejects.toMatchObject({
        data: { kind: 'archive', code: 'ArchiveMissing', message: expect.stringContaining(none) as unknown },
      });
    }
    expect(await readdir(folder)).toEqual([]);
    await (await Archive.open(folder)).close();
    await (await Archive.open(folder, { mustExist: true })).close();
  });

  test('that is a file is an error in words', async () => {
    const file = path.join(await temporaryFolder(), 'file');
    await writeFile(file, '');
    for (const mustExist of [false, true]) {
      await expect(Archive.open(file, { mustExist })).rejects.toThrow(`${file} is a file, and an archive is a folder.`);
    }
  });

  test('loses what a process that was killed left unfinished, and keeps what it committed', async () => {
    const folder = await temporaryFolder();
    const archive = await Archive.open(folder);
    await archive.addBlobs(tenantId, [blobOf('a', [record('1')])]);
    const [committed = ''] = await recordFiles(folder);
    const [ownName = ''] = await readdir(path.join(folder, 'temp'));
    expect(await readdir(path.join(folder, 'temp'), { recursive: true })).toHaveLength(3);
    await archive.close();
    // No process has this id: it is above every system's limit.
    const killedName = ownName.replace(`~${process.pid}~`, '~2147483000~');
    const staging = path.join(folder, 'temp', killedName, 'batch');
    const uncommitted = path.join(path.dirname(committed), 'uncommitted.parquet');
    for (const file of [committed, uncommitted]) {
      await mkdir(path.join(staging, path.dirname(file)), { recursive: true });
      await writeFile(path.join(staging, file), '');
    }
    await writeFile(path.join(folder, 'records', uncommitted), '');

    const again = await openArchive(folder);
    expect(await recordFiles(folder)).toEqual([committed]);
    expect(await selectRecords(again, 'Id')).toEqual([{ Id: '1' }]);
    expect(await readdir(path.join(folder, 'temp'))).toHaveLength(1);
  });

  test('leaves alone what processes do that it cannot see, though their computer has the same name', async () => {
    const folder = await temporaryFolder();
    const first = await openArchive(folder);
    const [ownName = ''] = await readdir(path.join(folder, 'temp'));
    // As in another container, or in the Linux of Windows.
    const otherName = ownName.replace(/^\w+~\d+~/, `${'0'.repeat(16)}~2147483000~`);
    const draft = path.join(folder, 'temp', otherName, 'batch', 'draft.parquet');
    await mkdir(path.dirname(draft), { recursive: true });
    await writeFile(draft, '');
    await openArchive(folder);
    await first.sweep();
    expect(await readFile(draft, 'utf8')).toBe('');
    // Whoever sees the same processes says so in the name, and nobody else does.
    expect(ownName).toContain(`~${process.pid}~`);
    expect(ownName).not.toContain(hostname());
  });
});

test('DuckDB reaches nothing but the archive, and cannot be talked out of it', async () => {
  const folder = await temporaryFolder();
  const archive = await openArchive(folder);
  const outside = path.join(await temporaryFolder(), 'secret.csv');
  await writeFile(outside, 'a\n1\n');
  const connection = await archive.database.connect();
  for (const statement of [
    `SELECT * FROM read_text('${outside.replaceAll("'", "''").replaceAll('[', '[[]')}')`,
    `COPY (SELECT 1) TO '${outside.replaceAll("'", "''")}'`,
    `SET enable_external_access = true`,
    `SET allowed_directories = ['/']`,
    `INSTALL httpfs`,
    `LOAD httpfs`,
    `ATTACH '${path.join(path.dirname(outside), 'db').replaceAll("'", "''")}'`,
  ]) {
    await expect(connection.run(statement), statement).rejects.toThrow();
  }
  expect(await readFile(outside, 'utf8')).toBe('a\n1\n');
  connection.closeSync();
});
