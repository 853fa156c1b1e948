import { isDeepStrictEqual } from 'node:util';
import { hourMs, parseUtcTime } from '../../../core/api/contentWindow';
import type { Subscription, Webhook } from '../../../core/protocol/subscriptionProtocol';
import type { TenantCatalogue } from './catalogue';
import type { KnownSubscription } from './commit';

/** What has not changed is noted again after so long: then the catalogue shows that it was so until lately. */
const renewalMs = 6 * hourMs;

/**
 * What the catalogue is to note of subscriptions that the service has told of.
 *
 * @param listedAt milliseconds since the epoch
 * @returns undefined where the catalogue knows all of it, and has for a short while only
 */
export function subscriptionNews(
  { subscriptions: known }: TenantCatalogue,
  subscriptions: readonly Subscription[],
  listedAt: number,
): readonly KnownSubscription[] | undefined {
  const entries = subscriptions.map((subscription) => toEntry(subscription, listedAt));
  const isNews = entries.some((entry) => {
    const before = known.get(entry.contentType);
    return (
      before === undefined ||
      listedAt - before.listedAt >= renewalMs ||
      !isDeepStrictEqual({ ...before, listedAt }, entry)
    );
  });
  return isNews ? entries : undefined;
}

/** Field by field, so that nothing else of what the service says gets into the archive. */
function toEntry({ contentType, status, webhook }: Subscription, listedAt: number): KnownSubscription {
  return { contentType, status, ...(webhook === undefined ? {} : { webhook: toWebhookEntry(webhook) }), listedAt };
}

function toWebhookEntry({ address, status, expiration }: Webhook): NonNullable<KnownSubscription['webhook']> {
  const expires = expiration === undefined ? NaN : parseUtcTime(expiration);
  return { address: withoutKeys(address), status, ...(Number.isNaN(expires) ? {} : { expires }) };
}

/** An address may carry the key of what listens there, as that of an Azure function does (`?code=…`). Archives are copied and shared. */
function withoutKeys(address: string): string {
  if (!URL.canParse(address)) {
    return '';
  }
  const { protocol, host, pathname } = new URL(address);
  return `${protocol}//${host}${pathname}`;
}
