import type { ContentWindow } from '../api/contentWindow';
import { dayMs, hourMs } from '../api/contentWindow';
import { mergeWindows, subtractWindows } from './windowSets';

/** A window that was listed, whole. */
export interface TimedListing extends ContentWindow {
  /** By the service's clock, in milliseconds since the epoch. */
  readonly listedAt: number;
}

/**
 * How long after a stretch of `contentCreated` has passed its listing is expected to grow. The service promises no order and no time:
 * "Office 365 Management Activity API reference" and its troubleshooting article (Microsoft) say that content is listed as it becomes
 * available, and collectors have seen blobs listed after others with a later `contentCreated`. No document names a limit. A day is
 * the longest delay that they give for the content of a subscription (first content, 12 to 24 hours), and listing one day more at
 * each sync takes a few requests. What comes later still, `partsToList` looks for.
 */
export const settlingMs = dayMs;

/**
 * How old a stretch is when it is listed again, settled or not: content that was five days late is known of, and on the seventh day
 * the service forgets it.
 */
const lateLooksMs = [3 * dayMs, 6 * dayMs];

/** A late look takes so much at a time: four requests a day and content type, however often someone syncs. */
const lookStepMs = 6 * hourMs;

/**
 * The part of a listed window that was settled when it was listed: a listing of it is not expected to find anything new. The rest was
 * too recent. It is cut at a full hour: coverage is shown by the hour, and a listing that begins at the `contentCreated` of a blob has
 * been seen to give a part of that blob.
 *
 * @param age how old a stretch must have been
 */
export function settledPart({ start, end, listedAt }: TimedListing, age = settlingMs): ContentWindow | undefined {
  const settledEnd = Math.min(end, Math.floor((listedAt - age) / hourMs) * hourMs);
  return start < settledEnd ? { start, end: settledEnd } : undefined;
}

/**
 * What of a range is to be listed after these listings, all of one content type: what is not settled, and what has come to the age of
 * another look since. The fewest windows, in order.
 *
 * @param now milliseconds since the epoch
 */
export function partsToList(
  range: ContentWindow,
  listings: Iterable<TimedListing>,
  now: number,
): readonly ContentWindow[] {
  const ofRange = [...listings].filter(({ end }) => range.start < end);
  const notListedSince = (end: number, age: number): readonly ContentWindow[] =>
    subtractWindows(
      { start: range.start, end },
      ofRange.flatMap((listing) => settledPart(listing, age) ?? []),
    );
  const late = lateLooksMs.flatMap((age) => {
    const due = Math.floor((now - age) / lookStepMs) * lookStepMs;
    return notListedSince(Math.min(range.end, due), age);
  });
  return mergeWindows([...notListedSince(range.end, settlingMs), ...late]);
}
