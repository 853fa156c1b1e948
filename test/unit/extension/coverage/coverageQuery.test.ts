import { expect, it } from 'vitest';
import { blobsQuery, missingQuery } from '../../../../src/extension/coverage/coverageQuery';
import { QueryRunner } from '../../../../src/engine/query/queryRunner';
import { createdAt, listedBlob, openArchive, temporaryFolder, tenantId } from '../../engine/archive/archiveFixture';
import { rowsOf } from '../../engine/query/rowsOf';

const hourMs = 3_600_000;
const contentType = 'Audit.Exchange';

async function runner(): Promise<QueryRunner> {
  const archive = await openArchive(await temporaryFolder());
  const window = { start: createdAt - 2 * hourMs, end: createdAt + hourMs };
  const blobs = [listedBlob('waiting'), listedBlob('gone')];
  await archive.recordListing({ tenantId, contentType, window, listedAt: createdAt + hourMs, pages: 1, blobs });
  await archive.recordLosses(tenantId, contentType, [{ contentId: 'gone', state: 'lost', reason: 'It expired.' }]);
  return new QueryRunner(archive);
}

it('asks for what the page shows as missing', async () => {
  const range = { start: createdAt - 3 * hourMs, end: createdAt + 2 * hourMs };
  const options = { now: createdAt + 10 * hourMs };
  const hour = (offset: number): string =>
    new Date(createdAt + offset * hourMs).toISOString().replace('000Z', '0000000Z');
  const expected = [
    [contentType, hour(-3), 'never listed', 0, true],
    [contentType, hour(0), 'listed', 1, true],
    [contentType, hour(0), 'lost', 1, false],
    [contentType, hour(1), 'never listed', 0, true],
  ];
  const query = await runner();
  expect(await rowsOf(query, missingQuery(range), options)).toEqual(expected);
  expect(await rowsOf(query, missingQuery(range, contentType), options)).toEqual(expected);
  expect(await rowsOf(query, missingQuery(range, 'DLP.All'), options)).toEqual([]);
});

it('asks for the blobs of a cell', async () => {
  const query = blobsQuery(contentType, { start: createdAt, end: createdAt + hourMs });
  const rows = await rowsOf(await runner(), `${query} | project ContentId, State`, { now: createdAt });
  expect(rows.toSorted()).toEqual([
    ['gone', 'lost'],
    ['waiting', 'listed'],
  ]);
});
