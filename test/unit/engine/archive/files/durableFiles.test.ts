import { link, mkdir, open, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { linkFile, makeFolder, makeFolderDurably } from '../../../../../src/engine/archive/files/durableFiles';
import { temporaryFolder } from '../archiveFixture';

vi.mock(import('node:fs/promises'), async (importOriginal) => {
  const original = await importOriginal();
  return { ...original, open: vi.fn(original.open), link: vi.fn(original.link) };
});

test.skipIf(process.platform === 'win32')(
  'a folder is made with each folder that holds a new name synced',
  async () => {
    const folder = await temporaryFolder();
    await mkdir(path.join(folder, 'a'));
    await makeFolderDurably(path.join(folder, 'a', 'b', 'c'));
    expect((await stat(path.join(folder, 'a', 'b', 'c'))).isDirectory()).toBe(true);
    expect(vi.mocked(open).mock.calls.map(([name]) => name)).toEqual([
      path.join(folder, 'a', 'b'),
      path.join(folder, 'a'),
    ]);
    vi.mocked(open).mockClear();
    await makeFolderDurably(path.join(folder, 'a', 'b'));
    expect(open).not.toHaveBeenCalled();
  },
);

test.runIf(process.platform === 'linux')(
  'a folder that cannot be made is told of, though the one above is there',
  async () => {
    await expect(makeFolder('/proc/archive/of audits')).rejects.toMatchObject({ code: 'ENOENT' });
  },
);

test('a link takes no name that is taken', async () => {
  const folder = await temporaryFolder();
  const [one, other] = [path.join(folder, 'one'), path.join(folder, 'other')];
  await writeFile(one, '1');
  await linkFile(one, other);
  await writeFile(path.join(folder, 'third'), '3');
  await expect(linkFile(path.join(folder, 'third'), other)).rejects.toMatchObject({ code: 'EEXIST' });
  expect(await readFile(other, 'utf8')).toBe('1');
});

// As FAT answers on Linux, on macOS and on Windows.
test.each(['EPERM', 'ENOTSUP', 'EISDIR'])('a drive that has no links is told of: %s', async (code) => {
  const folder = await temporaryFolder();
  vi.mocked(link).mockRejectedValueOnce(Object.assign(new Error('It cannot be done.'), { code }));
  await expect(linkFile(path.join(folder, 'a'), path.join(folder, 'b'))).rejects.toMatchObject({
    data: { kind: 'archive', code: 'ArchiveNoHardLinks', message: expect.stringContaining('no hard links') as unknown },
  });
});
