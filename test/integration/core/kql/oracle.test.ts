/**
 * Runs the queries of the oracle, and compares with what the real engine answered: names, types and rows.
 *
 * The ids that pass are kept in `oraclePassing.txt`, so that none is lost; `vitest run -u` writes them anew when there are more. The
 * queries and answers themselves are not part of this repository.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { normalizeNumbers, oracleTypes, rowText } from './oracleText';
import { openDuckDb, runKql, type Result } from '../../../unit/core/kql/runKql';

const oracleFile = fileURLToPath(new URL('../../../../../shared/kql-oracle/visible.jsonl', import.meta.url));

/** Queries that are answered in another way, and why. */
const differences: Readonly<Record<string, string>> = {
  '257426345b': 'top-hitters estimates: of values whose sums are the same it takes any',
};

const oracleQuery = z.object({
  id: z.string(),
  kql: z.string(),
  columns: z.array(z.object({ name: z.string(), type: z.string() })).optional(),
  rows: z.array(z.string()).optional(),
  error: z.boolean().optional(),
});
type OracleQuery = z.infer<typeof oracleQuery>;

function isSame(query: OracleQuery, result: Result): boolean {
  const types = result.columns.map(({ type }) => type);
  const columns = result.columns.map(({ name, type }) => `${name}: ${oracleTypes[type]}`);
  const rows = result.rows.map((row) => normalizeNumbers(rowText(types, row)));
  const expectedColumns = (query.columns ?? []).map(({ name, type }) => `${name}: ${type}`);
  const expectedRows = (query.rows ?? []).map(normalizeNumbers);
  // Rows have an order only where the query sorts last.
  const isOrdered = /\|\s*(?:sort|order|top)\b[^|]*$/.test(query.kql);
  const inOrder = (texts: string[]): string[] => (isOrdered ? texts : texts.sort());
  return columns.join() === expectedColumns.join() && inOrder(rows).join('\n') === inOrder(expectedRows).join('\n');
}

test.skipIf(!existsSync(oracleFile))(
  'the oracle (skipped where ../shared/kql-oracle is absent)',
  async () => {
    const queries = readFileSync(oracleFile, 'utf8')
      .trim()
      .split('\n')
      .map((line) => oracleQuery.parse(JSON.parse(line)));
    const connection = await openDuckDb();
    const passing: string[] = [];
    for (const query of queries) {
      const result = await runKql(connection, query.kql).catch(() => undefined);
      const last = result?.at(-1);
      if (query.error === true ? result === undefined : last !== undefined && isSame(query, last)) {
        passing.push(query.id);
      }
    }
    const others = queries.map(({ id }) => id).filter((id) => !passing.includes(id));
    expect(others.filter((id) => !Object.hasOwn(differences, id))).toEqual([]);
    await expect(`${passing.sort().join('\n')}\n`).toMatchFileSnapshot('./oraclePassing.txt');
    // Some five hundred queries take their time where other tests run beside them.
  },
  120_000,
);
