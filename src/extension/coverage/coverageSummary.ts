import type { ContentType } from '../../core/api/contentType';
import type { ContentWindow } from '../../core/api/contentWindow';
import type { Coverage, CoverageRow } from '../../core/archive/coverage';
import { mergeWindows } from '../../core/archive/windowSets';

export interface CoverageSummary {
  /** Content types that the archive has anything of; the others are `uncollected`. */
  readonly collected: readonly ContentType[];
  readonly uncollected: readonly ContentType[];
  /** Up to when all that is collected is settled; absent where a content type is not at all yet. */
  readonly settledUntil?: number;
  /** How long the stretches are in which something can still be fetched, in whatever content type; in milliseconds. */
  readonly fetchableMs: number;
  readonly lostMs: number;
}

export function summarize({ rows }: Coverage): CoverageSummary {
  const collected = rows.filter(isCollected);
  const settled = collected.map(({ settledUntil }) => settledUntil ?? -Infinity);
  const settledUntil = Math.min(...settled);
  return {
    collected: collected.map(({ contentType }) => contentType),
    uncollected: rows.filter((row) => !isCollected(row)).map(({ contentType }) => contentType),
    ...(Number.isFinite(settledUntil) ? { settledUntil } : {}),
    fetchableMs: lengthOf(rows.flatMap(({ fetchable }) => fetchable)),
    lostMs: lengthOf(rows.flatMap(({ lost }) => lost)),
  };
}

/** Whether the archive has anything of a content type: that it was listed is enough. */
export function isCollected({ since, archived }: CoverageRow): boolean {
  return since !== undefined || archived > 0;
}

/** A stretch of one content type in which something is missing. */
export interface CoverageGap extends ContentWindow {
  readonly contentType: ContentType;
  readonly kind: 'fetchable' | 'lost';
}

/** What can still be fetched comes first, and of it what expires first. */
export function listGaps({ rows }: Coverage): readonly CoverageGap[] {
  return (['fetchable', 'lost'] as const).flatMap((kind) =>
    rows
      .flatMap((row) => row[kind].map((window): CoverageGap => ({ ...window, contentType: row.contentType, kind })))
      .sort((first, second) => first.start - second.start),
  );
}

/** What to sync so that nothing is missing that can be had; undefined where nothing is. */
export function missingContent({
  rows,
}: Coverage): { readonly contentTypes: readonly ContentType[]; readonly range: ContentWindow } | undefined {
  const missing = rows.filter(({ fetchable }) => fetchable.length > 0);
  const windows = mergeWindows(missing.flatMap(({ fetchable }) => fetchable));
  const [first, last] = [windows.at(0), windows.at(-1)];
  return first === undefined || last === undefined
    ? undefined
    : { contentTypes: missing.map(({ contentType }) => contentType), range: { start: first.start, end: last.end } };
}

function lengthOf(windows: readonly ContentWindow[]): number {
  return mergeWindows(windows).reduce((sum, { start, end }) => sum + end - start, 0);
}
