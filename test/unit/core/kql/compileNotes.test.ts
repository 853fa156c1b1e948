/** What results tell beside their rows: what stands for what, what is left out. */
import { expect, test } from 'vitest';
import { compileKql } from '../../../../src/core/kql/compileKql';
import { openDuckDb, runKql, testNow } from './runKql';

const tables = [{ name: 'Mail', columns: [{ name: 'User', type: 'string' as const }] }];

test('a hunting query runs for the last day where no times are chosen', async () => {
  const query = `let from = todatetime('{{StartTimeISO}}'); print from, todatetime('{{EndTimeISO}}')`;
  const [result] = await runKql(await openDuckDb(), query);
  expect(result?.rows).toEqual([['2026-06-14T12:00:00.0000000Z', '2026-06-15T12:00:00.0000000Z']]);
});

test('a hunting query runs for the times that are chosen, and tells of them', () => {
  const timeRange = { start: Date.parse('2026-06-01T00:00:00Z'), end: Date.parse('2026-06-08T00:00:00Z') };
  const [statement] = compileKql(`print '{{StartTimeISO}}'`, { tables: [], now: testNow, timeRange });
  expect(statement?.sql).toContain('2026-06-01T00:00:00.000Z');
  expect(statement?.notes).toEqual([
    '{{StartTimeISO}} is 2026-06-01T00:00:00.000Z here, {{EndTimeISO}} is 2026-06-08T00:00:00.000Z.',
  ]);
});

test('a union tells which tables it is made without', () => {
  const query = `let logs = SigninLogs | project User = UserPrincipalName;
union isfuzzy=true Mail, logs, (AuditLogs | project User = Identity) | count; Mail | count`;
  const notes = compileKql(query, { tables, now: testNow }).map((statement) => statement.notes);
  expect(notes[0]?.toSorted()).toEqual([
    'AuditLogs is not here: the union is made without it.',
    'SigninLogs is not here: the union is made without it.',
  ]);
});

test('a result tells what its rows can never equal', () => {
  const notes = compileKql('Mail | extend Size = strlen(User) | where Size == "big"', { tables, now: testNow })[0]
    ?.notes;
  expect(notes).toEqual(['Size is of type long: it never equals "big".']);
});
