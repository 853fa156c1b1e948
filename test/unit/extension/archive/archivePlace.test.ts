import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ArchivePlace } from '../../../../src/extension/archive/archivePlace';
import { memento } from '../memento';

const settings = vi.hoisted((): { archiveFolder: unknown } => ({ archiveFolder: '' }));

vi.mock('vscode', async () => ({
  ...(await import('../vscodeStandIn')),
  ConfigurationTarget: { Global: 1 },
  workspace: {
    getConfiguration: () => ({
      get: () => settings.archiveFolder,
      update: (_name: string, value: unknown) => {
        settings.archiveFolder = value;
      },
    }),
  },
}));

let folder: string;
let place: ArchivePlace;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'm365-audit-place-'));
  settings.archiveFolder = '';
  place = new ArchivePlace('/storage', memento());
});

afterEach(() => rm(folder, { recursive: true }));

describe('the place of the archive', () => {
  it("is VS Code's storage, where an archive begins by itself", async () => {
    expect(await place.prepare()).toEqual({
      archiveFolder: path.join('/storage', 'archive'),
      demoArchiveFolder: path.join('/storage', 'demo-archive'),
      archiveMustExist: false,
    });
  });

  it('is a folder of the user, where no archive begins by itself: it may be on a drive that was removed', async () => {
    settings.archiveFolder = folder;
    expect(await place.prepare()).toMatchObject({
      archiveFolder: folder,
      demoArchiveFolder: path.join('/storage', 'demo-archive'),
      archiveMustExist: true,
    });
  });

  it('takes a new archive where the user asked for one, until it has begun', async () => {
    settings.archiveFolder = folder;
    await place.allowNew(folder);
    expect(await place.prepare()).toMatchObject({ archiveMustExist: false });
    await writeFile(path.join(folder, 'format.json'), '{}');
    expect(await place.prepare()).toMatchObject({ archiveMustExist: true });
    await rm(path.join(folder, 'format.json'));
    expect(await place.prepare()).toMatchObject({ archiveMustExist: true });
  });

  it('refuses what is no absolute path', async () => {
    settings.archiveFolder = 'archive';
    await expect(place.prepare()).rejects.toMatchObject({ data: { code: 'ArchiveFolderInvalid' } });
  });

  it('knows a change by hand from one that it made', async () => {
    await place.prepare();
    await place.choose(folder);
    expect(place.isChanged).toBe(false);
    settings.archiveFolder = '/elsewhere';
    expect(place.isChanged).toBe(true);
  });
});
