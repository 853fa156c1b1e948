import * as vscode from 'vscode';
import { hourMs } from '../../core/api/contentWindow';
import { pickContentType, type ContentTypeTarget } from '../connections/commandTarget';
import type { ConnectionStore } from '../connections/connectionStore';
import { Disposable } from '../disposable';
import type { AuditFileSystem } from '../documents/auditFileSystem';
import { openDocument } from '../documents/openDocument';
import type { EngineSession } from '../engine/engineSession';
import type { ErrorPresenter } from '../errors/errorPresenter';
import { retainedRange } from '../fetch/fetchJobs';
import { fileTimeText } from '../tree/timeText';
import type { AttemptNode } from '../tree/treeNodes';

export interface NotificationServices {
  readonly engine: EngineSession;
  readonly connections: ConnectionStore;
  readonly files: AuditFileSystem;
  readonly errors: ErrorPresenter;
}

/** Commands that show how the service told webhooks of content. */
export class NotificationCommands extends Disposable {
  constructor(private readonly services: NotificationServices) {
    super();
    this.register(
      vscode.commands.registerCommand('m365Audit.showNotifications', (target?: ContentTypeTarget) => this.show(target)),
    );
    this.register(
      vscode.commands.registerCommand('m365Audit.openNotifiedBlob', (node: AttemptNode) => this.openBlob(node)),
    );
  }

  /** All that the service still has, as a document. */
  private async show(picked?: ContentTypeTarget): Promise<void> {
    const { connections, files, errors } = this.services;
    const target = await pickContentType(connections, picked);
    if (target === undefined) {
      return;
    }
    const { connection, contentType } = target;
    await errors.guard(target, () => {
      const { start, end } = retainedRange(Date.now());
      // From a full hour on, so that nothing of it runs out while the service is asked.
      const range = { start: Math.ceil(start / hourMs) * hourMs, end };
      const title = `${contentType} ${vscode.l10n.t('notifications')} ${fileTimeText(range.end)}`;
      return openDocument(files, { kind: 'notifications', connectionId: connection.id, contentType, range }, title);
    });
  }

  /** The archive knows a blob once its hour was listed. */
  private async openBlob({ connection, contentType, attempt }: AttemptNode): Promise<void> {
    const { engine, files, errors } = this.services;
    const { contentId, created } = attempt;
    await errors.guard({ connection, contentType }, async () => {
      const start = Math.floor(created / hourMs) * hourMs;
      const range = { start, end: Math.min(start + hourMs, Date.now()) };
      await engine.request('m365Audit/listContent', { connection, contentType, range });
      const title = `${contentType} ${fileTimeText(created)}`;
      await openDocument(files, { kind: 'blob', connectionId: connection.id, contentType, contentId }, title);
    });
  }
}
