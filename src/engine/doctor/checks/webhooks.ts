import { contentTypeLabels } from '../../../core/api/contentType';
import { dayMs, parseUtcTime } from '../../../core/api/contentWindow';
import type { Webhook } from '../../../core/protocol/subscriptionProtocol';
import type { Examination } from '../examination';
import { ok, warning, type Finding } from '../finding';
import { timeText } from '../words';

/** An expiration that is nearer should be put off now. */
const soonMs = 3 * dayMs;

/** The webhooks that the service knows: it disables those that fail too often, and drops expired ones. */
export async function checkWebhooks(examination: Examination): Promise<Finding> {
  const { value: subscriptions = [] } = await examination.subscriptions();
  const now = await examination.serverNow();
  const seen = subscriptions.flatMap(({ contentType, webhook }) =>
    webhook === undefined
      ? []
      : [{ text: `${contentTypeLabels[contentType]}: ${describe(webhook)}`, isWell: isWell(webhook, now) }],
  );
  if (seen.length === 0) {
    return ok('There is none. Content is found by listing, which needs none.');
  }
  const detail = seen.map(({ text }) => text).join('\n');
  return seen.every(({ isWell: well }) => well)
    ? ok(detail)
    : warning(detail, {
        help: 'Set the webhook again, with a later expiration or none. A disabled one did not answer with 200 in time: see that its address can be reached first. Its content can still be listed.',
        action: 'editWebhook',
      });
}

function describe({ status, address, expiration }: Webhook): string {
  const host = URL.canParse(address) ? new URL(address).host : 'an address that cannot be read';
  const ends = expiration === undefined ? NaN : parseUtcTime(expiration);
  return `${status}, to ${host}${Number.isNaN(ends) ? '' : `, until ${timeText(ends)}`}.`;
}

function isWell({ status, expiration }: Webhook, now: number): boolean {
  const ends = expiration === undefined ? Infinity : parseUtcTime(expiration);
  return status === 'enabled' && ends - now > soonMs;
}
