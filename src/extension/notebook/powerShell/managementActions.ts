import * as vscode from 'vscode';
import type { Connection } from '../../../core/api/connection';
import { contentTypeLabels, type ContentType } from '../../../core/api/contentType';
import type { Column } from '../../../core/kql/kustoType';
import { kqlDatatable } from '../../../core/notebook/copy/kqlDatatable';
import { actionColumns } from '../../../core/powershell/actionColumns';
import type { ActionStatement } from '../../../core/powershell/translatePowerShell';
import { EngineError } from '../../../core/protocol/engineError';
import type { Row } from '../../../core/protocol/queryProtocol';
import type { Subscription } from '../../../core/protocol/subscriptionProtocol';
import type { EngineSession } from '../../engine/engineSession';
import { confirm } from '../../quickInput/confirm';
import { findAddressProblem } from '../../subscriptions/webhookAddress';
import { demoConnection } from '../../../core/api/connection';

type Action = ActionStatement['action'];
type StartAction = Extract<Action, { kind: 'startSubscriptions' }>;

/** What a cell changed at the service, so that what is remembered of it follows. */
export interface SubscriptionChange {
  readonly connection: Connection;
  readonly contentType: ContentType;
  /** As the service has it now; absent where it was stopped. */
  readonly subscription?: Subscription;
  /** The webhook that was set, where one was. */
  readonly webhook?: NonNullable<StartAction['webhook']>;
}

/** Does at the service what the management cmdlets say. What changes something is asked about first. */
export class ManagementActions {
  constructor(
    private readonly engine: EngineSession,
    private readonly onChanged: (change: SubscriptionChange) => void,
  ) {}

  /**
   * @returns what the service says, as a table of KQL
   * @throws `vscode.CancellationError` if the user does not agree
   */
  async run(
    { action, place }: ActionStatement,
    connection: Connection,
    token: vscode.CancellationToken,
  ): Promise<string> {
    switch (action.kind) {
      case 'connect':
        return this.connect(connection);
      case 'listSubscriptions':
        return subscriptionTable(await this.engine.request('m365Audit/listSubscriptions', { connection }, token));
      case 'listSensitiveTypes':
        return this.listSensitiveTypes(connection, token);
      case 'startSubscriptions':
        refuseUnfitAddress(action, connection, place);
        await this.agree(startQuestion(action, connection));
        return this.start(action, connection, token);
      case 'stopSubscriptions':
        await this.agree(stopQuestion(action.contentTypes, connection));
        return this.stop(action.contentTypes, connection, token);
    }
  }

  private async connect(connection: Connection): Promise<string> {
    if (connection.id !== demoConnection.id) {
      await vscode.commands.executeCommand('m365Audit.signIn', { connection });
    }
    const state = await this.engine.request('m365Audit/findSignIn', { connection });
    return kqlDatatable({
      columns: columnsOf('connect'),
      rows: [[connection.name, connection.tenantId, state?.account ?? '']],
    });
  }

  private async listSensitiveTypes(connection: Connection, token: vscode.CancellationToken): Promise<string> {
    const { language } = vscode.env;
    const names = await this.engine.request('m365Audit/listSensitiveTypes', { connection, language }, token);
    return kqlDatatable({
      columns: columnsOf('listSensitiveTypes'),
      rows: Object.entries(names),
    });
  }

  private async start(
    { contentTypes, webhook }: StartAction,
    connection: Connection,
    token: vscode.CancellationToken,
  ): Promise<string> {
    const started: Subscription[] = [];
    for (const contentType of contentTypes) {
      const target = { connection, contentType };
      const subscription =
        webhook === undefined
          ? await this.engine.request('m365Audit/startSubscription', target, token)
          : await this.engine.request('m365Audit/setWebhook', { ...target, webhook }, token);
      started.push(subscription);
      this.onChanged({ ...target, subscription, ...(webhook === undefined ? {} : { webhook }) });
    }
    return subscriptionTable(started);
  }

  private async stop(
    contentTypes: readonly ContentType[],
    connection: Connection,
    token: vscode.CancellationToken,
  ): Promise<string> {
    for (const contentType of contentTypes) {
      await this.engine.request('m365Audit/stopSubscription', { connection, contentType }, token);
      this.onChanged({ connection, contentType });
    }
    const all = await this.engine.request('m365Audit/listSubscriptions', { connection }, token);
    return subscriptionTable(all.filter(({ contentType }) => contentTypes.includes(contentType)));
  }

  private async agree({ question, detail, button }: Question): Promise<void> {
    if (!(await confirm(question, detail, button))) {
      throw new vscode.CancellationError();
    }
  }
}

interface Question {
  readonly question: string;
  readonly detail: string;
  readonly button: string;
}

function startQuestion({ contentTypes, webhook }: StartAction, { name }: Connection): Question {
  return {
    question: vscode.l10n.t('Start the subscription to {0} of {1}?', labelsOf(contentTypes), name),
    detail:
      webhook === undefined
        ? vscode.l10n.t('The cell asks for it. From then on its content becomes available.')
        : vscode.l10n.t('The cell asks for it, with notifications to {0}.', webhook.address),
    button: vscode.l10n.t('Start Subscription'),
  };
}

function stopQuestion(contentTypes: readonly ContentType[], { name }: Connection): Question {
  return {
    question: vscode.l10n.t('Stop the subscription to {0} of {1}?', labelsOf(contentTypes), name),
    detail: vscode.l10n.t(
      'What happens while it is stopped never becomes available, even if you start it again. Content that the service lists now can no longer be fetched; fetch it first if you need it. Records in the archive stay.',
    ),
    button: vscode.l10n.t('Stop Subscription'),
  };
}

function labelsOf(contentTypes: readonly ContentType[]): string {
  return contentTypes.map((contentType) => contentTypeLabels[contentType]).join(', ');
}

function refuseUnfitAddress(
  { webhook }: StartAction,
  { id }: Connection,
  { start, length }: ActionStatement['place'],
): void {
  if (webhook !== undefined && findAddressProblem(webhook.address, id === demoConnection.id) !== undefined) {
    throw new EngineError({
      kind: 'query',
      message: vscode.l10n.t('A webhook has an address that begins with https:// and holds no password.'),
      start,
      length,
    });
  }
}

function columnsOf(kind: Action['kind']): readonly Column[] {
  return actionColumns[kind].map((name) => ({ name, type: 'string' }));
}

function subscriptionTable(subscriptions: readonly Subscription[]): string {
  return kqlDatatable({
    columns: columnsOf('listSubscriptions'),
    rows: subscriptions.map(({ contentType, status, webhook }): Row => [
      contentType,
      status,
      webhook?.address ?? '',
      webhook?.status ?? '',
      webhook?.expiration ?? '',
    ]),
  });
}
