import { dayMs } from '../../core/api/contentWindow';

/** How a date is typed: `2026-11-22`, or `2026-11-22 14:05`, in UTC. */
const form = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}))?Z?$/;

export type ReadExpiration =
  | { readonly kind: 'time'; /** `yyyy-MM-ddTHH:mm:00Z` */ readonly iso: string }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'past' };

/** Reads when a webhook shall expire. A date with no time is the end of that day: midnight after it. */
export function readExpiration(text: string, now: number): ReadExpiration {
  const [, date, time] = form.exec(text.trim()) ?? [];
  if (date === undefined) {
    return { kind: 'malformed' };
  }
  const instant = Date.parse(`${date}T${time ?? '00:00'}Z`);
  // Some days that do not exist, such as 31 June, are read as later ones.
  if (Number.isNaN(instant) || !new Date(instant).toISOString().startsWith(date)) {
    return { kind: 'malformed' };
  }
  const expires = time === undefined ? instant + dayMs : instant;
  return expires > now ? { kind: 'time', iso: expirationTime(expires) } : { kind: 'past' };
}

/** The API takes no fractions of seconds in its documents. */
export function expirationTime(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 16)}:00Z`;
}

/** How an expiration is typed; the reverse of `readExpiration`. */
export function expirationText(instant: number): string {
  return new Date(instant).toISOString().slice(0, 16).replace('T', ' ');
}
