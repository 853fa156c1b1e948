import * as vscode from 'vscode';
import { demoCloud } from '../../core/api/cloud';
import type { Connection } from '../../core/api/connection';
import { contentTypeLabels, contentTypes, type ContentType } from '../../core/api/contentType';
import { parseUtcTime } from '../../core/api/contentWindow';
import { expirationWarningMs, type WantedWebhook } from '../../core/api/subscriptionState';
import {
  pickConnection,
  pickContentType,
  type ConnectionTarget,
  type ContentTypeTarget,
} from '../connections/commandTarget';
import { Disposable } from '../disposable';
import { confirm } from '../quickInput/confirm';
import { askInSteps } from '../quickInput/multiStepInput';
import { chosenExpiration, expirationDraft, expirationSteps } from './expirationSteps';
import type { SubscriptionServices } from './subscriptionServices';
import { findSubscription, showWork } from './subscriptionWork';
import { askForWebhook, type WebhookAnswer } from './webhookDialog';
import { setWebhooks } from './webhookSetter';

/** A connection, and the content type where there is one. */
interface WebhookTarget extends ConnectionTarget {
  readonly contentType?: ContentType;
}

/** Commands that set webhooks, change them and take them away. */
export class WebhookCommands extends Disposable {
  constructor(private readonly services: SubscriptionServices) {
    super();
    this.register(
      vscode.commands.registerCommand('m365Audit.setWebhook', (target?: WebhookTarget) => this.set(target)),
    );
    const commands: Readonly<Record<string, (target: ContentTypeTarget) => Promise<void>>> = {
      'm365Audit.changeWebhook': (target) => this.change(target),
      'm365Audit.enableWebhook': (target) => this.enable(target),
      'm365Audit.removeWebhook': (target) => this.remove(target),
      'm365Audit.copyWebhookAuthId': (target) => this.copyAuthId(target),
    };
    for (const [id, handler] of Object.entries(commands)) {
      this.register(
        vscode.commands.registerCommand(id, async (picked?: ContentTypeTarget) => {
          const target = await pickContentType(services.connections, picked);
          if (target !== undefined) {
            await services.errors.guard(target, () => handler(target));
          }
        }),
      );
    }
  }

  /** With no content type, for several at once. */
  private async set(picked?: WebhookTarget): Promise<void> {
    const { connections, errors } = this.services;
    const connection = await pickConnection(connections, picked);
    if (connection !== undefined) {
      await errors.guard({ connection }, () =>
        this.askAndSet(vscode.l10n.t('Set Webhook'), connection, picked?.contentType, undefined),
      );
    }
  }

  private async change(target: ContentTypeTarget): Promise<void> {
    const known = await this.findWebhook(target);
    await this.askAndSet(vscode.l10n.t('Change Webhook'), target.connection, target.contentType, known);
  }

  /** The same webhook again, which enables it; with a later expiration where it has none left. */
  private async enable(target: ContentTypeTarget): Promise<void> {
    const { connection, contentType } = target;
    const known = await this.findWebhook(target);
    if (known === undefined) {
      await this.askAndSet(vscode.l10n.t('Set Webhook'), connection, contentType, undefined);
      return;
    }
    const authId = await this.services.secrets.find(target);
    if (authId === undefined && (await this.needsAuthId(target, known))) {
      await this.change(target);
      return;
    }
    const webhook = hasTimeLeft(known) ? known : await askForLaterExpiration(known);
    if (webhook === undefined) {
      return;
    }
    if (await setWebhooks(this.services, { connection, contentTypes: [contentType], webhook, authId })) {
      await this.change(target);
    }
  }

  /** To set the webhook without one would have the service send none: whoever checks it would refuse what comes, or check no more. */
  private async needsAuthId(target: ContentTypeTarget, { address }: WantedWebhook): Promise<boolean> {
    return (
      this.receiverAddresses(target.connection).includes(address) ||
      (await findSubscription(this.services.engine, target)).webhook?.hasAuthId === true
    );
  }

  private async remove(target: ContentTypeTarget): Promise<void> {
    const { engine, secrets, wanted } = this.services;
    const { connection, contentType } = target;
    const isConfirmed = await confirm(
      vscode.l10n.t('Remove the webhook of {0} of {1}?', contentTypeLabels[contentType], connection.name),
      vscode.l10n.t('The service sends no more notifications. The subscription goes on.'),
      vscode.l10n.t('Remove Webhook'),
    );
    if (!isConfirmed) {
      return;
    }
    await showWork(this.services, target, vscode.l10n.t('removing the webhook…'), async () => {
      await engine.request('m365Audit/setWebhook', { connection, contentType, webhook: null });
      await secrets.put(target, undefined);
      await wanted.rememberWebhook(target, undefined);
    });
  }

  /** For the user's own receiver, which must check it. */
  private async copyAuthId(target: ContentTypeTarget): Promise<void> {
    const authId = await this.services.secrets.find(target);
    if (authId === undefined) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('No authentication id of this webhook is kept on this machine.'),
      );
    } else {
      await vscode.env.clipboard.writeText(authId);
    }
  }

  private async askAndSet(
    title: string,
    connection: Connection,
    contentType: ContentType | undefined,
    known: WantedWebhook | undefined,
  ): Promise<void> {
    const { secrets, wanted } = this.services;
    const kept = contentType === undefined ? undefined : await secrets.find({ connection, contentType });
    const answer = await askForWebhook({
      title,
      connection,
      ...(contentType === undefined ? {} : { contentType }),
      likelyTypes: contentTypes.filter((type) => wanted.find({ connection, contentType: type })?.isStarted),
      known,
      hasAuthId: kept !== undefined,
      receiverAddresses: this.receiverAddresses(connection),
    });
    if (answer === undefined) {
      return;
    }
    const webhook = toWanted(answer.address, answer.expiration);
    const authId = authIdOf(answer, kept);
    if (await setWebhooks(this.services, { connection, contentTypes: answer.contentTypes, webhook, authId })) {
      await this.askAndSet(title, connection, contentType, webhook);
    }
  }

  /** What the user asked for; else what the service has. */
  private async findWebhook(target: ContentTypeTarget): Promise<WantedWebhook | undefined> {
    const { engine, wanted } = this.services;
    const known = wanted.find(target)?.webhook ?? (await findSubscription(engine, target)).webhook;
    return known === undefined ? undefined : toWanted(known.address, known.expiration);
  }

  /** The demo tenant posts from this machine, so it needs no tunnel. */
  private receiverAddresses(connection: Connection): readonly string[] {
    const { localAddress, publicAddress } = this.services.receiver;
    if (localAddress === undefined) {
      return [];
    }
    const address = connection.cloud === demoCloud ? localAddress : publicAddress;
    return address === undefined ? [] : [address];
  }
}

function authIdOf({ authId }: WebhookAnswer, kept: string | undefined): string | undefined {
  switch (authId.kind) {
    case 'keep':
      return kept;
    case 'new':
      return authId.value;
    case 'none':
      return undefined;
  }
}

function hasTimeLeft({ expiration }: WantedWebhook): boolean {
  return expiration === undefined || parseUtcTime(expiration) - Date.now() >= expirationWarningMs;
}

async function askForLaterExpiration({ address }: WantedWebhook): Promise<WantedWebhook | undefined> {
  const draft = await askInSteps(vscode.l10n.t('Enable Webhook'), expirationSteps(), expirationDraft());
  return draft === undefined ? undefined : toWanted(address, chosenExpiration(draft));
}

function toWanted(address: string, expiration: string | undefined): WantedWebhook {
  return { address, ...(expiration === undefined ? {} : { expiration }) };
}
