import * as vscode from 'vscode';
import type { Connection } from '../../core/api/connection';
import { contentTypeLabels } from '../../core/api/contentType';
import { isOwnWebhook } from '../../core/api/subscriptionState';
import type { StartedSubscription } from '../../core/protocol/subscriptionProtocol';
import {
  pickConnection,
  pickContentType,
  type ConnectionTarget,
  type ContentTypeTarget,
} from '../connections/commandTarget';
import { Disposable } from '../disposable';
import { confirm } from '../quickInput/confirm';
import { isTreeNode } from '../tree/treeNodes';
import { showOutcomes } from './showOutcomes';
import type { SubscriptionServices } from './subscriptionServices';
import { findSubscription, showWork } from './subscriptionWork';

/** Commands that turn subscriptions on and off. What the user asks for by them is remembered. */
export class SubscriptionCommands extends Disposable {
  constructor(private readonly services: SubscriptionServices) {
    super();
    const commands: Readonly<Record<string, (target?: ContentTypeTarget) => Promise<void>>> = {
      'm365Audit.startSubscription': (target) => this.start(target),
      'm365Audit.stopSubscription': (target) => this.stop(target),
      'm365Audit.keepSubscription': (target) => this.keep(target),
      'm365Audit.startAllSubscriptions': (target) => this.startAll(target),
    };
    for (const [id, handler] of Object.entries(commands)) {
      this.register(vscode.commands.registerCommand(id, handler));
    }
  }

  private async start(picked?: ContentTypeTarget): Promise<void> {
    const { connections, engine, wanted, errors } = this.services;
    const target = await pickContentType(connections, picked);
    if (target === undefined) {
      return;
    }
    const { connection, contentType } = target;
    await errors.guard(target, () =>
      showWork(this.services, target, vscode.l10n.t('starting…'), async () => {
        const started = await engine.request('m365Audit/startSubscription', { connection, contentType });
        await wanted.rememberStarted(target, started);
      }),
    );
  }

  private async stop(picked?: ContentTypeTarget): Promise<void> {
    const { connections, engine, wanted, tree, errors } = this.services;
    const target = await pickContentType(connections, picked);
    if (target === undefined) {
      return;
    }
    const { connection, contentType } = target;
    if (!(await confirmStop(target))) {
      // The checkbox shows its new state already.
      tree.refresh(isTreeNode(target) ? target : undefined);
      return;
    }
    await errors.guard(target, () =>
      showWork(this.services, target, vscode.l10n.t('stopping…'), async () => {
        await engine.request('m365Audit/stopSubscription', { connection, contentType });
        await wanted.rememberStopped(target);
      }),
    );
  }

  private async startAll(picked?: ConnectionTarget): Promise<void> {
    const { connections, errors } = this.services;
    const connection = await pickConnection(connections, picked);
    if (connection === undefined) {
      return;
    }
    await errors.guard({ connection }, async () => {
      const outcomes = await this.startEach(connection);
      await showOutcomes(
        connection,
        outcomes,
        {
          success: (labels) => vscode.l10n.t('{0} is subscribed to {1}.', connection.name, labels),
          failure: (labels) => vscode.l10n.t('The subscription to {0} was not started.', labels),
        },
        errors,
      );
    });
  }

  private async startEach(connection: Connection): Promise<readonly StartedSubscription[]> {
    const { engine, wanted, tree } = this.services;
    try {
      const outcomes = await vscode.window.withProgress(
        {
          location: vscode.ProgressLocation.Notification,
          title: vscode.l10n.t('Starting all subscriptions of {0}', connection.name),
          cancellable: true,
        },
        (_, token) => engine.request('m365Audit/startAllSubscriptions', { connection }, token),
      );
      for (const { contentType, subscription } of outcomes) {
        if (subscription !== undefined) {
          await wanted.rememberStarted({ connection, contentType }, subscription);
        }
      }
      return outcomes;
    } finally {
      // Also after it was cancelled some may have been started.
      tree.refresh();
    }
  }

  /** Makes what the service has what the user wants, so that the tree no longer warns of it. */
  private async keep(picked?: ContentTypeTarget): Promise<void> {
    const { connections, engine, wanted, secrets, errors } = this.services;
    const target = await pickContentType(connections, picked);
    if (target !== undefined) {
      await errors.guard(target, async () => {
        const found = await findSubscription(engine, target);
        const isOwn = isOwnWebhook(wanted.find(target), found);
        await wanted.adopt(target, found);
        if (!isOwn) {
          // What someone else set has another authId, and what is gone has none.
          await secrets.put(target, undefined);
        }
      });
    }
  }
}

function confirmStop({ connection, contentType }: ContentTypeTarget): Promise<boolean> {
  return confirm(
    vscode.l10n.t('Stop the subscription to {0} of {1}?', contentTypeLabels[contentType], connection.name),
    vscode.l10n.t(
      'What happens while it is stopped never becomes available, even if you start it again. Content that the service lists now can no longer be fetched; fetch it first if you need it. Records in the archive stay.',
    ),
    vscode.l10n.t('Stop Subscription'),
  );
}
