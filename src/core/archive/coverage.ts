import type { ContentType } from '../api/contentType';
import type { ContentWindow } from '../api/contentWindow';

/**
 * How complete a stretch of `contentCreated` is, from the best to the worst:
 * - `complete`: listed after it was settled, and every blob is archived;
 * - `unsettled`: listed, every blob is archived, but it is so recent that content may still come;
 * - `future`: it has not passed yet;
 * - `pending`: the service still has content of it that the archive has not: it was never listed, or its blobs were not fetched;
 * - `failed`: a blob of it failed, and can still be had;
 * - `lost`: a blob of it expired before it was fetched, or it was not listed while the service had it;
 * - `none`: nothing is known of it, for the archive began later, or the content type was never collected.
 */
export const coverageStates = ['complete', 'unsettled', 'future', 'pending', 'failed', 'lost', 'none'] as const;
export type CoverageState = (typeof coverageStates)[number];

/** One content type in one stretch of time. */
export interface CoverageCell extends ContentWindow {
  readonly state: CoverageState;
  readonly blobs: number;
  /** Blobs that the archive has. */
  readonly archived: number;
  readonly failed: number;
  readonly lost: number;
  /** Records in the archived blobs, duplicates included. */
  readonly records: number;
}

export interface CoverageRow {
  readonly contentType: ContentType;
  /** One for each stretch, in order. */
  readonly cells: readonly CoverageCell[];
  /** Everything before it is complete, as far as the archive goes back; undefined where nothing is. */
  readonly settledUntil?: number;
  /** What the service still has and the archive has not, merged, in order. */
  readonly fetchable: readonly ContentWindow[];
  /** What nobody can fetch any more, merged, in order. */
  readonly lost: readonly ContentWindow[];
}

/** What the archive has of a tenant, by content type and stretch of time. Rows and cells make a grid. */
export interface Coverage {
  readonly range: ContentWindow;
  /** Length of a stretch, in milliseconds: an hour, or a day for long ranges. */
  readonly stepMs: number;
  readonly rows: readonly CoverageRow[];
}
