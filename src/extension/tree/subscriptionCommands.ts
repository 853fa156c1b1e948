import * as vscode from 'vscode';
import { contentTypeLabels } from '../../core/api/contentType';
import { pickContentType, type ContentTypeTarget } from '../connections/commandTarget';
import type { ConnectionStore } from '../connections/connectionStore';
import { Disposable } from '../disposable';
import type { EngineSession } from '../engine/engineSession';
import type { ErrorPresenter } from '../errors/errorPresenter';
import type { AuditTree } from './auditTree';
import { isTreeNode } from './treeNodes';

/** Commands that turn subscriptions on and off. */
export class SubscriptionCommands extends Disposable {
  constructor(
    private readonly engine: EngineSession,
    private readonly connections: ConnectionStore,
    private readonly tree: AuditTree,
    private readonly errors: ErrorPresenter,
  ) {
    super();
    this.register(
      vscode.commands.registerCommand('m365Audit.startSubscription', (target?: ContentTypeTarget) =>
        this.start(target),
      ),
    );
    this.register(
      vscode.commands.registerCommand('m365Audit.stopSubscription', (target?: ContentTypeTarget) => this.stop(target)),
    );
  }

  private async start(picked?: ContentTypeTarget): Promise<void> {
    const target = await pickContentType(this.connections, picked);
    if (target === undefined) {
      return;
    }
    const { connection, contentType } = target;
    await this.errors.guard(target, () =>
      this.showWork(target, vscode.l10n.t('starting…'), async () => {
        await this.engine.request('m365Audit/startSubscription', { connection, contentType });
      }),
    );
  }

  private async stop(picked?: ContentTypeTarget): Promise<void> {
    const target = await pickContentType(this.connections, picked);
    if (target === undefined) {
      return;
    }
    const { connection, contentType } = target;
    if (!(await confirmStop(target))) {
      // The checkbox shows its new state already.
      this.refresh(target);
      return;
    }
    await this.errors.guard(target, () =>
      this.showWork(target, vscode.l10n.t('stopping…'), async () => {
        await this.engine.request('m365Audit/stopSubscription', { connection, contentType });
      }),
    );
  }

  private async showWork(target: ContentTypeTarget, words: string, work: () => Promise<void>): Promise<void> {
    if (isTreeNode(target)) {
      await this.tree.showWork(target, words, work);
    } else {
      await work();
      this.tree.refresh();
    }
  }

  private refresh(target: ContentTypeTarget): void {
    this.tree.refresh(isTreeNode(target) ? target : undefined);
  }
}

async function confirmStop({ connection, contentType }: ContentTypeTarget): Promise<boolean> {
  const stop = vscode.l10n.t('Stop Subscription');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Stop the subscription to {0} of {1}?', contentTypeLabels[contentType], connection.name),
    {
      modal: true,
      detail: vscode.l10n.t(
        'What happens while it is stopped never becomes available, even if you start it again. Content that the service lists now can no longer be fetched; fetch it first if you need it. Records in the archive stay.',
      ),
    },
    stop,
  );
  return chosen === stop;
}
