import { z } from 'zod';
import { parseUtcTime } from '../../core/api/contentWindow';
import { Refusal } from '../server/refusal';

export interface RequestedWebhook {
  readonly address: string;
  readonly authId: string | undefined;
  /** Milliseconds since the epoch. */
  readonly expiration: number | undefined;
}

const bodySchema = z.object({
  webhook: z
    .object({
      address: z.string().default(''),
      authId: z.string().nullish(),
      expiration: z.string().nullish(),
    })
    .nullish(),
});

/**
 * Reads the body of a start request: empty, or with a webhook.
 *
 * @throws Refusal AF20001 for a webhook without an address, AF20002 for another shape, AF20003 for one that has expired already.
 */
export function readStartRequest(body: string, now: number): RequestedWebhook | undefined {
  if (body.trim() === '') {
    return undefined;
  }
  const parsed = bodySchema.safeParse(parseJson(body));
  if (!parsed.success) {
    throw new Refusal('AF20002', ['webhook', ...(parsed.error.issues[0]?.path.slice(1) ?? [])].join('.'), 'webhook');
  }
  const { webhook } = parsed.data;
  if (webhook === null || webhook === undefined) {
    return undefined;
  }
  if (webhook.address === '') {
    throw new Refusal('AF20001', 'webhook.address');
  }
  return {
    address: webhook.address,
    authId: emptyToUndefined(webhook.authId),
    expiration: readExpiration(emptyToUndefined(webhook.expiration), now),
  };
}

function readExpiration(text: string | undefined, now: number): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  const expiration = parseUtcTime(text);
  if (Number.isNaN(expiration)) {
    throw new Refusal('AF20002', 'webhook.expiration', 'datetime');
  }
  if (expiration <= now) {
    throw new Refusal('AF20003', text);
  }
  return expiration;
}

function emptyToUndefined(text: string | null | undefined): string | undefined {
  return text === null || text === '' ? undefined : text;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
