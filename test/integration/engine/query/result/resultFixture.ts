import fc from 'fast-check';
import { onTestFinished } from 'vitest';
import { kustoTypes } from '../../../../../src/core/kql/kustoType';
import { QueryRunner, type StatementResult } from '../../../../../src/engine/query/queryRunner';
import { openArchive, temporaryFolder } from '../../../../unit/engine/archive/archiveFixture';
import { kqlLiteral, valueArbitraries } from './sampleRows';

const now = Date.UTC(2026, 4, 2);

/** The result of a query over an empty archive. */
export async function resultOf(text: string): Promise<StatementResult> {
  const runner = new QueryRunner(await openArchive(await temporaryFolder()));
  onTestFinished(() => {
    runner.close();
  });
  const [result] = await runner.run(text, { language: 'kql', now });
  if (result === undefined) {
    throw new TypeError('The query gave no result.');
  }
  return result;
}

/** A result with a column of each type, and values that repeat. */
export function mixedResult(rowCount: number): Promise<StatementResult> {
  const values = kustoTypes.map((type) => fc.sample(valueArbitraries[type], { numRuns: rowCount, seed: 7 }));
  const rows = Array.from({ length: rowCount }, (_, row) =>
    kustoTypes.map((type, column) => kqlLiteral(type, values[column]?.[row] ?? null)).join(', '),
  );
  const columns = kustoTypes.map((type) => `${type}_value: ${type === 'dynamic' ? 'string' : type}`).join(', ');
  return resultOf(`datatable(${columns}) [${rows.join(',\n')}]
    | extend dynamic_value = iff(dynamic_value == "", dynamic(null), parse_json(dynamic_value))
    | project ${kustoTypes.map((type) => `${type}_value`).join(', ')}`);
}
