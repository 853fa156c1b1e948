import type { ContentWindow } from '../api/contentWindow';
import { hourMs, retentionMarginMs, retentionMs } from '../api/contentWindow';
import type { CoverageState } from './coverage';
import { settledPart, type TimedListing } from './settled';
import { mergeWindows } from './windowSets';

/** What is so recent is not missed yet: the service itself says that most content takes an hour or more. */
const freshMs = hourMs;

/** A stretch of one state. */
export interface TimelineStretch extends ContentWindow {
  readonly state: CoverageState;
  /** Whether nothing can change it any more. */
  readonly isFinal: boolean;
}

export interface TimelineSource {
  readonly listings: readonly TimedListing[];
  /** Times of records that were deleted on purpose. */
  readonly deletions: readonly ContentWindow[];
  /** Whether the archive has anything of the content type. */
  readonly isCollected: boolean;
}

/** What the listings of a content type say of a range, whatever became of the blobs: stretches in order, with no holes. */
export function listingTimeline(range: ContentWindow, source: TimelineSource, now: number): readonly TimelineStretch[] {
  const listed = mergeWindows(source.listings);
  const settled = mergeWindows(source.listings.flatMap((listing) => settledPart(listing) ?? []));
  const deleted = mergeWindows(source.deletions);
  const since = listed[0]?.start ?? Infinity;
  const oldestAvailable = now - retentionMs + retentionMarginMs;
  // Full hours, as coverage is shown.
  const fresh = Math.floor((now - freshMs) / hourMs) * hourMs;
  const sets = [new WindowCursor(listed), new WindowCursor(settled), new WindowCursor(deleted)] as const;

  const describe = (instant: number): Pick<TimelineStretch, 'state' | 'isFinal'> => {
    // All three go forward, whichever the answer needs.
    const [isListed, isSettled, isDeleted] = [
      sets[0].covers(instant),
      sets[1].covers(instant),
      sets[2].covers(instant),
    ];
    if (instant >= now) {
      return { state: 'future', isFinal: false };
    }
    if (!source.isCollected) {
      return { state: 'none', isFinal: true };
    }
    const isFinal = isSettled || instant < oldestAvailable;
    if (isFinal && isDeleted && instant >= since) {
      return { state: 'deleted', isFinal };
    }
    if (isListed) {
      return { state: isSettled ? 'complete' : 'unsettled', isFinal };
    }
    if (!isFinal) {
      return { state: instant >= fresh ? 'unsettled' : 'pending', isFinal };
    }
    return { state: instant >= since ? 'lost' : 'none', isFinal };
  };

  const bounds = [...listed, ...settled, ...deleted].flatMap(({ start, end }) => [start, end]);
  const instants = [...bounds, oldestAvailable, fresh, now].filter(
    (instant) => range.start < instant && instant < range.end,
  );
  const starts = [...new Set([range.start, ...instants])].sort((a, b) => a - b);
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? range.end, ...describe(start) }));
}

/** Whether instants lie in a set of windows, asked in the order of time. */
class WindowCursor {
  private index = 0;

  /** @param windows in order, none touching another */
  constructor(private readonly windows: readonly ContentWindow[]) {}

  covers(instant: number): boolean {
    let window = this.windows[this.index];
    while (window !== undefined && window.end <= instant) {
      this.index += 1;
      window = this.windows[this.index];
    }
    return window !== undefined && window.start <= instant;
  }
}
