import type { ContentType } from '../../core/api/contentType';
import { clampToRetention, dayMs, hourMs, startOfDay, type ContentWindow } from '../../core/api/contentWindow';
import type { SubscriptionFinding } from '../../core/api/subscriptionState';
import type { ContentBlob } from '../../core/protocol/contentProtocol';
import type { Subscription } from '../../core/protocol/subscriptionProtocol';

/** How long the first content may take after a subscription starts: "Office 365 Management Activity API reference". */
const firstContentMs = 12 * hourMs;

/**
 * The days, in UTC, that the service still has content of, the latest first: seven, and what is left of the one before. The latest
 * one ends with the day, so that it stays the same row while the day goes on.
 */
export function recentDays(now: number): readonly ContentWindow[] {
  const days: ContentWindow[] = [];
  for (let start = startOfDay(now); clampToRetention({ start, end: start + dayMs }, now).available; start -= dayMs) {
    days.push({ start, end: start + dayMs });
  }
  return days;
}

export function contentTypeId(connectionId: string, contentType: ContentType): string {
  return `${connectionId}/${contentType}`;
}

/** @param day an instant of the day, in milliseconds since the epoch */
export function dayId(connectionId: string, contentType: ContentType, day: number): string {
  return `${contentTypeId(connectionId, contentType)}/${new Date(day).toISOString().slice(0, 10)}`;
}

export interface HourOfBlobs {
  readonly range: ContentWindow;
  readonly blobs: readonly ContentBlob[];
}

/** Blobs by the hour that they became available in, the latest hour first; within an hour the order of the service stays. */
export function groupByHour(blobs: readonly ContentBlob[]): readonly HourOfBlobs[] {
  const groups = new Map<number, ContentBlob[]>();
  for (const blob of blobs) {
    const hour = Math.floor(blob.created / hourMs) * hourMs;
    const group = groups.get(hour);
    if (group === undefined) {
      groups.set(hour, [blob]);
    } else {
      group.push(blob);
    }
  }
  return [...groups]
    .sort(([first], [second]) => second - first)
    .map(([start, group]) => ({ range: { start, end: start + hourMs }, blobs: group }));
}

/** Why a day shows nothing: `waiting` with how long the subscription has run, in milliseconds. */
export type EmptyDay = { readonly kind: 'none' } | { readonly kind: 'waiting'; readonly subscribedForMs: number };

export function explainEmptyDay(subscription: Subscription, day: ContentWindow, now: number): EmptyDay {
  const { startedAt } = subscription;
  const isWaiting = startedAt !== undefined && now - startedAt < firstContentMs && day.end > startedAt;
  return isWaiting ? { kind: 'waiting', subscribedForMs: Math.max(0, now - startedAt) } : { kind: 'none' };
}

/** Flags that menus match by regular expression: `type=blob;archived=true`. */
export function contextValue(type: string, flags: Readonly<Record<string, boolean | string>> = {}): string {
  return [`type=${type}`, ...Object.entries(flags).map(([name, value]) => `${name}=${String(value)}`)].join(';');
}

/** Menus match `subscribed`, `webhook` (what can be done about it) and `finding` (what differs from what the user asked for). */
export function contentTypeContext(subscription: Subscription, finding: SubscriptionFinding | undefined): string {
  return contextValue('contentType', {
    subscribed: subscription.status === 'enabled',
    webhook: webhookState(subscription, finding),
    finding: finding?.kind ?? 'none',
  });
}

export function webhookContext(subscription: Subscription, finding: SubscriptionFinding | undefined): string {
  return contextValue('webhook', { state: webhookState(subscription, finding) });
}

/**
 * - `none`: there is none, and none was asked for;
 * - `enabled`: it works;
 * - `faulty`: it does not, or not as the user asked for, and setting it again would help.
 */
function webhookState(
  { webhook }: Subscription,
  finding: SubscriptionFinding | undefined,
): 'none' | 'enabled' | 'faulty' {
  switch (finding?.kind) {
    case 'webhookDropped':
    case 'webhookDisabled':
    case 'webhookExpired':
    case 'webhookExpiring':
    case 'webhookMoved':
      return 'faulty';
    default:
      return webhook === undefined ? 'none' : 'enabled';
  }
}
