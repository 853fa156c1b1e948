import path from 'node:path';
import * as vscode from 'vscode';
import type { Connection } from '../../core/api/connection';
import { exportFormats, type ExportFormat } from '../../core/protocol/archiveProtocol';
import { EngineError } from '../../core/protocol/engineError';
import type { EngineSession } from '../engine/engineSession';
import { askInSteps, type Step } from '../quickInput/multiStepInput';
import { countedText } from '../words/countedText';
import { bytesText } from '../words/quantityText';
import { runArchiveJob } from './archiveJob';
import { emptySelection, selectionSteps, toSelection, type SelectionDraft } from './selectionQuestions';

interface ExportDraft extends SelectionDraft {
  readonly format: ExportFormat;
}

/** "Export Records…": asks which, as what and where to, and writes the file. */
export async function askAndExport(engine: EngineSession, connection: Connection): Promise<void> {
  const draft = await askInSteps<ExportDraft>(
    vscode.l10n.t('Export Records of {0}', connection.name),
    [...selectionSteps<ExportDraft>(), formatStep()],
    { ...emptySelection(Date.now()), format: 'ndjson' },
  );
  const uri = draft && (await askForFile(connection, draft.format));
  if (draft === undefined || uri === undefined) {
    return;
  }
  const { format } = draft;
  const summary = await runArchiveJob(
    engine,
    vscode.l10n.t('Exporting records of {0}', connection.name),
    (progressToken, token) =>
      engine.request(
        'm365Audit/exportRecords',
        { connection, selection: toSelection(draft), format, file: uri.fsPath, progressToken },
        token,
      ),
  );
  const { language } = vscode.env;
  const words = vscode.l10n.t(
    '{0} exported to {1}, {2}.',
    countedText(summary.records, 'record'),
    path.basename(uri.fsPath),
    bytesText(summary.bytes, language),
  );
  await offerFile(words, uri, format);
}

function formatStep(): Step<ExportDraft> {
  return {
    ask: async (prompts, draft) => {
      const items = exportFormats.map((format) => ({ ...formatWords(format), format }));
      const { format } = await prompts.pick({
        prompt: vscode.l10n.t('Which format?'),
        items,
        active: items.find((item) => item.format === draft.format),
      });
      return { ...draft, format };
    },
  };
}

function formatWords(format: ExportFormat): { readonly label: string; readonly detail: string } {
  switch (format) {
    case 'ndjson':
      return { label: 'NDJSON', detail: vscode.l10n.t('A record a line, as the service sent it') };
    case 'csv':
      return {
        label: 'CSV',
        detail: vscode.l10n.t('As audit searches give it, with the whole record in AuditData'),
      };
    case 'parquet':
      return { label: 'Parquet', detail: vscode.l10n.t('Typed columns: for DuckDB, Spark, Fabric and the like') };
  }
}

async function askForFile(connection: Connection, format: ExportFormat): Promise<vscode.Uri | undefined> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const name = `${connection.name.replaceAll(/[^\w.-]+/g, '-')} ${new Date().toISOString().slice(0, 10)}.${format}`;
  const uri = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export Records'),
    filters: { [formatWords(format).label]: [format] },
    saveLabel: vscode.l10n.t('Export'),
    ...(folder?.uri.scheme === 'file' ? { defaultUri: vscode.Uri.joinPath(folder.uri, name) } : {}),
  });
  if (uri !== undefined && uri.scheme !== 'file') {
    throw new EngineError({
      kind: 'notFound',
      message: vscode.l10n.t('Records can only be exported to a disk of the machine that the extension runs on.'),
      action: 'retry',
    });
  }
  return uri;
}

/** Parquet is nothing to read in an editor, and a browser has no file manager to show a file in. */
async function offerFile(words: string, uri: vscode.Uri, format: ExportFormat): Promise<void> {
  const open = vscode.l10n.t('Open');
  const reveal = vscode.l10n.t('Reveal');
  const isHere = vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined;
  const offers = [...(isHere ? [reveal] : []), ...(format === 'parquet' ? [] : [open])];
  const chosen = await vscode.window.showInformationMessage(words, ...offers);
  if (chosen === open) {
    await vscode.commands.executeCommand('vscode.open', uri);
  } else if (chosen === reveal) {
    await vscode.commands.executeCommand('revealFileInOS', uri);
  }
}
