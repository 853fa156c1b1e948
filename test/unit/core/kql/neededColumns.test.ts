import { expect, test } from 'vitest';
import { compileKql } from '../../../../src/core/kql/compileKql';
import type { TableSchema } from '../../../../src/core/kql/tableSchema';
import { testNow } from './runKql';

const names = ['Key', 'Kept', 'Spare', 'Other'];
const tables: readonly TableSchema[] = ['Here', 'There'].map((name) => ({
  name,
  columns: [...names.map((column) => ({ name: column, type: 'string' as const })), { name: 'Bag', type: 'dynamic' }],
}));

function namedIn(text: string): string[] {
  const { sql } = compileKql(text, { tables, now: testNow })[0] ?? { sql: '' };
  return [...names, 'Bag'].filter((name) => sql.includes(`"${name}"`));
}

test.each([
  ['Here | count', []],
  ['Here | where Key == "a" | where Key != "b" | summarize count() by Kept', ['Key', 'Kept']],
  ['Here | extend twice = strcat(Key, Key) | top 3 by twice | project Kept', ['Key', 'Kept']],
  ['Here | join kind=leftouter (There | where Other == "x") on Key | project Kept', ['Key', 'Kept', 'Other']],
  ['union Here, There | where Key has "a" | count', ['Key']],
  ['union Here, There | count', []],
  ['Here | mv-expand Bag | project Kept', ['Kept', 'Bag']],
  ['Here | where Key in (There | where Kept == "x" | project Spare) | count', ['Key', 'Kept', 'Spare']],
  ['Here | summarize arg_max(Kept, *) by Key | project Spare', ['Key', 'Kept', 'Spare']],
  ['Here | summarize take_any(*) by Key | project Key, Other', ['Key', 'Kept', 'Other']],
  [
    'Here | serialize | scan partition by Key declare (n: long) with (step s: isnull(s.n) => n = strlen(s.Other);) | count',
    ['Key', 'Other'],
  ],
  ['Here | project-away Spare, Other, Bag', ['Key', 'Kept']],
  ['Here | partition by Key (top 1 by Kept | project Key)', ['Key', 'Kept']],
])('only the columns that a query needs are read: %s', (query, needed) => {
  expect(namedIn(query)).toEqual(needed);
});

test('a condition alone names no column twice', () => {
  const [{ sql } = { sql: '' }] = compileKql(`Here ${'| where Key == "a" '.repeat(100)}`, { tables, now: testNow });
  expect(sql.split('"Spare"')).toHaveLength(3);
});

test('the row of an aggregate is written once, however many columns it has', () => {
  const [{ sql } = { sql: '' }] = compileKql('Here | summarize arg_max(Key, *) by Spare', { tables, now: testNow });
  expect(sql.split('arg_max')).toHaveLength(2);
});

test('a name that differs from another in case alone stands for its own column, with the other and without it', () => {
  const columns = ['PolicyID', 'PolicyId'].map((name) => ({ name, type: 'string' as const }));
  const sqlOf = (text: string): string =>
    compileKql(text, { tables: [{ name: 'Rules', columns }], now: testNow })[0]?.sql ?? '';
  expect(sqlOf('Rules | where PolicyId == "a" | count')).toContain('"PolicyId_2"');
  expect(sqlOf('Rules | where PolicyID == "a" | count')).not.toContain('_2');
  expect(sqlOf('Rules | where PolicyId == PolicyID | count')).toContain('"PolicyId_2"');
});
