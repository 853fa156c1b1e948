import type { PowerShellScope } from '../../core/powershell/powerShellScope';
import { translatePowerShell, type TranslateOptions } from '../../core/powershell/translatePowerShell';
import { inCell, plainQuery } from '../query/compilePowerShell';
import type { StatementResult } from '../query/queryRunner';

/**
 * Runs a cell in PowerShell style, by way of KQL.
 *
 * @param run runs a text of KQL
 * @returns the results, and the variables for the cells after it
 * @throws EngineError `query` with its place in the cell: also for what a query alone cannot do, like stopping a subscription
 */
export async function runPowerShellCell(
  text: string,
  options: TranslateOptions,
  run: (kql: string) => Promise<readonly StatementResult[]>,
): Promise<{ readonly results: readonly StatementResult[]; readonly scope: PowerShellScope }> {
  const { statements, scope } = translatePowerShell(text, options);
  const queries = statements.map(plainQuery);
  const results: StatementResult[] = [];
  try {
    for (const query of queries) {
      try {
        results.push(...(await run(query.kql)));
      } catch (error) {
        throw inCell(error, query);
      }
    }
    return { results, scope };
  } catch (error) {
    await Promise.all(results.map((result) => result.dispose()));
    throw error;
  }
}
