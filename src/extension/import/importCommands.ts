import * as vscode from 'vscode';
import type { ConnectionTarget } from '../connections/commandTarget';
import type { ConnectionStore } from '../connections/connectionStore';
import { Disposable } from '../disposable';
import type { ErrorPresenter } from '../errors/errorPresenter';
import { pickImportTarget } from './importTarget';
import type { RecordImporter } from './recordImporter';

/** Commands that import files of audit records. */
export class ImportCommands extends Disposable {
  constructor(
    private readonly connections: ConnectionStore,
    private readonly importer: RecordImporter,
    errors: ErrorPresenter,
  ) {
    super();
    this.register(
      vscode.commands.registerCommand('m365Audit.importFiles', (target?: ConnectionTarget) =>
        errors.guard({ ...target }, () => this.askAndImport(target)),
      ),
    );
    this.register(
      vscode.commands.registerCommand(
        'm365Audit.importResource',
        (resource?: vscode.Uri, resources?: readonly vscode.Uri[]) =>
          errors.guard({}, () =>
            resource === undefined ? this.askAndImport(undefined) : this.import(undefined, resources ?? [resource]),
          ),
      ),
    );
  }

  private async askAndImport(target: ConnectionTarget | undefined): Promise<void> {
    // Windows and Linux have a dialog for files and another one for folders.
    const source = await vscode.window.showQuickPick(
      [
        { label: vscode.l10n.t('Files…'), detail: vscode.l10n.t('One or several'), isFolder: false },
        {
          label: vscode.l10n.t('Folder…'),
          detail: vscode.l10n.t('All files in it, and in the folders below'),
          isFolder: true,
        },
      ],
      {
        title: vscode.l10n.t('Import Audit Records'),
        placeHolder: vscode.l10n.t('NDJSON, JSON and the CSV of audit searches, each as it is or as .gz'),
      },
    );
    if (source === undefined) {
      return;
    }
    const { isFolder } = source;
    const uris = await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Import Audit Records'),
      openLabel: vscode.l10n.t('Import'),
      canSelectFiles: !isFolder,
      canSelectFolders: isFolder,
      canSelectMany: true,
      ...(isFolder
        ? {}
        : {
            filters: {
              [vscode.l10n.t('Audit records')]: ['csv', 'json', 'ndjson', 'jsonl', 'gz'],
              [vscode.l10n.t('All files')]: ['*'],
            },
          }),
    });
    if (uris !== undefined) {
      await this.import(target, uris);
    }
  }

  private async import(target: ConnectionTarget | undefined, uris: readonly vscode.Uri[]): Promise<void> {
    const connection = await pickImportTarget(this.connections, target);
    if (connection !== undefined) {
      await this.importer.import(connection, uris);
    }
  }
}
