/** `search` and `find` over all columns of records: the record's text is looked into first, which must not change an answer. */
import { describe, expect, test } from 'vitest';
import { auditRecordsTable } from '../../../../src/core/schema/auditTables';
import { QueryRunner } from '../../../../src/engine/query/queryRunner';
import {
  blobOf,
  fetchedBlob,
  openArchive,
  record,
  temporaryFolder,
  tenantId,
} from '../../../unit/engine/archive/archiveFixture';
import type { FetchedBlob } from '../../../../src/engine/archive/archiveTypes';
import { rowsOf } from '../../../unit/engine/query/rowsOf';

async function runnerOf(blob: FetchedBlob): Promise<QueryRunner> {
  const archive = await openArchive(await temporaryFolder());
  await archive.addBlobs(tenantId, [blob]);
  return new QueryRunner(archive);
}

const plainRecords = [
  record('plain', { UserId: 'mallory@contoso.com' }),
  record('nested', {
    Parameters: [{ Name: 'Text', Value: 'mallory' }],
    ResultStatus: 'say "mallory" twice',
    ClientIP: 'first\nsecond',
  }),
  record('number', { Undocumented: { Share: 1e3, Size: 4711, Day: '2026-01-05' } }),
  record('address', { ClientIP: '[203.0.113.7]:50321' }),
  record('kelvin', { UserId: '\u212aiosk' }),
];

/** The record as a text whose letters are all written as escapes. */
const escaped = JSON.stringify(record('escaped', { UserId: 'mallory@contoso.com' })).replace('mallory', (name) =>
  name.replaceAll(/./g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`),
);

/** A number in the way that .NET writes it; a column has its digits. */
const exponent = JSON.stringify(record('exponent', { Undocumented: { Share: 'E' } })).replace('"E"', '1.5E+4');

const found: readonly (readonly [term: string, ids: readonly string[]])[] = [
  ['mallory', ['escaped', 'nested', 'plain']],
  ['MALLORY', ['escaped', 'nested', 'plain']],
  ['mallor', []],
  ['mallor*', ['escaped', 'nested', 'plain']],
  ['*allory', ['escaped', 'nested', 'plain']],
  ['*allor*', ['escaped', 'nested', 'plain']],
  ['mal*ory', ['escaped', 'nested', 'plain']],
  ['mallory@contoso.com', ['escaped', 'plain']],
  ['say \\"mallory\\" twice', ['nested']],
  ['first\\nsecond', ['nested']],
  ['4711', ['number']],
  ['1000', ['number']],
  ['15000', ['exponent']],
  ['471', []],
  ['4711.0', []],
  ['20260105', []],
  ['2026-01-05', ['number']],
  ['203.0.113.7', ['address']],
  ['203.0.113', ['address']],
  ['203.0.113*', ['address']],
  ['Kiosk', ['kelvin']],
  ['Exchange', ['address', 'escaped', 'exponent', 'kelvin', 'nested', 'number', 'plain']],
];

test('search finds a term in any column, however JSON writes it', async () => {
  const texts = [...plainRecords.map((value) => JSON.stringify(value)), escaped, exponent];
  const runner = await runnerOf(fetchedBlob('b1', `[${texts.join(',')}]`));
  const idsOf = async (query: string): Promise<unknown> =>
    (await rowsOf(runner, `${query} | project Id | sort by Id asc`)).map(([id]) => id);
  for (const [term, ids] of found) {
    expect(await idsOf(`${auditRecordsTable} | search "${term}"`), term).toEqual(ids);
  }
  expect(await idsOf(`search in (${auditRecordsTable}) "mallory"`)).toEqual(['escaped', 'nested', 'plain']);
  expect(await idsOf(`${auditRecordsTable} | where Id != "plain" | search "mallory" or "Kiosk"`)).toEqual([
    'escaped',
    'kelvin',
    'nested',
  ]);
  expect(await idsOf(`${auditRecordsTable} | search "mallory" and "contoso"`)).toEqual(['escaped', 'plain']);
  expect(await idsOf(`${auditRecordsTable} | where * has "mallory"`)).toEqual(['escaped', 'nested', 'plain']);
});

test('what is not in the record is found too: the content that it came in, and names for numbers', async () => {
  const runner = await runnerOf(blobOf('b1', [record('1', { RecordType: 2, Workload: 'Exchange' })]));
  expect(await rowsOf(runner, 'AuditRecords | search "b1" | count')).toEqual([[1]]);
  expect(await rowsOf(runner, 'search in (OfficeActivity) "ExchangeItem" | count')).toEqual([[1]]);
  expect(await rowsOf(runner, 'find in (AuditRecords) where "Exchange" and RecordType == 2 project Id')).toEqual([
    ['AuditRecords', '1'],
  ]);
});

describe('over all tables', () => {
  const everywhere = async (query: string): Promise<unknown> => {
    const archive = await openArchive(await temporaryFolder());
    const sharePoint = blobOf('b2', [record('2', { UserId: 'mallory@contoso.com' })], 'Audit.SharePoint');
    await archive.addBlobs(tenantId, [blobOf('b1', [record('1', { UserId: 'mallory@contoso.com' })]), sharePoint]);
    const runner = new QueryRunner(archive);
    const [result] = await runner.run('AuditRecords | project Id', { language: 'kql', now: 0 });
    return rowsOf(runner, query, { tables: result === undefined ? [] : [{ name: 'Earlier', result }] });
  };

  test('each record is found once, in the table of its content type', async () => {
    const found = [
      ['AuditExchange', '1'],
      ['AuditSharePoint', '2'],
    ];
    expect(await everywhere('search "mallory" | project $table, Id | sort by Id asc')).toEqual(found);
    expect(await everywhere('find where "mallory" project Id | sort by Id asc')).toEqual(found);
    expect(await everywhere('search UserId startswith "mallory" | project $table, Id | sort by Id asc')).toEqual(found);
    expect(await everywhere('search Id == "1" | project $table, Id')).toEqual([['AuditExchange', '1']]);
  });

  test('a table that repeats rows is read where it is named, or where only it has a column', async () => {
    expect(await everywhere('search in (AuditRecords, AuditExchange) "mallory" | count')).toEqual([[3]]);
    expect(await everywhere('find where OfficeId == "1" project OfficeId')).toEqual([['OfficeActivity', '1']]);
  });

  test('no table is searched that lacks the columns of the condition', async () => {
    expect(await everywhere('search State == "archived" | project $table, ContentId | sort by ContentId asc')).toEqual([
      ['ContentBlobs', 'b1'],
      ['ContentBlobs', 'b2'],
    ]);
  });
});
