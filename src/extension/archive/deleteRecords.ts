import * as vscode from 'vscode';
import type { Connection } from '../../core/api/connection';
import type { RecordSelection, SelectionSize } from '../../core/protocol/archiveProtocol';
import type { EngineSession } from '../engine/engineSession';
import { confirm } from '../quickInput/confirm';
import { askInSteps } from '../quickInput/multiStepInput';
import { emptySelection, selectionSteps, toSelection } from './selectionQuestions';
import { deletionText, sizeText } from './selectionText';

/** "Delete Records…": asks which, says what goes, and deletes once the user has agreed. */
export async function askAndDelete(engine: EngineSession, connection: Connection): Promise<void> {
  const draft = await askInSteps(
    vscode.l10n.t('Delete Records of {0}', connection.name),
    selectionSteps(),
    emptySelection(Date.now()),
  );
  if (draft === undefined) {
    return;
  }
  const selection = toSelection(draft);
  const size = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Counting what would be deleted'),
      cancellable: true,
    },
    (_, token) => engine.request('m365Audit/measureSelection', { connection, selection }, token),
  );
  if (size.records === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('The archive has no such records of {0}. Nothing was deleted.', connection.name),
    );
    return;
  }
  await confirmAndDelete(engine, connection, selection, size);
}

/** @param size what the selection holds, as it is shown before */
export async function confirmAndDelete(
  engine: EngineSession,
  connection: Connection,
  selection: RecordSelection,
  size: SelectionSize,
): Promise<void> {
  const { language } = vscode.env;
  const isConfirmed = await confirm(
    vscode.l10n.t('Delete these records of {0} for good?', connection.name),
    deletionText(size, language),
    vscode.l10n.t('Delete Records'),
  );
  if (!isConfirmed) {
    return;
  }
  const deleted = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Deleting records of {0}', connection.name),
      cancellable: true,
    },
    (_, token) => engine.request('m365Audit/deleteRecords', { connection, selection }, token),
  );
  void vscode.window.showInformationMessage(
    vscode.l10n.t('Deleted from the archive of {0}: {1}.', connection.name, sizeText(deleted, language)),
  );
}
