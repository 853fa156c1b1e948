/**
 * Content windows: ranges of `contentCreated`, start inclusive and end exclusive, in UTC.
 *
 * Source: "Office 365 Management Activity API reference" (Microsoft), section "List available content": at most 24 hours long, and
 * begun no more than 7 days ago. A longer range may be answered in part, with no error, so it is never sent.
 */
export interface ContentWindow {
  /** Milliseconds since the epoch, inclusive. */
  readonly start: number;
  /** Milliseconds since the epoch, exclusive. */
  readonly end: number;
}

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** How long the service keeps content, from when it became available. */
export const retentionMs = 7 * dayMs;

/** What is kept clear of the 7 days, so that a request that is late, or a clock that is fast, does not fall off the edge. */
export const retentionMarginMs = 5 * 60_000;

export interface ClampedRange {
  /** What can still be asked for; undefined where nothing is left. */
  readonly available: ContentWindow | undefined;
  /** What the service no longer has; undefined where nothing is lost. */
  readonly expired: ContentWindow | undefined;
}

/** Cuts a range to what the service still has at `now`. */
export function clampToRetention(range: ContentWindow, now: number): ClampedRange {
  const oldest = now - retentionMs + retentionMarginMs;
  const start = Math.max(range.start, oldest);
  return {
    available: start < range.end ? { start, end: range.end } : undefined,
    expired: range.start < oldest ? { start: range.start, end: Math.min(oldest, range.end) } : undefined,
  };
}

/** Splits a range at every midnight, so that no window is longer than the 24 hours that the service allows. */
export function splitIntoWindows(range: ContentWindow): readonly ContentWindow[] {
  const windows: ContentWindow[] = [];
  for (let start = range.start; start < range.end;) {
    const end = Math.min(startOfDay(start) + dayMs, range.end);
    windows.push({ start, end });
    start = end;
  }
  return windows;
}

/** Midnight, UTC, of the day that holds the instant. */
export function startOfDay(instant: number): number {
  return Math.floor(instant / dayMs) * dayMs;
}

/** `yyyy-MM-ddTHH:mm:ssZ`: the API takes no fractions in its documents, so they are cut off. */
export function formatApiTime(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}

/**
 * Reads a time of the API or of a record. Times carry no zone in records ("2015-06-29T20:03:19") and are UTC all the same.
 *
 * @returns milliseconds since the epoch, or NaN for what is no time.
 */
export function parseUtcTime(text: string): number {
  // `Date.parse` rolls February 30 over into March.
  const day = /^\d{4}-\d{2}-\d{2}(?!\d)/.exec(text)?.[0];
  if (day !== undefined && !isCalendarDay(day)) {
    return NaN;
  }
  return Date.parse(/(?:[zZ]|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}${text.includes('T') ? '' : 'T00:00'}Z`);
}

/** @param day `yyyy-MM-dd` */
function isCalendarDay(day: string): boolean {
  const instant = Date.parse(`${day}T00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(day);
}
