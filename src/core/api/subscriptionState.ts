import type { Subscription } from '../protocol/subscriptionProtocol';
import { dayMs, parseUtcTime } from './contentWindow';

/** What the user asked for, of one content type of a connection. It holds no secret. */
export interface WantedSubscription {
  readonly isStarted: boolean;
  /** The app that it was asked for with, since a subscription belongs to its app; absent for VS Code's own. */
  readonly clientId?: string;
  /** Absent where the subscription is to have none. */
  readonly webhook?: WantedWebhook;
}

export interface WantedWebhook {
  readonly address: string;
  /** An ISO time; absent for one that does not expire. */
  readonly expiration?: string;
}

/**
 * How what the service lists differs from what the user asked for:
 * - `appChanged`: another app started the subscription; the present one can neither see nor stop it;
 * - `subscriptionDisabled`, `subscriptionMissing`: it was started, and is not;
 * - `startedElsewhere`: it was stopped, and runs;
 * - `webhookDropped`: there is none though one was set. The service does so without a notice;
 * - `webhookDisabled`, `webhookExpired`, `webhookExpiring`: it is there, but does not work, or will not for long;
 * - `webhookMoved`, `webhookAdded`: someone else set another address, or one where there was to be none.
 */
export type SubscriptionFinding =
  | { readonly kind: 'appChanged'; readonly startedBy?: string }
  | { readonly kind: 'subscriptionDisabled' | 'subscriptionMissing' | 'startedElsewhere' }
  | { readonly kind: 'webhookDropped'; readonly address: string }
  | { readonly kind: 'webhookDisabled' }
  /** `expires` is in milliseconds since the epoch; absent where the service only says that it has expired. */
  | { readonly kind: 'webhookExpired'; readonly expires?: number }
  | { readonly kind: 'webhookExpiring'; readonly expires: number }
  | { readonly kind: 'webhookMoved'; readonly address: string; readonly wantedAddress: string }
  | { readonly kind: 'webhookAdded'; readonly address: string };

/** How long before its expiration a webhook is warned of, in milliseconds. */
export const expirationWarningMs = 3 * dayMs;

/**
 * Compares what the user asked for with what the service lists.
 *
 * @param wanted undefined where the user never asked for anything: then only a webhook that does not work is found
 * @param clientId the app of the connection; undefined for VS Code's own
 * @param now milliseconds since the epoch
 * @returns the one difference to tell of: what explains others comes first; undefined if all is as it should be
 */
export function compareSubscription(
  wanted: WantedSubscription | undefined,
  found: Subscription,
  clientId: string | undefined,
  now: number,
): SubscriptionFinding | undefined {
  const isFromOtherApp = wanted !== undefined && wanted.clientId !== clientId;
  if (found.status !== 'enabled') {
    return wanted?.isStarted === true ? explainAbsence(wanted, found.status, isFromOtherApp) : undefined;
  }
  if (wanted === undefined || isFromOtherApp) {
    // Of this app's subscription nothing is known but what the service says.
    return webhookFault(found, now);
  }
  return wanted.isStarted
    ? (webhookDifference(wanted.webhook, found) ?? webhookFault(found, now))
    : { kind: 'startedElsewhere' };
}

function explainAbsence(
  { clientId }: WantedSubscription,
  status: 'disabled' | 'none',
  isFromOtherApp: boolean,
): SubscriptionFinding {
  if (isFromOtherApp) {
    return { kind: 'appChanged', ...(clientId === undefined ? {} : { startedBy: clientId }) };
  }
  return { kind: status === 'disabled' ? 'subscriptionDisabled' : 'subscriptionMissing' };
}

function webhookDifference(
  wanted: WantedWebhook | undefined,
  { webhook }: Subscription,
): SubscriptionFinding | undefined {
  if (webhook === undefined) {
    return wanted === undefined ? undefined : { kind: 'webhookDropped', address: wanted.address };
  }
  const { address } = webhook;
  if (wanted === undefined) {
    return { kind: 'webhookAdded', address };
  }
  return isSameAddress(address, wanted.address)
    ? undefined
    : { kind: 'webhookMoved', address, wantedAddress: wanted.address };
}

function webhookFault({ webhook }: Subscription, now: number): SubscriptionFinding | undefined {
  if (webhook === undefined) {
    return undefined;
  }
  const expires = webhook.expiration === undefined ? NaN : parseUtcTime(webhook.expiration);
  if (webhook.status === 'expired' || expires <= now) {
    return { kind: 'webhookExpired', ...(Number.isNaN(expires) ? {} : { expires }) };
  }
  if (webhook.status !== 'enabled') {
    return { kind: 'webhookDisabled' };
  }
  return expires - now < expirationWarningMs ? { kind: 'webhookExpiring', expires } : undefined;
}

/** Whether the service lists the webhook that was asked for, so that the secret that it was set with is still good. */
export function isOwnWebhook(wanted: WantedSubscription | undefined, { webhook }: Subscription): boolean {
  return (
    webhook !== undefined && wanted?.webhook !== undefined && isSameAddress(webhook.address, wanted.webhook.address)
  );
}

/** The service may write an address in another way: host in lower case, a slash at the end of the origin. */
function isSameAddress(first: string, second: string): boolean {
  return first === second || (URL.canParse(first) && URL.canParse(second) && hrefOf(first) === hrefOf(second));
}

function hrefOf(address: string): string {
  return new URL(address).href;
}
