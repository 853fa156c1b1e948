import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Archive } from '../../../../src/engine/archive/archive';
import { blobOf, openArchive, record, selectRecords, temporaryFolder, tenantId } from './archiveFixture';

/** An archive as format 1 had it: with no keys in its commits but those of that time. */
async function firstFormatArchive(): Promise<string> {
  const folder = await temporaryFolder();
  const archive = await Archive.open(folder);
  await archive.addBlobs(tenantId, [blobOf('a', [record('1'), record('2')])]);
  await archive.addBlobs(tenantId, [blobOf('b', [record('2'), record('3')])]);
  await archive.close();
  for (const name of await readdir(path.join(folder, 'commits'))) {
    const file = path.join(folder, 'commits', name);
    const commit = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    const { writtenAt, files, columns, otherKeys, blobs, windows } = commit;
    await writeFile(file, JSON.stringify({ writtenAt, tenantId, files, columns, otherKeys, blobs, windows }));
  }
  await rename(path.join(folder, 'commits'), path.join(folder, 'catalogue'));
  await rm(path.join(folder, 'checkpoints'), { recursive: true });
  await writeFile(path.join(folder, 'format.json'), '{"format":1}\n');
  return folder;
}

async function expectWhole(folder: string): Promise<void> {
  const archive = await openArchive(folder);
  expect(await selectRecords(archive, 'Id', 'ORDER BY Id')).toEqual([{ Id: '1' }, { Id: '2' }, { Id: '3' }]);
  expect(await archive.readBlob(tenantId, 'a')).toBe(JSON.stringify([record('1'), record('2')]));
  expect((await archive.content(tenantId))[0]?.subscriptions).toEqual([]);
  await archive.recordSubscriptions(tenantId, [{ contentType: 'Audit.Exchange', status: 'enabled' }], 1);
  await archive.addBlobs(tenantId, [blobOf('c', [record('3'), record('4')])]);
  expect((await archive.content(tenantId))[0]?.subscriptions).toHaveLength(1);
  expect(await selectRecords(archive, 'count(*)::INTEGER AS n')).toEqual([{ n: 4 }]);
  expect(await readFile(path.join(folder, 'format.json'), 'utf8')).toBe('{"format":2}\n');
  expect((await readdir(folder)).toSorted()).toEqual(['checkpoints', 'commits', 'format.json', 'records', 'temp']);
}

describe('an archive of format 1', () => {
  test('is brought to the present one, with all that it has', async () => {
    await expectWhole(await firstFormatArchive());
  });

  test.each([
    ['once the format is written', (folder: string) => writeFile(path.join(folder, 'format.json'), '{"format":2}\n')],
    [
      'once the commits are moved',
      async (folder: string) => {
        await writeFile(path.join(folder, 'format.json'), '{"format":2}\n');
        await rename(path.join(folder, 'catalogue'), path.join(folder, 'commits'));
      },
    ],
  ])('may be killed while it is brought to the present one: %s', async (_what, begin) => {
    const folder = await firstFormatArchive();
    await begin(folder);
    await expectWhole(folder);
  });

  test('may be opened by several processes at once', async () => {
    const folder = await firstFormatArchive();
    const archives = await Promise.all([openArchive(folder), openArchive(folder), openArchive(folder)]);
    for (const archive of archives) {
      expect(await selectRecords(archive, 'count(*)::INTEGER AS n')).toEqual([{ n: 3 }]);
    }
  });
});

test('an empty folder may become an archive in several processes at once', async () => {
  const folder = await temporaryFolder();
  const archives = await Promise.all([openArchive(folder), openArchive(folder), openArchive(folder)]);
  for (const [index, archive] of archives.entries()) {
    await archive.addBlobs(tenantId, [blobOf(`b${index}`, [record(`${index}`)])]);
  }
  expect(await selectRecords(await openArchive(folder), 'count(*)::INTEGER AS n')).toEqual([{ n: 3 }]);
});

describe('a folder', () => {
  test('with records and commits, and no format, is refused and left as it is', async () => {
    const folder = await firstFormatArchive();
    await rm(path.join(folder, 'format.json'));
    await expect(Archive.open(folder)).rejects.toMatchObject({
      data: { kind: 'archive', message: expect.stringContaining('format.json is missing') as unknown },
    });
    expect(await readdir(folder)).not.toContain('commits');
  });

  test('with a format and no commits is refused, and no empty archive is made of it', async () => {
    const folder = await temporaryFolder();
    await (await Archive.open(folder)).close();
    await rm(path.join(folder, 'commits'), { recursive: true });
    await expect(Archive.open(folder)).rejects.toMatchObject({
      data: { kind: 'archive', message: expect.stringContaining('commits is missing') as unknown },
    });
    expect(await readdir(folder)).not.toContain('commits');
  });

  test('that was copied without its empty folders is an archive all the same', async () => {
    const folder = await firstFormatArchive();
    await (await openArchive(folder)).readRecord(tenantId, '1');
    const copy = path.join(await temporaryFolder(), 'copy');
    await mkdir(copy);
    for (const name of ['format.json', 'commits', 'records']) {
      await cp(path.join(folder, name), path.join(copy, name), { recursive: true });
    }
    await expectWhole(copy);
  });
});
