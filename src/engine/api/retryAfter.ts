/**
 * Reads `Retry-After`: seconds, or a date (RFC 9110, section 10.2.3).
 *
 * @returns milliseconds to wait from `now`; undefined for no header, or one that cannot be read.
 */
export function retryAfterMs(header: string | readonly string[] | undefined, now: number): number | undefined {
  const value = typeof header === 'string' ? header.trim() : header?.[0]?.trim();
  if (value === undefined || value === '') {
    return undefined;
  }
  if (/^\d+$/.test(value)) {
    return Number(value) * 1_000;
  }
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
