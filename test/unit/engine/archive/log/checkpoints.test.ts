import { readdir, readFile, stat, truncate, unlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Checkpoints } from '../../../../../src/engine/archive/log/checkpoints';
import { temporaryFolder, tenantId } from '../archiveFixture';
import { checkpointInterval, commitMany, committedFile, describeTenant, filePath, openState } from '../stateFixture';

/** Lets the checkpoints of an archive be old enough for what they replace to be deleted. */
async function age(folder: string): Promise<void> {
  const checkpoints = path.join(folder, 'checkpoints');
  for (const name of await readdir(checkpoints)) {
    await utimes(path.join(checkpoints, name), 0, 0);
  }
}

/** As many commits as make a checkpoint, each time; and the checkpoint is old when the next is made. */
async function commitCheckpoints(folder: string, count: number): Promise<void> {
  const state = await openState(folder);
  for (let turn = 0; turn < count; turn++) {
    await commitMany(state, turn * checkpointInterval + 1, checkpointInterval);
    await state.settle();
    await age(folder);
  }
}

function commitFile(folder: string, number: number): string {
  return path.join(folder, 'commits', `${String(number).padStart(12, '0')}.json`);
}

function checkpointFile(folder: string, turn: number): string {
  return path.join(folder, 'checkpoints', `${String(turn * checkpointInterval).padStart(12, '0')}.ndjson.gz`);
}

async function numbers(folder: string, name: 'commits' | 'checkpoints'): Promise<number[]> {
  return (await readdir(path.join(folder, name))).map((file) => parseInt(file, 10)).toSorted((a, b) => a - b);
}

describe('a checkpoint', () => {
  test('says what the commits before it say', async () => {
    const folder = await temporaryFolder();
    const state = await openState(folder);
    await commitMany(state, 1, 4);
    await state.commit(tenantId, () => ({
      files: [committedFile(filePath(1_000))],
      removed: [filePath(1), filePath(2)],
      columns: ['Id', 'Operation'],
      otherKeys: ['Unheard "key"'],
    }));
    await state.commit(tenantId, () => ({
      removed: [filePath(3)],
      deletions: [{ contentTypes: ['Audit.Exchange'], from: 1, until: 2, records: 1 }],
    }));
    await state.commit(tenantId, () => ({ acknowledgedLosses: [{ contentType: 'Audit.Exchange', start: 1, end: 2 }] }));
    await state.commit('another', () => ({ columns: ['Id'] }));
    await commitMany(state, 9, checkpointInterval - 8);
    await state.settle();
    const before = await describeTenant(state);
    expect(await numbers(folder, 'checkpoints')).toEqual([checkpointInterval]);

    // What it covers is not read again.
    await writeFile(commitFile(folder, 4), 'damaged');
    const again = await openState(folder);
    const replaced = `${path.posix.dirname(filePath(1))}/`;
    const expected: unknown = JSON.parse(
      [1, 2, 3].reduce(
        (text, number) => text.replace(`"places":["${filePath(number)}"]`, `"places":["${replaced}"]`),
        JSON.stringify(before),
      ),
    );
    expect(JSON.parse(JSON.stringify(await describeTenant(again)))).toEqual(expected);
    expect((await again.readTenants()).get('another')?.columns).toEqual(new Set(['Id']));

    const tenant = await again.readTenant(tenantId);
    const [blob] = tenant.blobs.values();
    expect(blob === undefined ? [] : tenant.filesOf(blob).map((file) => file.path)).toContain(filePath(1_000));
  });

  test('has no addresses of blobs that are archived and expired, for the service has them no more', async () => {
    const folder = await temporaryFolder();
    const state = await openState(folder);
    const now = Date.now();
    const blob = { contentType: 'Audit.Exchange', contentUri: 'https://x', created: 1, state: 'archived' } as const;
    await state.commit(tenantId, () => ({
      blobs: [
        { ...blob, contentId: 'expired', expires: now - 1 },
        { ...blob, contentId: 'lost', expires: now - 1, state: 'lost' },
        { ...blob, contentId: 'there', expires: now + 86_400_000 },
      ],
    }));
    await commitMany(state, 2, checkpointInterval - 1);
    await state.settle();
    const { blobs } = await (await openState(folder)).readTenant(tenantId);
    expect(['expired', 'lost', 'there'].map((contentId) => blobs.get(contentId)?.blob.contentUri)).toEqual([
      '',
      'https://x',
      'https://x',
    ]);
  });

  test('is made up for by who opens the archive, where a kill left it out', async () => {
    const folder = await temporaryFolder();
    await commitCheckpoints(folder, 2);
    for (const turn of [1, 2]) {
      await unlink(checkpointFile(folder, turn));
    }
    const state = await openState(folder);
    state.makeUpCheckpoint();
    await state.settle();
    expect(await numbers(folder, 'checkpoints')).toEqual([2 * checkpointInterval]);
  });
});

describe('old commits', () => {
  test('are deleted once two checkpoints have stood for a while, and so are the checkpoints before these', async () => {
    const folder = await temporaryFolder();
    await commitCheckpoints(folder, 4);
    const turn = checkpointInterval;
    expect(await numbers(folder, 'checkpoints')).toEqual([2 * turn, 3 * turn, 4 * turn]);
    expect((await numbers(folder, 'commits'))[0]).toBe(2 * turn + 1);
    const { files, blobs, windows } = await (await openState(folder)).readTenant(tenantId);
    expect([files.length, blobs.size, windows.length]).toEqual([4 * turn, 4 * turn, 4 * turn]);
  });

  test('are not deleted by checkpoints that cannot be read', async () => {
    const folder = await temporaryFolder();
    await commitCheckpoints(folder, 2);
    await truncate(checkpointFile(folder, 2), 100);
    await age(folder);
    const state = await openState(folder);
    await commitMany(state, 2 * checkpointInterval + 1, checkpointInterval);
    await state.settle();
    expect((await numbers(folder, 'commits'))[0]).toBe(1);
  });

  test('are not needed by a process that was away: it reads the newest checkpoint, and loses nothing', async () => {
    const folder = await temporaryFolder();
    const away = await openState(folder);
    await commitMany(away, 1, 3);
    await commitCheckpoints(folder, 4);
    // The fewest that are ever there when commits were deleted.
    await unlink(checkpointFile(folder, 3));
    expect((await away.readTenant(tenantId)).files).toHaveLength(4 * checkpointInterval);
    expect(await describeTenant(away)).toEqual(await describeTenant(await openState(folder)));
  });

  test('leave numbers that nobody takes again: who was away commits after all that came since', async () => {
    const folder = await temporaryFolder();
    const away = await openState(folder);
    const turn = checkpointInterval;
    let tries = 0;
    const committed = await away.commit(tenantId, async (tenant) => {
      tries += 1;
      if (tries === 1) {
        expect(tenant.files).toEqual([]);
        // It has looked at what is there, and falls asleep.
        await commitCheckpoints(folder, 4);
        // As a process that had read the first commit meanwhile finds it.
        expect((await numbers(folder, 'commits'))[0]).toBe(2 * turn + 1);
      }
      return { files: [committedFile(filePath(100_000 + tries))] };
    });
    expect(committed).toBe(true);
    expect(tries).toBe(2);
    const expected = [4 * turn + 1, filePath(100_002)];
    for (const state of [away, await openState(folder)]) {
      const { files, filesVersion } = await state.readTenant(tenantId);
      expect([files.length, files.at(-1)?.path]).toEqual(expected);
      expect(filesVersion).toBe(4 * turn + 1);
    }
  });
});

describe('a damaged checkpoint', () => {
  test.each([
    ['cut off', (file: string) => truncate(file, 100)],
    ['of other content', (file: string) => writeFile(file, 'no checkpoint')],
  ])('%s is passed over for the one before it and the commits since', async (_what, damage) => {
    const folder = await temporaryFolder();
    await commitCheckpoints(folder, 4);
    const before = await describeTenant(await openState(folder));
    await damage(checkpointFile(folder, 4));
    expect(await describeTenant(await openState(folder))).toEqual(before);
  });

  test('is refused by its name where there is no other, and left as it is', async () => {
    const folder = await temporaryFolder();
    await commitCheckpoints(folder, 4);
    for (const turn of [2, 3, 4]) {
      await writeFile(checkpointFile(folder, turn), 'no checkpoint');
    }
    await expect(openState(folder)).rejects.toMatchObject({
      data: { kind: 'archive', message: expect.stringContaining(checkpointFile(folder, 4)) as unknown },
    });
    expect(await readFile(checkpointFile(folder, 4), 'utf8')).toBe('no checkpoint');
  });

  test('does no harm as long as all commits are there', async () => {
    const folder = await temporaryFolder();
    await commitCheckpoints(folder, 1);
    const before = await describeTenant(await openState(folder));
    await writeFile(checkpointFile(folder, 1), 'no checkpoint');
    expect(await describeTenant(await openState(folder))).toEqual(before);
  });
});

test('a checkpoint that another process made meanwhile stands', async () => {
  const folder = await temporaryFolder();
  await commitCheckpoints(folder, 1);
  const made = await stat(checkpointFile(folder, 1));
  const checkpoints = new Checkpoints(path.join(folder, 'checkpoints'), path.join(folder, 'temp'));
  await checkpoints.write(await checkpoints.readNewest());
  expect((await stat(checkpointFile(folder, 1))).ino).toBe(made.ino);
});
