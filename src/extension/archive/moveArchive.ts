import { readdir } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { demoConnection, type Connection } from '../../core/api/connection';
import { EngineError } from '../../core/protocol/engineError';
import type { EngineSession } from '../engine/engineSession';
import { confirm } from '../quickInput/confirm';
import { bytesText } from '../words/quantityText';
import { runArchiveJob } from './archiveJob';
import { hasArchive, type ArchivePlace } from './archivePlace';

/** Name of the folder that is made where the chosen one holds other things. */
const ownFolderName = 'm365-audit-archive';

/** "Move Archive…": asks where to, moves it, and goes on there. */
export async function moveArchive(engine: EngineSession, place: ArchivePlace, connection: Connection): Promise<void> {
  if (connection.id === demoConnection.id) {
    throw new EngineError({
      kind: 'notFound',
      message: vscode.l10n.t("The archive of the demo tenant is made anew each day, and stays in VS Code's storage."),
    });
  }
  const facts = await engine.request('m365Audit/getArchiveFacts', { connection });
  const parent = await askForFolder(vscode.l10n.t('Move Archive To'), vscode.l10n.t('Move Here'));
  if (parent === undefined) {
    return;
  }
  const folder = (await isEmpty(parent)) ? parent : path.join(parent, ownFolderName);
  const isConfirmed = await confirm(
    vscode.l10n.t('Move the archive to {0}?', folder),
    vscode.l10n.t(
      'The records of all tenants go there, {0}, from {1}. The engine starts anew, which ends queries that run. Other windows and scheduled command lines need the new folder, too.',
      bytesText(facts.bytes, vscode.env.language),
      facts.folder,
    ),
    vscode.l10n.t('Move Archive'),
  );
  if (!isConfirmed) {
    return;
  }
  const moved = await runArchiveJob(engine, vscode.l10n.t('Moving the archive'), (progressToken, token) =>
    engine.request('m365Audit/moveArchive', { connection, folder, progressToken }, token),
  );
  await useFolder(engine, place, moved.folder);
  void vscode.window.showInformationMessage(vscode.l10n.t('The archive lies in {0} now.', moved.folder));
}

/** "Choose Archive Folder…": takes an archive that lies elsewhere, or begins one there. Nothing is moved. */
export async function chooseArchiveFolder(engine: EngineSession, place: ArchivePlace): Promise<void> {
  const folder = await askForFolder(vscode.l10n.t('Folder of the Archive'), vscode.l10n.t('Use This Folder'));
  if (folder === undefined) {
    return;
  }
  if (!(await hasArchive(folder))) {
    const isNew = await confirm(
      vscode.l10n.t('There is no archive in {0}. Begin a new one there?', folder),
      vscode.l10n.t('It begins empty. The archive that was used before stays where it is.'),
      vscode.l10n.t('Begin New Archive'),
    );
    if (!isNew) {
      return;
    }
    await place.allowNew(folder);
  }
  await useFolder(engine, place, folder);
}

async function useFolder(engine: EngineSession, place: ArchivePlace, folder: string): Promise<void> {
  await place.choose(folder);
  await engine.restart();
}

async function askForFolder(title: string, openLabel: string): Promise<string | undefined> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title,
      openLabel,
      canSelectFiles: false,
      canSelectFolders: true,
    })) ?? [];
  if (uri !== undefined && uri.scheme !== 'file') {
    throw new EngineError({
      kind: 'notFound',
      message: vscode.l10n.t('The archive can only lie on a disk of the machine that the extension runs on.'),
      action: 'retry',
    });
  }
  return uri?.fsPath;
}

async function isEmpty(folder: string): Promise<boolean> {
  return (await readdir(folder)).length === 0;
}
