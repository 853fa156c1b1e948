import * as vscode from 'vscode';
import type { QueryStatement } from '../../../core/powershell/translatePowerShell';
import { EngineError } from '../../../core/protocol/engineError';
import type { EngineSession } from '../../engine/engineSession';
import { askAndExportResult } from '../results/exportResult';
import type { HeldResult } from '../state/cellRuns';

type ExportCsv = QueryStatement['effects'][number];

/**
 * `Export-Csv`: the user says in a dialog where to, whatever the cell says, which may be a stranger's. The dialog asks before a file is
 * replaced.
 *
 * @throws EngineError `query` with its place for what the export cannot do
 */
export async function exportCsv(engine: EngineSession, result: HeldResult, effect: ExportCsv): Promise<void> {
  const { path, delimiter, isAppended, place } = effect;
  if (isAppended || delimiter !== ',') {
    throw new EngineError({
      kind: 'query',
      code: 'notSupported',
      message: vscode.l10n.t(
        'Export-Csv writes a new file with commas: -Append and other delimiters are not supported.',
      ),
      start: place.start,
      length: place.length,
    });
  }
  const fileName = path.split(/[\\/]/).at(-1) ?? path;
  await askAndExportResult(engine, result, { format: 'csv', fileName });
}
