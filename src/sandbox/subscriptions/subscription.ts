import type { ContentType } from '../../core/api/contentType';
import type { ContentWindow } from '../../core/api/contentWindow';

export interface Webhook {
  readonly address: string;
  readonly authId: string | undefined;
  /** Milliseconds since the epoch; undefined for one that does not expire. */
  readonly expiration: number | undefined;
  /** When it was set: content that became available before is not sent to it. */
  readonly since: number;
  readonly disabled: boolean;
}

export interface Subscription {
  readonly appId: string;
  readonly contentType: ContentType;
  readonly state: 'enabled' | 'disabled' | 'stopped';
  /** Who disabled it. */
  readonly disabledBy?: string;
  /** When it was enabled. Content that became available outside of these times is lost to the app. */
  readonly periods: readonly ContentWindow[];
  /** When it was last started or changed, in milliseconds since the epoch. */
  readonly changed: number;
  readonly webhook: Webhook | undefined;
}

/** Whether the app was subscribed at the instant. */
export function coversInstant(subscription: Subscription, instant: number): boolean {
  return subscription.periods.some(({ start, end }) => start <= instant && instant < end);
}

export function webhookStatus(webhook: Webhook, now: number): 'enabled' | 'disabled' | 'expired' {
  if (webhook.expiration !== undefined && webhook.expiration <= now) {
    return 'expired';
  }
  return webhook.disabled ? 'disabled' : 'enabled';
}

/** As `subscriptions/list` and `subscriptions/start` give it. */
export function describeSubscription(subscription: Subscription, now: number): object {
  const { contentType, state, webhook } = subscription;
  return {
    contentType,
    status: state,
    webhook:
      webhook === undefined
        ? null
        : {
            status: webhookStatus(webhook, now),
            address: webhook.address,
            authId: webhook.authId ?? null,
            expiration: webhook.expiration === undefined ? null : new Date(webhook.expiration).toISOString(),
          },
  };
}
