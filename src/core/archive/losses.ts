import type { ContentType } from '../api/contentType';
import type { ContentWindow } from '../api/contentWindow';
import { stateAt, type CollectedContent } from './collectedContent';
import { listingTimeline } from './listingTimeline';
import { mergeWindows, subtractWindows } from './windowSets';

export interface LossOptions {
  readonly contentType: ContentType;
  /** Of `contentCreated`. */
  readonly range: ContentWindow;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Losses that someone has acknowledged. */
  readonly acknowledged: Iterable<ContentWindow>;
}

/**
 * What is lost of a content type and nobody has acknowledged, in order: stretches that were never listed, and the very instants of
 * blobs, so that a blob of the same hour that is lost later is another loss.
 */
export function unacknowledgedLosses(
  content: CollectedContent,
  { contentType, range, now, acknowledged }: LossOptions,
): readonly ContentWindow[] {
  const listings = content.windows.filter((window) => window.contentType === contentType);
  const blobs = content.blobs.filter((blob) => blob.contentType === contentType);
  const deletions = content.deletions
    .filter((deletion) => deletion.contentTypes.includes(contentType))
    .map(({ from = -Infinity, until = Infinity }) => ({ start: from, end: until }));
  const known = mergeWindows([...deletions, ...acknowledged]);
  const timeline = listingTimeline(
    range,
    { listings, deletions, isCollected: listings.length + blobs.length > 0 },
    now,
  );
  const stretches = timeline.filter(({ state }) => state === 'lost');
  const instants = blobs
    .filter((blob) => stateAt(now, blob) === 'lost' && range.start <= blob.created && blob.created < range.end)
    .map(({ created }) => ({ start: created, end: created + 1 }));
  return mergeWindows([
    ...stretches.flatMap((stretch) => subtractWindows(stretch, acknowledged)),
    ...instants.flatMap((instant) => subtractWindows(instant, known)),
  ]);
}
