import type { ContentType } from '../api/contentType';
import type { ContentWindow } from '../api/contentWindow';

/**
 * How complete a stretch of `contentCreated` is, from what nobody need look at to the worst. A stretch that is several of them is
 * the last of them here: it is called complete only where all of it is.
 * - `future`: it has not passed yet;
 * - `complete`: listed after it was settled (see `settled.ts`), and every blob is archived;
 * - `deleted`: it was complete or lost, and its records were deleted on purpose;
 * - `unsettled`: listed, every blob is archived, but it was so recent then that content may have come later: the next sync looks
 *   again. Also this hour and the one before, listed or not;
 * - `none`: nobody can say, for the archive began later, or the content type was never collected;
 * - `pending`: the service still has content of it that the archive has not: it was never listed, or its blobs were not fetched;
 * - `failed`: a blob of it failed, and can still be had;
 * - `lost`: a blob of it expired before it was fetched, or it was not listed while the service had it.
 */
export const coverageStates = [
  'future',
  'complete',
  'deleted',
  'unsettled',
  'none',
  'pending',
  'failed',
  'lost',
] as const;
export type CoverageState = (typeof coverageStates)[number];

/** One content type in one stretch of time. `blobs` are those archived, failed, lost, and those that wait to be fetched. */
export interface CoverageCell extends ContentWindow {
  readonly state: CoverageState;
  readonly blobs: number;
  /** Blobs that the archive has. */
  readonly archived: number;
  /** Blobs that failed, and can still be had. */
  readonly failed: number;
  /** Blobs that nobody can fetch any more. */
  readonly lost: number;
  /** Records in the archived blobs, duplicates included. */
  readonly records: number;
}

export interface CoverageRow {
  readonly contentType: ContentType;
  /** One for each stretch, in order. */
  readonly cells: readonly CoverageCell[];
  /** Where the archive begins: the earliest instant that was ever listed. */
  readonly since?: number;
  /** When the service was asked last, by its clock. */
  readonly listedAt?: number;
  /**
   * Nothing from `since` to it is expected to change any more: it is complete, but for what is lost or was deleted. Absent where
   * nothing is. It does not depend on the range. Blobs that are later than any deadline turn up in the late looks of `partsToList`.
   */
  readonly settledUntil?: number;
  /** What the service still has and the archive has not, within the range, merged, in order. A blob stands for its hour. */
  readonly fetchable: readonly ContentWindow[];
  /** What nobody can fetch any more, within the range, merged, in order. A blob stands for its hour. */
  readonly lost: readonly ContentWindow[];
  /** Blobs that the archive has, whenever they were created. */
  readonly archived: number;
}

/** What the archive has of a tenant, by content type and stretch of time. Rows and cells make a grid. */
export interface Coverage {
  readonly range: ContentWindow;
  /** Length of a stretch, in milliseconds: an hour, or a day for long ranges. The last one may be shorter. */
  readonly stepMs: number;
  /** What the states hold for, in milliseconds since the epoch. */
  readonly now: number;
  /** One for each content type, in the order of `contentTypes`. */
  readonly rows: readonly CoverageRow[];
}
