import { describe, expect, test, vi } from 'vitest';
import { CommitLog } from '../../../../src/engine/archive/log/commitLog';
import {
  blobOf,
  createdAt,
  fetchedBlob,
  listedBlob,
  openArchive,
  record,
  selectRecords,
  temporaryFolder,
  tenantId,
  listing,
} from './archiveFixture';

describe('blobs', () => {
  test('may be empty', async () => {
    const archive = await openArchive(await temporaryFolder());
    const { added } = await archive.addBlobs(tenantId, [fetchedBlob('empty', '[]')]);
    expect(added).toEqual([{ contentId: 'empty', records: 0, duplicates: 0 }]);
    expect(await archive.readBlob(tenantId, 'empty')).toBe('[]');
  });

  test('are known from their listing to their end, in every process', async () => {
    const folder = await temporaryFolder();
    const archive = await openArchive(folder);
    const other = await openArchive(folder);
    await archive.recordListing(listing('a', 'b', 'c'));
    await archive.recordLosses(tenantId, 'Audit.Exchange', [
      { contentId: 'a', state: 'failed', reason: 'no answer' },
      { contentId: 'b', state: 'lost', reason: 'expired' },
    ]);
    await other.addBlobs(tenantId, [blobOf('a', [record('1')])]);
    await archive.recordListing(listing('a', 'b', 'c', 'd'));
    await archive.recordLosses(tenantId, 'Audit.Exchange', [{ contentId: 'a', state: 'lost', reason: 'late' }]);

    const known = await other.findBlobs(tenantId, ['a', 'b', 'c', 'd', 'unknown']);
    expect([...known].map(([contentId, { state, reason }]) => [contentId, state, reason])).toEqual([
      ['a', 'archived', undefined],
      ['b', 'lost', 'expired'],
      ['c', 'listed', undefined],
      ['d', 'listed', undefined],
    ]);
    expect(known.get('c')).toEqual({ ...listedBlob('c'), state: 'listed' });
  });

  test('cannot be lost before they are listed', async () => {
    const archive = await openArchive(await temporaryFolder());
    await expect(
      archive.recordLosses(tenantId, 'Audit.Exchange', [{ contentId: 'x', state: 'lost', reason: 'gone' }]),
    ).rejects.toMatchObject({ data: { kind: 'archive' } });
  });
});

test('the status tells windows, gaps, blobs and records by content type, and what can still be fetched from what is lost', async () => {
  const archive = await openArchive(await temporaryFolder());
  const hour = 3_600_000;
  const now = createdAt + 7 * 24 * hour + 4 * hour;
  for (const start of [0, 1, 5]) {
    await archive.recordListing({
      ...listing(`b${start}`),
      window: { start: createdAt + start * hour, end: createdAt + (start + 1) * hour },
      listedAt: createdAt + 48 * hour,
    });
  }
  await archive.addBlobs(tenantId, [blobOf('b0', [record('1'), record('1')]), blobOf('empty', [])]);
  await archive.recordLosses(tenantId, 'Audit.Exchange', [{ contentId: 'b1', state: 'failed', reason: 'HTTP 500' }]);
  const oldest = now - 7 * 24 * hour + 300_000;
  expect(await archive.status({ now })).toEqual([
    {
      tenantId,
      contentType: 'Audit.Exchange',
      records: 1,
      duplicates: 1,
      leftOut: 0,
      unreadable: 0,
      blobs: { listed: 0, archived: 2, failed: 0, lost: 2 },
      emptyBlobs: 1,
      expiredBlobs: 2,
      reasons: [{ reason: 'HTTP 500', blobs: 1 }],
      windows: 3,
      listed: [
        { start: createdAt, end: createdAt + 2 * hour },
        { start: createdAt + 5 * hour, end: createdAt + 6 * hour },
      ],
      gaps: [{ start: createdAt + 2 * hour, end: createdAt + 5 * hour }],
      lastListed: createdAt + 48 * hour,
      settledUntil: oldest,
      fetchable: [
        { start: oldest, end: createdAt + 5 * hour },
        // This hour and the one before are not missed yet.
        { start: createdAt + 6 * hour, end: now - hour },
      ],
      // An hour with blobs that expired, and what was not listed in time.
      lost: [
        { start: createdAt, end: createdAt + hour },
        { start: createdAt + 2 * hour, end: oldest },
      ],
      unacknowledged: [
        { start: createdAt, end: createdAt + hour },
        { start: createdAt + 2 * hour, end: oldest },
      ],
    },
  ]);
  const range = { start: createdAt + 5 * hour, end: createdAt + 6 * hour };
  expect(await archive.status({ now, range })).toMatchObject([
    { records: 1, windows: 1, blobs: { lost: 0 }, fetchable: [], lost: [], settledUntil: oldest },
  ]);
});

test('a loss that is acknowledged stays lost, and what is lost later is another one, even in the same hour', async () => {
  const archive = await openArchive(await temporaryFolder());
  const hour = 3_600_000;
  const now = createdAt + 48 * hour;
  const window = { start: createdAt, end: createdAt + hour };
  const late = { ...listedBlob('late'), created: createdAt + hour / 2, expires: now + hour };
  await archive.recordListing({ ...listing('gone', 'other'), window, listedAt: now });
  await archive.recordBlobs(tenantId, [late]);
  await archive.recordLosses(tenantId, 'Audit.Exchange', [{ contentId: 'gone', state: 'lost', reason: 'HTTP 404' }]);
  const losses = async (at: number): Promise<unknown> => {
    const status = await archive.status({ now: at, range: window, contentTypes: ['Audit.Exchange'] });
    return status.map(({ lost, unacknowledged }) => [lost, unacknowledged]);
  };
  await archive.acknowledgeLosses({ now, range: { start: window.end, end: now } });
  await archive.acknowledgeLosses({ now, contentTypes: ['DLP.All'] });
  expect(await losses(now)).toEqual([[[window], [window]]]);
  await archive.acknowledgeLosses({ now, tenantId });
  expect(await losses(now)).toEqual([[[window], []]]);
  const again = await openArchive(archive.folder);
  expect((await again.status({ now }))[0]).toMatchObject({ lost: [window], unacknowledged: [] });
  expect(await losses(now + 2 * hour)).toEqual([[[window], [window]]]);
});

test('a commit that stands although it failed keeps its records', async () => {
  const archive = await openArchive(await temporaryFolder());
  const log = new CommitLog(archive.folder, archive.folder);
  vi.spyOn(CommitLog.prototype, 'append').mockImplementationOnce(async (commit) => {
    await log.append(commit, 0);
    throw new Error('The drive failed.');
  });
  await expect(archive.addBlobs(tenantId, [blobOf('b', [record('1')])])).rejects.toMatchObject({
    data: { kind: 'archive' },
  });
  expect(await selectRecords(archive, 'Id')).toEqual([{ Id: '1' }]);
  expect((await archive.findBlobs(tenantId, ['b'])).get('b')).toMatchObject({ state: 'archived' });
});
