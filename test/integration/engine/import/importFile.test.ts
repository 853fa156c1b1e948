import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { ImportedFile } from '../../../../src/core/protocol/archiveProtocol';
import { importFile } from '../../../../src/engine/import/importFile';
import { notRecordsCode } from '../../../../src/engine/import/readRows';
import { openArchive, selectRecords, temporaryFolder } from '../../../unit/engine/archive/archiveFixture';

const organization = 'AAAAAAAA-0000-4000-8000-000000000001';

const rejectedRow = z.strictObject({
  line: z.number(),
  element: z.number().optional(),
  reason: z.string(),
  text: z.string(),
});

function line(Id: string, fields: object = {}): string {
  return JSON.stringify({ Id, OrganizationId: organization, CreationTime: '2026-05-01T09:00:00', ...fields });
}

async function temporaryFile(name: string, content: string | Uint8Array): Promise<string> {
  const file = path.join(await temporaryFolder(), name);
  await writeFile(file, content);
  return file;
}

async function rejectedRows({ rejectedFile = '' }: ImportedFile): Promise<readonly z.infer<typeof rejectedRow>[]> {
  return (await readFile(rejectedFile, 'utf8'))
    .trim()
    .split('\n')
    .map((text) => rejectedRow.parse(JSON.parse(text)));
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
  expect(await importFile(archive, file)).toEqual({
    file,
    records: 6,
    added: 5,
    duplicates: 1,
    rejected: 0,
    isSkipped: false,
  });
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
  expect(await rejectedRows(summary)).toEqual([
    { line: 2, reason: 'It is no JSON, or not all of it.', text: '{"Id":"cut' },
    { line: 4, reason: 'It is no JSON object.', text: '[]' },
    { line: 5, reason: 'It is no UTF-8 text.', text: '{\uFFFD}' },
    { line: 6, reason: 'The record has no OrganizationId, so it is of no tenant.', text: '{"Id":"2"}' },
    expect.objectContaining({ line: 8, reason: 'The OrganizationId of the record is too long to be an id.' }),
  ]);
});

test('keeps bad rows of a file whose name leaves no room for more', async () => {
  const archive = await openArchive(await temporaryFolder());
  const file = await temporaryFile(`${'\u{1f600}'.repeat(60)}.json`, `${line('1')}\n{"Id":"cut`);
  const summary = await importFile(archive, file);
  expect(summary).toMatchObject({ added: 1, rejected: 1 });
  expect(await rejectedRows(summary)).toMatchObject([{ line: 2 }]);
});

test('imports saved blobs, as they were sent, and keeps what is none apart', async () => {
  const archive = await openArchive(await temporaryFolder());
  const odd = line('1', { 'a.b "c" \u{1f600}': [1], Text: '\\"]},{[' }).replace('[1]', '[ 12345678901234567890.10 ]');
  const text = `[\n${odd},\n${line('2')} , 7, "x,]", {"Id":tru}]\r\n[]\n[${line('3')},{"Id":"cut`;
  const summary = await importFile(archive, await temporaryFile('blob.json', text));
  expect(summary).toMatchObject({ records: 3, added: 3, rejected: 4 });
  expect(await archive.readRecord(organization.toLowerCase(), '1')).toBe(odd);
  expect((await rejectedRows(summary)).map((row) => [row.line, row.element, row.text])).toEqual([
    [3, 3, '7'],
    [3, 4, '"x,]"'],
    [3, 5, '{"Id":tru}'],
    [5, 7, '{"Id":"cut'],
  ]);
});

test('imports what is unusual in JSON exactly as it was sent', async () => {
  const archive = await openArchive(await temporaryFolder());
  const deep = `${'{"a":['.repeat(100)}1e999${']}'.repeat(100)}`;
  const records = [
    line('deep').replace('}', `,"Deep":${deep}}`),
    line('long', { Long: 'ä'.repeat(10 * 1024 * 1024) }),
    line('half').replace('}', ',"Half":"\\ud800"}'),
    line('twice').replace('}', ',"Key":1,"Key":2}'),
  ];
  await importFile(archive, await temporaryFile('odd.json', `[${records.join(',')}]`));
  for (const [index, id] of ['deep', 'long', 'half', 'twice'].entries()) {
    expect((await archive.readRecord(organization.toLowerCase(), id)) === records[index], id).toBe(true);
  }
});

/** The fields of a record as a stranger might write them: not as `JSON.stringify` would. */
const oddFields = fc.constantFrom(
  '"a.b":1,"say \\"x\\"":{"\u{1f600}":[]}',
  '"Operation":"a","Operation":"b"',
  '"n":9007199254740993,"m":-1.50e+400',
  '"half":"\\ud800 \\uDC00\\ud83d"',
  '"whole":"\\ud83d\\uDE00 \u{1f600}\u2028"',
  '"__proto__":{"OrganizationId":"x"},"constructor":null,"":0',
  `"deep":${'[{"a":'.repeat(100)}null${'}]'.repeat(100)}`,
  '"Workload" : "Exchange" , "CreationTime":"never"',
);

/** A line that is no record, and why; one that is blank has no reason. */
interface OddLine {
  readonly line: string;
  readonly reason?: string;
}

const oddLine = fc.constantFrom<OddLine>(
  { line: '{"OrganizationId":"x","Id":"cut', reason: 'It is no JSON, or not all of it.' },
  { line: '{"OrganizationId":"x","n":NaN}', reason: 'It is no JSON, or not all of it.' },
  { line: '{"OrganizationId":"x",}', reason: 'It is no JSON, or not all of it.' },
  { line: '[{"OrganizationId":"x"}]', reason: 'It is no JSON object.' },
  { line: '{"OrganizationId":7}', reason: 'The record has no OrganizationId, so it is of no tenant.' },
  { line: '' },
  { line: ' \t' },
);

test('keeps every line of NDJSON as it is, or apart with its number, whatever is in it', async () => {
  const archive = await openArchive(await temporaryFolder());
  const fields = fc.oneof(
    oddFields,
    fc.json({ maxDepth: 3 }).map((json) => `"x":${json}`),
  );
  const lines = fc.array(
    fc.tuple(
      fc.oneof({ weight: 2, arbitrary: fields }, { weight: 1, arbitrary: oddLine }),
      fc.constantFrom('\n', '\r\n', ' \n'),
    ),
    { maxLength: 30 },
  );
  let run = 0;
  await fc.assert(
    fc.asyncProperty(lines, fc.constantFrom('', '\uFEFF'), async (sent, mark) => {
      const tenant = `tenant ${run++}`;
      const first = `{"OrganizationId":"${tenant}","Id":"first"}`;
      const records = new Map([['first', first]]);
      const rejected: (readonly [number, string])[] = [];
      let text = `${mark}${first}\n`;
      for (const [index, [content, end]] of sent.entries()) {
        if (typeof content === 'string') {
          const record = `{ "Id":"${index}","OrganizationId":"${tenant}",${content}}`;
          records.set(String(index), record);
          text += record + end;
        } else {
          rejected.push(...(content.reason === undefined ? [] : [[index + 2, content.reason] as const]));
          text += content.line + end;
        }
      }
      const summary = await importFile(archive, await temporaryFile('random.ndjson', text));
      expect(summary).toMatchObject({ records: records.size, added: records.size, rejected: rejected.length });
      for (const [id, record] of records) {
        expect(await archive.readRecord(tenant, id)).toBe(record);
      }
      const rows = rejected.length === 0 ? [] : await rejectedRows(summary);
      expect(rows.map((row) => [row.line, row.reason])).toEqual(rejected);
    }),
    { numRuns: 25 },
  );
});

function csvOf(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n');
}

const searchHeader = ['CreationDate', 'UserIds', 'Operations', 'AuditData'];

test.each([
  ['Purview', ['RecordId', 'auditdata', 'AssociatedAdminUnits'], (text: string): string[] => ['1', text, '']],
  ['Search-UnifiedAuditLog', searchHeader, (text: string): string[] => ['5/1/2026', 'é, "x"\r\n', 'Send', text]],
])('imports CSV as %s gives it', async (_name, header, rowOf) => {
  const archive = await openArchive(await temporaryFolder());
  const records = [line('1', { Subject: 'é "x", \\ \n' }), `{ \r\n ${line('2').slice(1)}`];
  const text = csvOf([header, ...records.map(rowOf), rowOf(line('3').slice(0, -1)), rowOf('')]);
  const summary = await importFile(archive, await temporaryFile('search.txt', `\uFEFF${text}\r\n`));
  expect(summary).toMatchObject({ records: 2, added: 2, rejected: 2 });
  for (const [index, record] of records.entries()) {
    expect(await archive.readRecord(organization.toLowerCase(), String(index + 1))).toBe(record);
  }
});

test('names the lines of bad CSV rows, and imports the rows about them', async () => {
  const archive = await openArchive(await temporaryFolder());
  const text = [
    '#TYPE Deserialized.Microsoft.Exchange.Data.ApplicationLogic.UnifiedAuditLogEvent',
    csvOf([searchHeader]),
    csvOf([['a', 'two\r\nlines', 'b', line('1')]]),
    '',
    'too,few',
    csvOf([['a', 'b', 'c', line('2')]]),
    '"a","b',
  ].join('\r\n');
  const summary = await importFile(archive, await temporaryFile('search.csv', text));
  expect(summary).toMatchObject({ records: 2, added: 2, rejected: 2 });
  expect(await rejectedRows(summary)).toEqual([
    { line: 6, reason: 'The row has no AuditData.', text: 'too,few' },
    { line: 8, reason: 'The file ends inside a quoted value.', text: '"a","b' },
  ]);
});

test('reads the UTF-16 of Windows PowerShell, compressed too, and refuses what is none', async () => {
  const archive = await openArchive(await temporaryFolder());
  const records = [line('1', { Subject: 'é \u{1f600}' }), line('2').replace('}', ',"x":"\ud83d"}')];
  const text = `\uFEFF${csvOf([searchHeader, ...records.map((record) => ['a', 'b', 'c', record])])}`;
  const file = await temporaryFile('search.csv', gzipSync(Buffer.from(text, 'utf16le')));
  const summary = await importFile(archive, file);
  expect(summary).toMatchObject({ records: 1, rejected: 1 });
  expect(await archive.readRecord(organization.toLowerCase(), '1')).toBe(records[0]);
  expect(await rejectedRows(summary)).toMatchObject([{ line: 3, reason: 'It is no UTF-8 text.' }]);
});

test.each([
  ['CSV of something else', 'search.csv', 'CreationDate,UserIds\n1,2\n'],
  ['an image', 'records.ndjson', Buffer.of(0x89, 0x50, 0x4e, 0x47)],
])('refuses %s in words', async (_kind, name, content) => {
  const archive = await openArchive(await temporaryFolder());
  const file = await temporaryFile(name, content);
  expect(await importFile(archive, file)).toMatchObject({
    records: 0,
    error: { kind: 'archive', code: notRecordsCode, message: expect.stringContaining(file) as unknown },
  });
});

test('keeps what a cut gzip file still has, and says that it is cut', async () => {
  const archive = await openArchive(await temporaryFolder());
  const lines = Array.from({ length: 5_000 }, (_, index) => line(randomUUID(), { index }));
  const whole = gzipSync(lines.join('\n'));
  const file = await temporaryFile('records.gz', whole.subarray(0, whole.length / 2));
  const { records, added, error } = await importFile(archive, file);
  const words = `${file} cannot be imported. The file is cut or damaged (gzip). What comes before that is imported.`;
  expect(error).toEqual({ kind: 'archive', message: words });
  expect(records).toBeGreaterThan(1_000);
  expect(added).toBe(records);
  expect(await selectRecords(archive, 'count(*)::INTEGER AS records')).toEqual([{ records }]);
});

test('says which file is missing', async () => {
  const archive = await openArchive(await temporaryFolder());
  expect(await importFile(archive, '/nowhere/records.ndjson')).toMatchObject({ error: { kind: 'archive' } });
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
