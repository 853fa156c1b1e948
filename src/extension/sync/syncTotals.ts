import { hourMs, retentionMarginMs } from '../../core/api/contentWindow';
import type { BlobFailure } from '../../core/protocol/contentProtocol';
import type { SyncSummary } from '../../core/protocol/archiveProtocol';

/** Several syncs, told of as one. */
export interface SyncTotals {
  /** Blobs that were fetched. */
  readonly fetched: number;
  /** New records. */
  readonly records: number;
  /** Records that were not kept, since those of their time were deleted before. */
  readonly leftOut: number;
  readonly failures: readonly BlobFailure[];
  /** Hours, begun ones included, that the service no longer had, of all content types. */
  readonly lostHours: number;
}

export function sumUpSyncs(summaries: readonly SyncSummary[]): SyncTotals {
  const parts = summaries.flatMap(({ contentTypes }) => contentTypes).flatMap(({ summary }) => summary ?? []);
  // A range that was chosen a moment ago begins that moment too early. The service still has what lies in the margin.
  const lostMs = parts
    .map(({ expired }) => (expired === undefined ? 0 : expired.end - expired.start))
    .filter((ms) => ms > retentionMarginMs);
  return {
    fetched: sum(parts.map(({ fetched }) => fetched)),
    records: sum(parts.map(({ records }) => records)),
    leftOut: sum(parts.map(({ leftOut = 0 }) => leftOut)),
    failures: parts.flatMap(({ failures }) => failures),
    lostHours: Math.ceil(sum(lostMs) / hourMs),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
