import type { ContentType } from '../../core/api/contentType';
import { dayMs, hourMs, retentionMs, startOfDay, type ContentWindow } from '../../core/api/contentWindow';
import type { Coverage } from '../../core/archive/coverage';

/** What is missing of a content type, as far as someone should look now. */
export interface ContentGaps {
  /** How long the stretches are that can still be fetched, in milliseconds. */
  readonly fetchableMs: number;
  readonly lostMs: number;
}

/** What is younger is not missed yet, whoever syncs once a day. */
const overdueMs = dayMs;

/** A loss is certain when the 7 days are over; it is news for a week. The coverage page shows it as long as the archive is kept. */
const newsMs = 2 * retentionMs;

/** What coverage `recentGaps` needs: whole days. */
export function gapRange(now: number): { readonly range: ContentWindow; readonly stepMs: number } {
  return { range: { start: startOfDay(now - newsMs), end: startOfDay(now) + dayMs }, stepMs: dayMs };
}

/**
 * The content types with gaps: what should have been fetched by now, and what was lost in the last weeks. A content type that nothing
 * was ever fetched of has none: looking at its blobs does not yet mean that anyone wants them all.
 */
export function recentGaps({ rows, now }: Coverage): ReadonlyMap<ContentType, ContentGaps> {
  const overdue = Math.floor((now - overdueMs) / hourMs) * hourMs;
  const gaps = rows
    .filter(({ archived }) => archived > 0)
    .map(({ contentType, fetchable, lost }): [ContentType, ContentGaps] => [
      contentType,
      {
        fetchableMs: lengthBetween(fetchable, -Infinity, overdue),
        lostMs: lengthBetween(lost, now - newsMs, Infinity),
      },
    ]);
  return new Map(gaps.filter(([, { fetchableMs, lostMs }]) => fetchableMs + lostMs > 0));
}

function lengthBetween(windows: readonly ContentWindow[], from: number, until: number): number {
  return windows.reduce((sum, { start, end }) => sum + Math.max(0, Math.min(end, until) - Math.max(start, from)), 0);
}
