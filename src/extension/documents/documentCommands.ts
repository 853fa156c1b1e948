import * as vscode from 'vscode';
import { pickConnection, type ConnectionTarget } from '../connections/commandTarget';
import type { ConnectionStore } from '../connections/connectionStore';
import { Disposable } from '../disposable';
import type { ErrorPresenter } from '../errors/errorPresenter';
import { fileTimeText } from '../tree/timeText';
import type { BlobNode } from '../tree/treeNodes';
import type { AuditFileSystem } from './auditFileSystem';
import { auditScheme } from './auditUri';
import { openDocument } from './openDocument';

/** Commands that open blobs and records as documents. */
export class DocumentCommands extends Disposable {
  constructor(
    private readonly files: AuditFileSystem,
    private readonly connections: ConnectionStore,
    private readonly errors: ErrorPresenter,
  ) {
    super();
    this.register(
      vscode.workspace.registerFileSystemProvider(auditScheme, files, { isReadonly: true, isCaseSensitive: true }),
    );
    this.register(vscode.commands.registerCommand('m365Audit.openBlob', (node: BlobNode) => this.openBlob(node)));
    this.register(
      vscode.commands.registerCommand('m365Audit.openRecord', (target?: ConnectionTarget) => this.openRecord(target)),
    );
  }

  private openBlob({ connection, contentType, blob }: BlobNode): Promise<void> {
    const { contentId } = blob;
    const title = `${contentType} ${fileTimeText(blob.created)}`;
    return this.errors.guard({ connection, contentType }, () =>
      openDocument(this.files, { kind: 'blob', connectionId: connection.id, contentType, contentId }, title),
    );
  }

  private async openRecord(target?: ConnectionTarget): Promise<void> {
    const connection = await pickConnection(this.connections, target);
    if (connection === undefined) {
      return;
    }
    const recordId = await vscode.window.showInputBox({
      title: vscode.l10n.t('Open Record'),
      prompt: vscode.l10n.t('The Id of the audit record'),
      validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('Give an id.') : undefined),
    });
    if (recordId !== undefined) {
      const id = recordId.trim();
      await this.errors.guard({ connection }, () =>
        openDocument(this.files, { kind: 'record', connectionId: connection.id, recordId: id }, id),
      );
    }
  }
}
