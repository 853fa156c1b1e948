import path from 'node:path';
import * as vscode from 'vscode';
import { cellNameOf } from '../../../core/notebook/state/cellName';
import { EngineError } from '../../../core/protocol/engineError';
import { resultExportFormats, type ResultExportFormat, type ResultView } from '../../../core/protocol/resultProtocol';
import { runArchiveJob } from '../../archive/archiveJob';
import type { EngineSession } from '../../engine/engineSession';
import { countedText } from '../../words/countedText';
import { bytesText } from '../../words/quantityText';
import type { HeldResult } from '../state/cellRuns';
import { askForFile, offerFile } from './resultFiles';

const wholeView: ResultView = { sort: [], filters: [] };

const formatNames: Readonly<Record<ResultExportFormat, string>> = {
  csv: 'CSV',
  json: 'JSON',
  ndjson: 'NDJSON',
  parquet: 'Parquet',
  markdown: 'Markdown',
};

const fileExtensions: Readonly<Record<ResultExportFormat, string>> = {
  csv: 'csv',
  json: 'json',
  ndjson: 'ndjson',
  parquet: 'parquet',
  markdown: 'md',
};

export interface ResultExport {
  readonly format: ResultExportFormat;
  readonly view?: ResultView;
  /** One character between the values of CSV. */
  readonly delimiter?: string;
  /** What the file is called, where the user says nothing else. */
  readonly fileName?: string;
}

/** Asks which format, and exports the whole result. */
export async function askForFormatAndExport(engine: EngineSession, result: HeldResult): Promise<void> {
  const chosen = await vscode.window.showQuickPick(
    resultExportFormats.map((format) => ({ label: formatNames[format], format })),
    { title: vscode.l10n.t('Export Result'), placeHolder: vscode.l10n.t('Which format?') },
  );
  if (chosen !== undefined) {
    await askAndExportResult(engine, result, chosen);
  }
}

/**
 * Asks where to, and writes all rows of a result, as they are shown.
 *
 * @returns whether a file was written: the user may leave
 */
export async function askAndExportResult(
  engine: EngineSession,
  { resultId, cell }: HeldResult,
  { format, view = wholeView, delimiter, fileName }: ResultExport,
): Promise<boolean> {
  const uri = await askForFile({
    title: vscode.l10n.t('Export Result'),
    name: fileName ?? `${cellNameOf(cell.metadata) ?? defaultName(cell.notebook)}.${fileExtensions[format]}`,
    filters: { [formatNames[format]]: [fileExtensions[format]] },
  });
  if (uri === undefined) {
    return false;
  }
  if (uri.scheme !== 'file') {
    throw new EngineError({
      kind: 'notFound',
      message: vscode.l10n.t('Results can only be exported to a disk of the machine that the extension runs on.'),
      action: 'retry',
    });
  }
  const separator = delimiter === undefined ? {} : { delimiter };
  const summary = await runArchiveJob(
    engine,
    vscode.l10n.t('Exporting the result'),
    (progressToken, token) =>
      engine.request(
        'm365Audit/exportResult',
        { resultId, view, format, ...separator, file: uri.fsPath, progressToken },
        token,
      ),
    'row',
  );
  const { language } = vscode.env;
  const words = vscode.l10n.t(
    '{0} exported to {1}, {2}.',
    countedText(summary.records, 'row'),
    path.basename(uri.fsPath),
    bytesText(summary.bytes, language),
  );
  // What comes next does not wait until the message is read.
  void offerFile(words, uri, format !== 'parquet');
  return true;
}

function defaultName(notebook: vscode.NotebookDocument): string {
  const base = path.posix.basename(notebook.uri.path).replace(/\.\w+$/, '');
  return `${base} ${new Date().toISOString().slice(0, 10)}`;
}
