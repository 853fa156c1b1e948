import type { ContentType } from '../../core/api/contentType';
import { Refusal } from '../server/refusal';
import { noPublisher } from '../server/throttle';
import { readStartRequest, type RequestedWebhook } from './startRequest';
import { webhookStatus, type Subscription } from './subscription';
import type { SubscriptionStore } from './subscriptionStore';
import type { WebhookEndpoint } from './webhookEndpoint';

export interface SubscriptionServiceOptions {
  readonly now: () => number;
  readonly startIntervalMs: number;
}

export interface StartRequest {
  readonly appId: string;
  readonly contentType: ContentType;
  readonly publisher: string | undefined;
  readonly body: string;
}

/** Starting, changing and stopping of subscriptions. */
export class SubscriptionService {
  constructor(
    private readonly store: SubscriptionStore,
    private readonly endpoint: WebhookEndpoint,
    private readonly options: SubscriptionServiceOptions,
  ) {}

  /**
   * Starts a subscription, or changes the webhook of one that runs; without a webhook in the body it has none afterwards.
   *
   * @throws Refusal AF20024 where nothing changes, AF429 for a change that comes too soon, AF20021 where the webhook does not answer;
   * the old state stays then.
   */
  async start({ appId, contentType, publisher, body }: StartRequest): Promise<Subscription> {
    const requested = readStartRequest(body, this.options.now());
    const current = this.store.get(appId, contentType);
    if (current?.state === 'enabled') {
      this.requireChange(current, requested, publisher);
    }
    if (requested !== undefined) {
      await this.endpoint.validate(requested);
    }
    const now = this.options.now();
    const started: Subscription = {
      appId,
      contentType,
      state: 'enabled',
      periods: enabledSince(this.store.get(appId, contentType), now),
      changed: now,
      webhook: requested === undefined ? undefined : { ...requested, since: now, disabled: false },
    };
    this.store.put(started);
    return started;
  }

  /** @throws Refusal AF20022 where there is none. */
  stop(appId: string, contentType: ContentType): void {
    const current = this.store.get(appId, contentType);
    if (current === undefined || current.state === 'stopped') {
      throw new Refusal('AF20022');
    }
    const now = this.options.now();
    this.store.put({
      appId,
      contentType,
      state: 'stopped',
      periods: current.periods.map(({ start, end }) => ({ start, end: Math.min(end, now) })),
      changed: now,
      webhook: undefined,
    });
  }

  private requireChange(
    current: Subscription,
    requested: RequestedWebhook | undefined,
    publisher: string | undefined,
  ): void {
    const now = this.options.now();
    if (isSameWebhook(current, requested, now)) {
      throw new Refusal('AF20024');
    }
    if (now < current.changed + this.options.startIntervalMs) {
      throw new Refusal('AF429', 'POST', publisher ?? noPublisher);
    }
  }
}

/** A webhook that was disabled or has expired is revived by the same request that made it, so that is a change. */
function isSameWebhook({ webhook }: Subscription, requested: RequestedWebhook | undefined, now: number): boolean {
  if (webhook === undefined || requested === undefined) {
    return webhook === requested;
  }
  return (
    webhookStatus(webhook, now) === 'enabled' &&
    webhook.address === requested.address &&
    webhook.authId === requested.authId &&
    webhook.expiration === requested.expiration
  );
}

function enabledSince(current: Subscription | undefined, now: number): Subscription['periods'] {
  const periods = current?.periods ?? [];
  return current?.state === 'enabled' ? periods : [...periods, { start: now, end: Infinity }];
}
