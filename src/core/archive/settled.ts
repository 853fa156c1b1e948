import type { ContentWindow } from '../api/contentWindow';
import { dayMs, hourMs } from '../api/contentWindow';
import { subtractWindows } from './windowSets';

/** A window that was listed, whole. */
export interface TimedListing extends ContentWindow {
  /** By the service's clock, in milliseconds since the epoch. */
  readonly listedAt: number;
}

/**
 * How long after a stretch of `contentCreated` has passed its listing may still grow. The service promises no order and no time:
 * "Office 365 Management Activity API reference" and its troubleshooting article (Microsoft) say that content is listed as it becomes
 * available, and collectors have seen blobs listed after others with a later `contentCreated`. No document names a limit. A day is
 * the longest delay that they give for the content of a subscription (first content, 12 to 24 hours), and listing one day more at
 * each sync takes a few requests.
 */
export const settlingMs = dayMs;

/**
 * The part of a listed window that was settled when it was listed: a listing of it would find nothing new. The rest was too recent.
 * It is cut at a full hour: coverage is shown by the hour, and a listing that begins at the `contentCreated` of a blob has been seen
 * to give a part of that blob.
 */
export function settledPart({ start, end, listedAt }: TimedListing): ContentWindow | undefined {
  const settledEnd = Math.min(end, Math.floor((listedAt - settlingMs) / hourMs) * hourMs);
  return start < settledEnd ? { start, end: settledEnd } : undefined;
}

/** What of a range is not settled yet by these listings, all of one content type: the fewest windows, in order. */
export function unsettledParts(range: ContentWindow, listings: Iterable<TimedListing>): readonly ContentWindow[] {
  return subtractWindows(
    range,
    [...listings].flatMap((listing) => settledPart(listing) ?? []),
  );
}
