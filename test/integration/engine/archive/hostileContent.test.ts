import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Archive } from '../../../../src/engine/archive/archive';
import type { FetchedBlob } from '../../../../src/engine/archive/archiveTypes';
import { rejectedFolder } from '../../../../src/engine/archive/blobs/rejectedContent';
import {
  fetchedBlob,
  listedBlob,
  openArchive,
  selectRecords,
  temporaryFolder,
  tenantId,
} from '../../../unit/engine/archive/archiveFixture';

/** The contents of the files that are kept apart, by how their names end. */
async function keptApart(archive: Archive, ending: string): Promise<readonly Buffer[]> {
  const folder = path.join(archive.folder, rejectedFolder);
  const names = (await readdir(folder)).filter((name) => name.endsWith(ending));
  return Promise.all(names.map((name) => readFile(path.join(folder, name))));
}

function bytesBlob(contentId: string, ...parts: readonly (string | Uint8Array)[]): FetchedBlob {
  return { blob: listedBlob(contentId), body: Buffer.concat(parts.map((part) => Buffer.from(part))) };
}

const nested = (depth: number): string => `${'[{"a":'.repeat(depth / 2)}1${'}]'.repeat(depth / 2)}`;

test.each([
  ['nested 200 deep', `{"Id":"1","Deep":${nested(200)}}`],
  ['nested 100,000 deep', `{"Id":"1","Deep":${nested(100_000)}}`],
  [
    'nested 100,000 deep, with half of a surrogate pair',
    `{"Id":"1","Half":"\\ud83d\\ud83d\\ude00","Deep":${nested(100_000)}}`,
  ],
  ['of 20 MB', `{"Id":"1","Long":"${'ä\\"\u{1f600}'.repeat(2_500_000)}"}`],
  [
    'with odd keys',
    `{"Id":"1","a.b":1,"say \\"x\\"":2,"\u{1f600}":3,"a/b~c":4,"":5,"__proto__":{"OrganizationId":"x"},"toString":6}`,
  ],
  ['with a number beyond 2^53', '{"Id":"1","n":9007199254740993,"m":123456789012345678901234567890.10}'],
  ['with a key twice', '{"Id":"1","Operation":"a","Operation":"b"}'],
])('a record %s is stored as it was sent, and so is the rest', async (_what, text) => {
  const archive = await openArchive(await temporaryFolder());
  const { failures } = await archive.addBlobs(tenantId, [
    fetchedBlob('odd', `[{"Id":"0"}, ${text}]`),
    fetchedBlob('good', '[{"Id":"2"}]'),
  ]);
  expect(failures).toEqual([]);
  expect((await archive.readRecord(tenantId, '1')) === text).toBe(true);
  expect((await archive.readBlob(tenantId, 'odd')) === `[{"Id":"0"},${text}]`).toBe(true);
  expect(await selectRecords(archive, 'Id, json_type(Record) AS type', 'ORDER BY Id')).toEqual(
    ['0', '1', '2'].map((Id) => ({ Id, type: 'OBJECT' })),
  );
});

test('elements that are no records are kept apart, byte by byte, and the records beside them are stored', async () => {
  const archive = await openArchive(await temporaryFolder());
  const { added, failures } = await archive.addBlobs(tenantId, [
    bytesBlob('mixed', '[{"Id":"1"}, 2 , {"Id":"', Uint8Array.of(0xe9, 0x80), '"},{"Id":"3"}, [{"Id":"4"}]]'),
    fetchedBlob('good', '[{"Id":"5"}]'),
  ]);
  expect(failures).toEqual([]);
  expect(added.map(({ contentId, records }) => [contentId, records])).toEqual([
    ['mixed', 2],
    ['good', 1],
  ]);
  expect(
    (await keptApart(archive, '.ndjson'))
      .toString()
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line)),
  ).toEqual([
    { element: 2, reason: 'It is no JSON object.', text: '2 ' },
    {
      element: 3,
      reason: 'It is no UTF-8 text.',
      base64: Buffer.from('{"Id":"\xe9\x80"}', 'latin1').toString('base64'),
    },
    { element: 5, reason: 'It is no JSON object.', text: '[{"Id":"4"}]' },
  ]);
  const known = await archive.findBlobs(tenantId, ['mixed', 'good']);
  expect(known.get('mixed')).toMatchObject({ state: 'archived', records: 2, unreadable: 3 });
  expect(known.get('mixed')?.reason).toMatch(
    /^Element 2: It is no JSON object\. .*rejected\/blobs\/[0-9a-f]+\.ndjson\.$/,
  );
  expect(known.get('good')).not.toHaveProperty('unreadable');
  // Not all of it is in the tables: whoever wants the blob gets it from the service.
  expect(await archive.readBlob(tenantId, 'mixed')).toBeUndefined();
});

test('blobs that are no arrays fail, alone and in words; their bodies are kept until they come again and can be read', async () => {
  const archive = await openArchive(await temporaryFolder());
  const bodies = ['', '<html>', '{"Id":"1"}', '[{"Id":"1"},{"Id', '\uFEFF \n 7', '[{"Id":[1},{"Id":"2"}]'];
  const { added, failures } = await archive.addBlobs(tenantId, [
    ...bodies.map((body, index) => fetchedBlob(`bad ${index}`, body)),
    fetchedBlob('good', '[{"Id":"1"}]'),
    fetchedBlob('empty', ' [ ] '),
  ]);
  expect(added.map(({ contentId, records }) => [contentId, records])).toEqual([
    ['good', 1],
    ['empty', 0],
  ]);
  const noArray = 'The content is no JSON array. It is kept in rejected/blobs.';
  const cut = 'The content is no JSON, or not all of it. It is kept in rejected/blobs.';
  expect(failures.map(({ state, reason }) => [state, reason])).toEqual(
    [noArray, noArray, noArray, cut, noArray, cut].map((reason) => ['failed', reason]),
  );
  expect((await keptApart(archive, '.body')).map(String).sort()).toEqual([...bodies].sort());
  expect((await archive.findBlobs(tenantId, ['bad 1'])).get('bad 1')).toMatchObject({
    state: 'failed',
    reason: noArray,
  });

  await archive.addBlobs(tenantId, [fetchedBlob('bad 0', 'no'), fetchedBlob('bad 1', '[{"Id":"2"}]')]);
  expect((await keptApart(archive, '.body')).map(String).sort()).toEqual(
    ['no', ...bodies.filter((body) => body !== '' && body !== '<html>')].sort(),
  );
  expect((await archive.findBlobs(tenantId, ['bad 1'])).get('bad 1')).toMatchObject({ state: 'archived', records: 1 });
});

test('blobs of the same id of two tenants are kept apart from each other', async () => {
  const archive = await openArchive(await temporaryFolder());
  await archive.addBlobs(tenantId, [fetchedBlob('../b', 'one')]);
  await archive.addBlobs('another', [fetchedBlob('../b', 'two')]);
  expect((await keptApart(archive, '.body')).map(String).sort()).toEqual(['one', 'two']);
});

test.skipIf(process.env.M365_AUDIT_LARGE_TESTS === undefined)(
  'a blob of 200 MB is stored (set M365_AUDIT_LARGE_TESTS)',
  async () => {
    const archive = await openArchive(await temporaryFolder());
    const record = (id: number): string => JSON.stringify({ Id: String(id), Text: `${id} `.repeat(220) });
    const records = Array.from({ length: 150_000 }, (_, id) => record(id));
    const body = Buffer.from(`[${records.join(',')}]`);
    const { added } = await archive.addBlobs(tenantId, [{ blob: listedBlob('large'), body }]);
    expect(body.length).toBeGreaterThan(200_000_000);
    expect(added).toEqual([{ contentId: 'large', records: 150_000, duplicates: 0 }]);
    expect(await archive.readRecord(tenantId, '149999')).toBe(record(149_999));
    process.stdout.write(`${body.length} bytes, peak ${process.resourceUsage().maxRSS * 1024}\n`);
  },
  300_000,
);
