import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import * as vscode from 'vscode';
import { URI, Utils } from 'vscode-uri';
import { toLocalPlaces } from '../../../../src/extension/import/localPlaces';
import { temporaryFolder } from '../../engine/archive/archiveFixture';

const place = (scheme: string, file: string): vscode.Uri => vscode.Uri.from({ scheme, path: file });

/** The file system as VS Code has it: it makes the folders above a copy, and fails to delete what is not there. */
vi.mock('vscode', () => ({
  Uri: {
    from: (parts: Parameters<typeof URI.from>[0]) => URI.from(parts),
    joinPath: (base: URI, ...parts: readonly string[]) => Utils.joinPath(base, ...parts),
  },
  workspace: {
    fs: {
      createDirectory: (folder: URI) => mkdir(folder.fsPath, { recursive: true }),
      copy: async (from: URI, to: URI) => {
        const content = await readFile(from.fsPath);
        await mkdir(path.dirname(to.fsPath), { recursive: true });
        await writeFile(to.fsPath, content);
      },
      writeFile: async (to: URI, content: Uint8Array) => {
        await mkdir(path.dirname(to.fsPath), { recursive: true });
        await writeFile(to.fsPath, content);
      },
      delete: (folder: URI) => rm(folder.fsPath, { recursive: true }),
    },
  },
}));

test('what lies elsewhere is copied, and the copies are deleted', async () => {
  const folder = await temporaryFolder();
  await writeFile(path.join(folder, 'far.csv'), 'far');
  const copies = place('file', path.join(folder, 'copies'));
  const dropped = { name: '../../near.csv', data: () => Promise.resolve(Buffer.from('near')) };
  const uris = [place('file', '/here.csv'), place('remote', path.join(folder, 'far.csv'))];
  const { places, release } = await toLocalPlaces(uris, [dropped], copies);
  expect(places.map((file) => path.basename(file))).toEqual(['here.csv', 'far.csv', 'near.csv']);
  expect(await Promise.all(places.slice(1).map((file) => readFile(file, 'utf8')))).toEqual(['far', 'near']);
  expect(places.slice(1).every((file) => file.startsWith(copies.fsPath))).toBe(true);
  await release();
  expect(await readdir(copies.fsPath)).toEqual([]);
});

test('what cannot be copied is told as it was, though nothing was copied yet', async () => {
  const folder = await temporaryFolder();
  const copies = place('file', path.join(folder, 'copies'));
  const absent = path.join(folder, 'absent.csv');
  await expect(toLocalPlaces([place('remote', absent)], [], copies)).rejects.toMatchObject({ path: absent });
  expect(await readdir(copies.fsPath)).toEqual([]);
});
