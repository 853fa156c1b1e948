/** Regular expressions that RE2 takes are no mistakes; DuckDB is asked about each. */
import { expect, test } from 'vitest';
import { regexMistake } from '../../../../../src/core/kql/sql/functions/text/regexMistake';
import { openDuckDb, runKql, runSql } from '../runKql';

test.each([
  '',
  'a|',
  '|a',
  '()',
  'a+?b*?c??',
  '\\((a|b*)\\)|^\\s+?$',
  '(?P<b>b)(?i)c(?i:d)(?:e)(?s-i:f)',
  '[[:alpha:]]+[]a]+[^]]{2,3}?[\\]()*+?]',
  '\\d+\\p{L}*\\x{1F600}\\Q(*\\E\\.',
  'a{2}b{,3}{',
  '^*',
  '\\*\\?',
])('%s', async (pattern) => {
  await runSql(await openDuckDb(), `SELECT regexp_matches('a', '${pattern}')`);
  expect(regexMistake(pattern)).toBeUndefined();
});

test.each([
  '(?=a)',
  '(?!a)',
  '(?<!a)',
  '(?>a)',
  '(a)\\1',
  'a\\',
  '[a',
  '(a',
  'a)',
  '*a',
  '(+a)',
  '(?i)*a',
  'a|?',
  'a**',
  'a+*',
])('%s is a mistake', async (pattern) => {
  await expect(runSql(await openDuckDb(), `SELECT regexp_matches('a', '${pattern}')`)).rejects.toThrow();
  expect(regexMistake(pattern)).toBeDefined();
});

test('a pattern of the data that is none is said by name, when a row has it', async () => {
  const connection = await openDuckDb();
  const matching = (rows: string): string =>
    `datatable(p: string, s: string)[${rows}] | where s matches regex p | project s`;
  const [result] = await runKql(connection, matching('"^a", "ab", "", "x", "b", "c"'));
  expect(result?.rows).toEqual([['ab'], ['x']]);
  await expect(runKql(connection, matching('"^a", "ab", "(", "c"'))).rejects.toThrow(
    'matches regex: a value of the data is no regular expression: "(".',
  );
});
