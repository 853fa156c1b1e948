import { describe, expect, test } from 'vitest';
import { compileKql, type CompiledStatement } from '../../../../src/core/kql/compileKql';
import { queryError } from '../../../../src/core/kql/queryError';
import { archiveTables } from '../../../../src/core/schema/archiveTables';
import { compilePowerShell } from '../../../../src/engine/query/compilePowerShell';

const options = { tables: archiveTables([]), now: Date.UTC(2026, 4, 2) };
const compile = (kql: string): Promise<readonly CompiledStatement[]> => Promise.resolve(compileKql(kql, options));

test('statements stand at their places in the cell', async () => {
  const text = '$a = 5\nGet-AuditRecord | select Id; $a + 1\n\nGet-AuditRecord | measure';
  const statements = await compilePowerShell(text, options, compile);
  expect(statements.map(({ start, length }) => text.slice(start, start + length))).toEqual([
    'Get-AuditRecord | select Id',
    '$a + 1',
    'Get-AuditRecord | measure',
  ]);
  expect(statements.map(({ columns }) => columns.map(({ name }) => name))).toEqual([['Id'], ['Value'], ['Count']]);
});

test('an error in the KQL is told at the cmdlet that it came from', async () => {
  const text = '# first\nGet-AuditRecord | where UserId -eq x | sort CreationTime';
  const run = compilePowerShell(text, options, (kql) => {
    throw queryError('The query is wrong here.', { start: kql.indexOf('UserId'), length: 6 });
  });
  await expect(run).rejects.toMatchObject({
    data: { message: 'The query is wrong here.', start: text.indexOf('where'), length: 'where UserId -eq x'.length },
  });
});

describe('what the command line does not do is refused at its place, with where it is done', () => {
  test.each([
    ['Get-AuditRecord | select Id | Export-Csv x.csv', 'Export-Csv x.csv'],
    ['1\nInvoke-EXRMStopSubscription -Exchange', 'Invoke-EXRMStopSubscription -Exchange'],
  ])('%s', async (text, part) => {
    await expect(compilePowerShell(text, options, compile)).rejects.toMatchObject({
      data: { kind: 'query', code: 'notSupported', start: text.indexOf(part), length: part.length },
      message: expect.stringMatching(/on the command line.*in a notebook in VS Code/s) as string,
    });
  });
});
