/** `search` and `find` over all columns of records: the record's text is looked into first, which must not change an answer. */
import { expect, test } from 'vitest';
import { auditRecordsTable } from '../../../../src/core/schema/auditTables';
import { QueryRunner } from '../../../../src/engine/query/queryRunner';
import { blobOf, fetchedBlob, openArchive, record, temporaryFolder, tenantId } from '../archive/archiveFixture';
import type { FetchedBlob } from '../../../../src/engine/archive/archiveTypes';
import { rowsOf } from './rowsOf';

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
  record('number', { Undocumented: { Share: 1e3, Size: 4711 } }),
  record('kelvin', { UserId: '\u212aiosk' }),
];

/** The record as a text whose letters are all written as escapes. */
const escaped = JSON.stringify(record('escaped', { UserId: 'mallory@contoso.com' })).replace('mallory', (name) =>
  name.replaceAll(/./g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`),
);

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
  ['Kiosk', ['kelvin']],
  ['Exchange', ['escaped', 'kelvin', 'nested', 'number', 'plain']],
];

test('search finds a term in any column, however JSON writes it', { timeout: 60_000 }, async () => {
  const texts = [...plainRecords.map((value) => JSON.stringify(value)), escaped];
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
