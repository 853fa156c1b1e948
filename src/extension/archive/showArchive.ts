import * as vscode from 'vscode';
import { demoConnection, type Connection } from '../../core/api/connection';
import type { ArchiveFacts, Retention } from '../../core/protocol/archiveProtocol';
import type { EngineSession } from '../engine/engineSession';
import { countedText } from '../words/countedText';
import { bytesText } from '../words/quantityText';
import { contentTypesText, eventTimesText, retentionText, sizeText } from './selectionText';

interface ArchiveItem extends vscode.QuickPickItem {
  readonly run: () => Thenable<unknown>;
}

/** "Show Archive…": what there is, each fact with what can be done about it. */
export async function showArchive(engine: EngineSession, connection: Connection, retention: Retention): Promise<void> {
  const facts = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Looking at the archive') },
    () => engine.request('m365Audit/getArchiveFacts', { connection }),
  );
  const { language } = vscode.env;
  const chosen = await vscode.window.showQuickPick(archiveItems(connection, facts, retention), {
    title: vscode.l10n.t('Archive of {0}', connection.name),
    placeHolder: [sizeText(facts.tenant, language), eventTimesText(facts.tenant, language)]
      .filter((part) => part !== '')
      .join(' · '),
  });
  await chosen?.run();
}

function archiveItems(connection: Connection, facts: ArchiveFacts, retention: Retention): readonly ArchiveItem[] {
  const { language } = vscode.env;
  const command = (id: string) => () => vscode.commands.executeCommand(`m365Audit.${id}`, { connection });
  const types = contentTypesText(facts.tenant, language);
  const kept = retentionText(retention, language);
  return [
    folderItem(facts.folder),
    {
      label: `$(graph) ${vscode.l10n.t('Show Coverage')}`,
      detail: eventTimesText(facts.tenant, language) || vscode.l10n.t('no records yet'),
      run: command('showCoverage'),
    },
    {
      label: `$(desktop-download) ${vscode.l10n.t('Import Audit Records…')}`,
      detail: vscode.l10n.t('NDJSON, JSON and the CSV of audit searches'),
      run: command('importFiles'),
    },
    {
      label: `$(export) ${vscode.l10n.t('Export Records…')}`,
      detail: types === '' ? vscode.l10n.t('no records yet') : types,
      run: command('exportRecords'),
    },
    {
      label: `$(trash) ${vscode.l10n.t('Delete Records…')}`,
      detail: vscode.l10n.t('by content type and time'),
      run: command('deleteRecords'),
    },
    {
      label: `$(history) ${vscode.l10n.t('Change Retention…')}`,
      detail: kept === '' ? vscode.l10n.t('everything is kept') : vscode.l10n.t('kept: {0}', kept),
      run: command('setRetention'),
    },
    ...(connection.id === demoConnection.id
      ? []
      : [
          {
            label: `$(move) ${vscode.l10n.t('Move Archive…')}`,
            detail: vscode.l10n.t(
              'all tenants: {0} in {1}',
              bytesText(facts.bytes, language),
              countedText(facts.files, 'file'),
            ),
            run: command('moveArchive'),
          },
        ]),
  ];
}

/** Where there is no file manager, the path can be taken along. */
function folderItem(folder: string): ArchiveItem {
  const isHere = vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined;
  return isHere
    ? {
        label: `$(folder-opened) ${vscode.l10n.t('Reveal Folder')}`,
        detail: folder,
        run: () => vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(folder)),
      }
    : {
        label: `$(copy) ${vscode.l10n.t('Copy Path of the Folder')}`,
        detail: folder,
        run: () => vscode.env.clipboard.writeText(folder),
      };
}
