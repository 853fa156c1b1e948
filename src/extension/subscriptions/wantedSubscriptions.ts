import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { demoCloud } from '../../core/api/cloud';
import type { Connection } from '../../core/api/connection';
import {
  compareSubscription,
  type SubscriptionFinding,
  type WantedSubscription,
  type WantedWebhook,
} from '../../core/api/subscriptionState';
import type { Subscription } from '../../core/protocol/subscriptionProtocol';
import type { ContentTypeTarget } from '../connections/commandTarget';
import { Disposable } from '../disposable';

const wantedSchema = z.object({
  isStarted: z.boolean(),
  clientId: z.exactOptional(z.string()),
  webhook: z.exactOptional(z.object({ address: z.string(), expiration: z.exactOptional(z.string()) })),
}) satisfies z.ZodMiniType<WantedSubscription>;

type WantedByContentType = Readonly<Record<string, WantedSubscription>>;

const storedSchema = z.record(z.string(), wantedSchema) satisfies z.ZodMiniType<WantedByContentType>;

/** What the user asked for, remembered on this machine: the service tells what is, not what should be. */
export class WantedSubscriptions extends Disposable {
  private readonly changeEmitter = this.register(new vscode.EventEmitter<void>());
  /** The demo tenant begins anew with each engine, so what was asked of it before is no longer wanted. */
  private ofDemoTenant: WantedByContentType = {};

  readonly onDidChange = this.changeEmitter.event;

  constructor(
    private readonly state: vscode.Memento,
    onDidRestartEngine: vscode.Event<void>,
  ) {
    super();
    this.register(
      onDidRestartEngine(() => {
        this.ofDemoTenant = {};
      }),
    );
  }

  /** Undefined where the user never asked for anything. */
  find({ connection, contentType }: ContentTypeTarget): WantedSubscription | undefined {
    return this.read(connection)[contentType];
  }

  compare(connection: Connection, found: Subscription, now: number): SubscriptionFinding | undefined {
    const wanted = this.find({ connection, contentType: found.contentType });
    return compareSubscription(wanted, found, connection.clientId, now);
  }

  /** The user started a subscription. A webhook that was lost stays wanted, so that the tree offers to set it again. */
  async rememberStarted(target: ContentTypeTarget, started: Subscription): Promise<void> {
    const before = this.find(target);
    const isContinued = before?.isStarted === true && before.clientId === target.connection.clientId;
    await this.rememberWebhook(target, isContinued ? before.webhook : started.webhook);
  }

  /** The user set a webhook, which starts the subscription too; undefined for one that was removed. */
  async rememberWebhook(target: ContentTypeTarget, webhook: WantedWebhook | undefined): Promise<void> {
    await this.remember(target, { isStarted: true, ...(webhook === undefined ? {} : { webhook }) });
  }

  async rememberStopped(target: ContentTypeTarget): Promise<void> {
    await this.remember(target, { isStarted: false });
  }

  /** What the service lists is from now on what the user wants. */
  async adopt(target: ContentTypeTarget, found: Subscription): Promise<void> {
    if (found.status === 'enabled') {
      await this.rememberWebhook(target, found.webhook);
    } else {
      await this.rememberStopped(target);
    }
  }

  /** The app is the one of the connection as it is now. */
  private async remember(
    { connection, contentType }: ContentTypeTarget,
    wanted: Omit<WantedSubscription, 'clientId'>,
  ): Promise<void> {
    const { clientId } = connection;
    const all = {
      ...this.read(connection),
      [contentType]: { ...wanted, ...(clientId === undefined ? {} : { clientId }) },
    };
    if (connection.cloud === demoCloud) {
      this.ofDemoTenant = all;
    } else {
      await this.state.update(keyOf(connection), all);
    }
    this.changeEmitter.fire();
  }

  private read(connection: Connection): WantedByContentType {
    if (connection.cloud === demoCloud) {
      return this.ofDemoTenant;
    }
    const stored = storedSchema.safeParse(this.state.get(keyOf(connection)));
    return stored.success ? stored.data : {};
  }
}

/** A connection that is edited to mean another tenant has other subscriptions. */
function keyOf({ id, tenantId }: Connection): string {
  return `wantedSubscriptions:${id}:${tenantId}`;
}
