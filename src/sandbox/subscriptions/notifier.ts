import type { ContentType } from '../../core/api/contentType';
import { retentionMs } from '../../core/api/contentWindow';
import { describeBlob, type ContentItem, type ContentSource, type StoredBlob } from '../content/contentSource';
import { coversInstant, webhookStatus, type Subscription, type Webhook } from './subscription';
import type { SubscriptionStore } from './subscriptionStore';
import type { WebhookEndpoint } from './webhookEndpoint';

export interface NotifierOptions {
  readonly tenantId: string;
  readonly apiRoot: string;
  readonly now: () => number;
  readonly pollMs: number;
  readonly retryMs: number;
  readonly maxFailures: number;
  readonly catchUp: number;
}

/** A try to tell a webhook of a blob. */
export interface NotificationAttempt {
  readonly item: ContentItem;
  /** When the blob became available, in milliseconds since the epoch. */
  readonly created: number;
  /** Unique, and grows with time. */
  readonly key: string;
  readonly notificationSent: string;
  readonly notificationStatus: 'success' | 'failed';
}

/** How far a webhook is. */
interface Progress {
  /** Content that became available before this instant was delivered. */
  readonly next: number;
  readonly failures: number;
  readonly notBefore: number;
}

/**
 * Tells webhooks of blobs that become available after they were set. What an endpoint does not take is sent again, after delays that
 * double; after too many failures in a row the webhook is disabled, and its subscription goes on without.
 */
export class Notifier {
  private readonly progress = new WeakMap<Webhook, Progress>();
  private readonly attempts = new Map<string, readonly NotificationAttempt[]>();
  private attemptCount = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: SubscriptionStore,
    private readonly source: ContentSource,
    private readonly endpoint: WebhookEndpoint,
    private readonly options: NotifierOptions,
  ) {}

  start(): void {
    this.timer = setTimeout(() => {
      void this.deliverAll().then(() => {
        if (this.timer !== undefined) {
          this.start();
        }
      });
    }, this.options.pollMs).unref();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** The attempts of a subscription, oldest first. */
  attemptsOf(appId: string, contentType: ContentType): readonly NotificationAttempt[] {
    return this.attempts.get(attemptsKey(appId, contentType)) ?? [];
  }

  private async deliverAll(): Promise<void> {
    await Promise.all(this.store.all().map((subscription) => this.deliver(subscription)));
  }

  private async deliver(subscription: Subscription): Promise<void> {
    const { webhook } = subscription;
    const now = this.options.now();
    if (subscription.state !== 'enabled' || webhook === undefined || webhookStatus(webhook, now) !== 'enabled') {
      return;
    }
    const { next, failures, notBefore } = this.progress.get(webhook) ?? {
      next: this.beginning(subscription, webhook),
      failures: 0,
      notBefore: 0,
    };
    // What becomes available within this very millisecond waits for the next turn.
    const blobs = now < notBefore ? [] : this.source.list(subscription.contentType, { start: next, end: now });
    if (blobs.length === 0) {
      return;
    }
    const taken = await this.notify(subscription, webhook, blobs, now);
    if (taken) {
      this.progress.set(webhook, { next: now, failures: 0, notBefore: 0 });
      return;
    }
    this.progress.set(webhook, {
      next,
      failures: failures + 1,
      notBefore: now + this.options.retryMs * 2 ** failures,
    });
    if (failures + 1 >= this.options.maxFailures) {
      this.disable(subscription, webhook);
    }
  }

  /** From when on content is told to a webhook. */
  private beginning(subscription: Subscription, { since }: Webhook): number {
    const { catchUp } = this.options;
    if (catchUp === 0) {
      return since;
    }
    const newest = this.source
      .list(subscription.contentType, { start: since - retentionMs, end: since })
      .filter(({ created }) => coversInstant(subscription, created))
      .slice(-catchUp);
    return newest[0]?.created ?? since;
  }

  private async notify(
    { appId, contentType }: Subscription,
    webhook: Webhook,
    blobs: readonly StoredBlob[],
    now: number,
  ): Promise<boolean> {
    const { tenantId, apiRoot } = this.options;
    const items = blobs.map((blob) => ({ blob, item: describeBlob(blob, apiRoot) }));
    const taken = await this.endpoint.post(
      webhook,
      items.map(({ item }) => ({ tenantId, clientId: appId, ...item })),
    );
    const made = items.map(({ blob, item }) => ({
      item,
      created: blob.created,
      key: String((this.attemptCount += 1)).padStart(12, '0'),
      notificationSent: new Date(now).toISOString(),
      notificationStatus: taken ? ('success' as const) : ('failed' as const),
    }));
    const kept = this.attemptsOf(appId, contentType).filter(({ created }) => created >= now - retentionMs);
    this.attempts.set(attemptsKey(appId, contentType), [...kept, ...made]);
    return taken;
  }

  private disable(subscription: Subscription, webhook: Webhook): void {
    const current = this.store.get(subscription.appId, subscription.contentType);
    // A start request may have replaced it meanwhile.
    if (current?.webhook === webhook) {
      this.store.put({ ...current, webhook: { ...webhook, disabled: true } });
    }
  }
}

function attemptsKey(appId: string, contentType: ContentType): string {
  return `${appId} ${contentType}`;
}
