import type { Row } from '../../../../src/core/protocol/queryProtocol';
import type { QueryOptions, QueryRunner } from '../../../../src/engine/query/queryRunner';

/** The rows of the last statement of a query, all of them; at noon of 1 May 2026 unless another time is given. */
export async function rowsOf(runner: QueryRunner, text: string, options: Partial<QueryOptions> = {}): Promise<Row[]> {
  const results = await runner.run(text, { language: 'kql', now: Date.UTC(2026, 4, 1, 12), ...options });
  const last = results.at(-1);
  const rows = (await last?.readRows(0, last.rowCount)) ?? [];
  await Promise.all(results.map((result) => result.dispose()));
  return rows;
}
