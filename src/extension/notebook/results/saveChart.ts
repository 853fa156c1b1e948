import path from 'node:path';
import * as vscode from 'vscode';
import type { RendererAction } from '../../../core/notebook/resultMessages';
import { chartBytes } from '../../../core/notebook/chartBytes';
import { EngineError } from '../../../core/protocol/engineError';
import { askForFile, offerFile } from './resultFiles';

type ChartToSave = Extract<RendererAction, { action: 'saveChart' }>;

/** Asks where to, and writes the picture of a chart. */
export async function saveChart({ format, data }: ChartToSave): Promise<void> {
  const bytes = chartBytes(format, data);
  if (bytes === undefined) {
    throw new EngineError({ kind: 'internal', message: vscode.l10n.t('The chart could not be saved as a picture.') });
  }
  const uri = await askForFile({
    title: vscode.l10n.t('Save Chart'),
    name: `chart.${format}`,
    filters: { [format.toUpperCase()]: [format] },
  });
  if (uri !== undefined) {
    await vscode.workspace.fs.writeFile(uri, bytes);
    void offerFile(vscode.l10n.t('The chart was saved to {0}.', path.posix.basename(uri.path)), uri, true);
  }
}
