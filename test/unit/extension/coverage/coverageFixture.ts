import { contentTypes, type ContentType } from '../../../../src/core/api/contentType';
import { hourMs, retentionMs } from '../../../../src/core/api/contentWindow';
import type { CollectedBlob, CollectedWindow } from '../../../../src/core/archive/collectedContent';
import { computeCoverage } from '../../../../src/core/archive/computeCoverage';
import type { Coverage } from '../../../../src/core/archive/coverage';
import { viewRange, type CoverageView } from '../../../../src/extension/coverage/coverageView';

export const now = Date.UTC(2026, 10, 22, 14, 30);
const thisHour = Date.UTC(2026, 10, 22, 14);

/** From `from` until `to` hours before this hour; listed now, or as many hours before. */
export function listed(contentType: ContentType, from: number, to: number, listedAgo = 0): CollectedWindow {
  return {
    contentType,
    start: thisHour - from * hourMs,
    end: thisHour - to * hourMs,
    listedAt: now - listedAgo * hourMs,
  };
}

export function blob(contentType: ContentType, hoursAgo: number, state: CollectedBlob['state']): CollectedBlob {
  const created = thisHour - hoursAgo * hourMs;
  return {
    contentType,
    created,
    expires: created + retentionMs,
    state,
    ...(state === 'archived' ? { records: 3 } : {}),
  };
}

export function coverageOf(
  windows: readonly CollectedWindow[],
  blobs: readonly CollectedBlob[] = [],
  days: CoverageView['days'] = 7,
): Coverage {
  return computeCoverage({ windows, blobs, deletions: [] }, { ...viewRange({ days, isLocal: false }, now), now });
}

/** All that the service still has was listed, of all content types. */
export const allListed: readonly CollectedWindow[] = contentTypes.map((type) => listed(type, 200, 0));
