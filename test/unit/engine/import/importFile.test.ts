import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { importFile } from '../../../../src/engine/import/importFile';
import { openArchive, selectRecords, temporaryFolder } from '../archive/archiveFixture';

const organization = 'AAAAAAAA-0000-4000-8000-000000000001';

function line(Id: string, fields: object = {}): string {
  return JSON.stringify({ Id, OrganizationId: organization, CreationTime: '2026-05-01T09:00:00', ...fields });
}

async function temporaryFile(name: string, content: string | Uint8Array): Promise<string> {
  const file = path.join(await temporaryFolder(), name);
  await writeFile(file, content);
  return file;
}

test('imports NDJSON: to the tenant and content type of each record, each once', async () => {
  const archive = await openArchive(await temporaryFolder());
  const text = [
    line('1', { Workload: 'Exchange' }),
    line('2', { Workload: 'OneDrive' }),
    '',
    `  ${line('3', { Workload: 'MicrosoftTeams', Subject: ' "x" \u{1f600} ' })} \r`,
    line('4', { Workload: 'Exchange', RecordType: 13 }),
    line('1', { Workload: 'Exchange', Copy: true }),
    line('1', { OrganizationId: 'another' }),
  ].join('\n');
  const file = await temporaryFile('records.ndjson', `\uFEFF${text}`);
  expect(await importFile(archive, file)).toEqual({ file, records: 6, added: 5, duplicates: 1, rejected: 0 });
  expect(await selectRecords(archive, 'TenantId, ContentType, Id, ContentId', 'ORDER BY ALL')).toEqual([
    { TenantId: organization.toLowerCase(), ContentType: 'Audit.Exchange', Id: '1', ContentId: null },
    { TenantId: organization.toLowerCase(), ContentType: 'Audit.General', Id: '3', ContentId: null },
    { TenantId: organization.toLowerCase(), ContentType: 'Audit.SharePoint', Id: '2', ContentId: null },
    { TenantId: organization.toLowerCase(), ContentType: 'DLP.All', Id: '4', ContentId: null },
    { TenantId: 'another', ContentType: 'Audit.General', Id: '1', ContentId: null },
  ]);
  expect(await archive.readRecord(organization.toLowerCase(), '3')).toBe(text.split('\n')[3]?.trim());
  expect(await importFile(archive, file)).toMatchObject({ records: 6, added: 0, duplicates: 6 });
});

test('reads gzip, whatever the file is called', async () => {
  const archive = await openArchive(await temporaryFolder());
  const file = await temporaryFile('records.json', gzipSync(`${line('1')}\n${line('2')}`));
  expect(await importFile(archive, file)).toMatchObject({ records: 2, added: 2 });
});

test('keeps bad lines apart with their numbers, and imports the rest', async () => {
  const archive = await openArchive(await temporaryFolder());
  const bytes = Buffer.concat([
    Buffer.from(`${line('1')}\n{"Id":"cut\n\n[]\n`),
    Buffer.of(0x7b, 0xff, 0x7d, 0x0a),
    Buffer.from(`{"Id":"2"}\n${line('3')}\n${line('4', { OrganizationId: 'x'.repeat(300) })}\n`),
  ]);
  const summary = await importFile(archive, await temporaryFile('a.ndjson', bytes));
  expect(summary).toMatchObject({ records: 2, added: 2, rejected: 5 });
  const kept = (await readFile(summary.rejectedFile ?? '', 'utf8')).trim().split('\n');
  expect(kept.map((text): unknown => JSON.parse(text))).toEqual([
    { line: 2, reason: 'The line is no JSON, or not all of it.', text: '{"Id":"cut' },
    { line: 4, reason: 'The line is no JSON object.', text: '[]' },
    { line: 5, reason: 'The line is no UTF-8 text.', text: '{\uFFFD}' },
    { line: 6, reason: 'The record has no OrganizationId, so it is of no tenant.', text: '{"Id":"2"}' },
    expect.objectContaining({ line: 8, reason: 'The OrganizationId of the record is too long to be an id.' }),
  ]);
});

test.each([
  ['a JSON array', 'records.json', ` [${line('1')}]`],
  ['CSV', 'search.csv', 'CreationDate,UserIds\n'],
  ['UTF-16', 'records.ndjson', Buffer.from(`\uFEFF${line('1')}`, 'utf16le')],
  ['a cut gzip file', 'records.gz', gzipSync(line('1')).subarray(0, 30)],
])('refuses %s in words', async (_kind, name, content) => {
  const archive = await openArchive(await temporaryFolder());
  const file = await temporaryFile(name, content);
  await expect(importFile(archive, file)).rejects.toMatchObject({
    data: { kind: 'archive', message: expect.stringContaining(file) as unknown },
  });
});

test('says which file is missing', async () => {
  const archive = await openArchive(await temporaryFolder());
  await expect(importFile(archive, '/nowhere/records.ndjson')).rejects.toMatchObject({ data: { kind: 'archive' } });
});

test('ends when it is cancelled', async () => {
  const archive = await openArchive(await temporaryFolder());
  const file = await temporaryFile('records.ndjson', line('1'));
  await expect(importFile(archive, file, { signal: AbortSignal.abort() })).rejects.toMatchObject({
    name: 'AbortError',
  });
  expect((await archive.recordSet()).files).toEqual([]);
});

const realRecords = path.resolve(import.meta.dirname, '../../../../../shared/records/real-records.ndjson');

test.skipIf(!existsSync(realRecords))('imports real records, each once and as it was', async () => {
  const archive = await openArchive(await temporaryFolder());
  expect(await importFile(archive, realRecords)).toMatchObject({ records: 3233, added: 3233, rejected: 0 });
  const lines = (await readFile(realRecords, 'utf8')).trim().split('\n');
  const texts = await selectRecords(archive, 'Record::VARCHAR AS text');
  expect(texts.map(({ text }) => text).toSorted()).toEqual(lines.toSorted());
});
