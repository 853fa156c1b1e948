import * as vscode from 'vscode';
import { pickConnection, type ConnectionTarget, type ContentTypeTarget } from '../connections/commandTarget';
import type { ConnectionStore } from '../connections/connectionStore';
import { Disposable } from '../disposable';
import type { ErrorPresenter } from '../errors/errorPresenter';
import { fileTimeText } from '../tree/timeText';
import type { AuditFileSystem } from './auditFileSystem';
import { auditScheme } from './auditUri';
import { openDocument } from './openDocument';

/** A row of the tree, or what a row of a result says of its blob. */
interface BlobTarget extends ContentTypeTarget {
  readonly blob: { readonly contentId: string; readonly created?: number };
}

/** Without an id, the user is asked. */
interface RecordTarget extends ConnectionTarget {
  readonly recordId?: string;
}

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
    this.register(vscode.commands.registerCommand('m365Audit.openBlob', (blob: BlobTarget) => this.openBlob(blob)));
    this.register(
      vscode.commands.registerCommand('m365Audit.openRecord', (target?: RecordTarget) => this.openRecord(target)),
    );
  }

  private openBlob({ connection, contentType, blob }: BlobTarget): Promise<void> {
    const { contentId, created } = blob;
    const title = `${contentType} ${created === undefined ? contentId.slice(0, 40) : fileTimeText(created)}`;
    return this.errors.guard({ connection, contentType }, () =>
      openDocument(this.files, { kind: 'blob', connectionId: connection.id, contentType, contentId }, title),
    );
  }

  private async openRecord(target?: RecordTarget): Promise<void> {
    const connection = await pickConnection(this.connections, target);
    if (connection === undefined) {
      return;
    }
    const recordId = target?.recordId ?? (await askForRecordId());
    if (recordId !== undefined) {
      const id = recordId.trim();
      await this.errors.guard({ connection }, () =>
        openDocument(this.files, { kind: 'record', connectionId: connection.id, recordId: id }, id),
      );
    }
  }
}

function askForRecordId(): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Open Record'),
    prompt: vscode.l10n.t('The Id of the audit record'),
    validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('Give an id.') : undefined),
  });
}
