import type { QueryStatement } from '../../../core/powershell/translatePowerShell';
import type { EngineSession } from '../../engine/engineSession';
import { askAndExportResult } from '../results/exportResult';
import type { HeldResult } from '../state/cellRuns';

type ExportCsv = QueryStatement['effects'][number];

/**
 * `Export-Csv`: the user says in a dialog where to, whatever the cell says, which may be a stranger's. The dialog asks before a file is
 * replaced.
 */
export async function exportCsv(
  engine: EngineSession,
  result: HeldResult,
  { path, delimiter }: ExportCsv,
): Promise<void> {
  const fileName = path.split(/[\\/]/).at(-1) ?? path;
  await askAndExportResult(engine, result, { format: 'csv', delimiter, fileName });
}
