import { z } from 'zod';
import { demoCloud, isLoopback } from '../../../core/api/cloud';
import type { Connection } from '../../../core/api/connection';
import { parseUtcTime } from '../../../core/api/contentWindow';
import { EngineError } from '../../../core/protocol/engineError';
import type { WebhookRequest } from '../../../core/protocol/webhookProtocol';

/** With or without a zone: without one, a time of this API is UTC. */
const isoTime = z.union([z.iso.datetime({ offset: true, local: true }), z.iso.date()]);

/** What an HTTP header carries unchanged: visible ASCII, with spaces inside only. */
const headerValue = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/**
 * Checks a webhook before the service is asked to take it, so that the words are plain and the 15 minutes between two starts are not
 * spent on a slip. Its expiration comes back as UTC.
 *
 * @param now milliseconds since the epoch
 * @throws EngineError `InvalidWebhook`
 */
export function checkWebhook({ address, authId, expiration }: WebhookRequest, options: CheckOptions): WebhookRequest {
  if (!isAllowedAddress(address, options.connection)) {
    throw invalidWebhook('The address of a webhook must be a whole one that begins with https://.');
  }
  if (authId !== undefined && !headerValue.test(authId)) {
    throw invalidWebhook(
      'The authentication id of a webhook travels in an HTTP header. Use letters, digits and signs without accents, and no line break.',
    );
  }
  return {
    address,
    ...(authId === undefined ? {} : { authId }),
    ...(expiration === undefined ? {} : { expiration: checkExpiration(expiration, options.now) }),
  };
}

export interface CheckOptions {
  readonly connection: Connection;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The demo tenant takes http on loopback too: it posts from this computer, so no tunnel is needed. */
function isAllowedAddress(address: string, { cloud }: Connection): boolean {
  if (!URL.canParse(address)) {
    return false;
  }
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (cloud === demoCloud && protocol === 'http:' && isLoopback(hostname));
}

function checkExpiration(text: string, now: number): string {
  const instant = isoTime.safeParse(text).success ? parseUtcTime(text) : NaN;
  if (Number.isNaN(instant)) {
    throw invalidWebhook('The expiration of a webhook must be a time such as 2030-12-31T18:00:00Z.');
  }
  if (instant <= now) {
    throw invalidWebhook('The expiration of the webhook is in the past. Give a later one, or none.');
  }
  return new Date(instant).toISOString();
}

function invalidWebhook(message: string): EngineError {
  return new EngineError({ kind: 'api', code: 'InvalidWebhook', action: 'editWebhook', message });
}
