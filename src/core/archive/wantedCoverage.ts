import type { ContentType } from '../api/contentType';
import { dayMs, hourMs, retentionMarginMs, retentionMs, type ContentWindow } from '../api/contentWindow';
import type { ScanCoverage } from '../protocol/queryProtocol';
import type { CollectedContent } from './collectedContent';
import { computeCoverage } from './computeCoverage';
import type { CoverageCell, CoverageRow, CoverageState } from './coverage';
import { mergeWindows } from './windowSets';

/** Content that a query wants to find in the archive. */
export interface WantedContent {
  readonly contentType: ContentType;
  /** Milliseconds since the epoch, inclusive; 7 days ago where it is absent: that is what the service still has. */
  readonly start?: number | undefined;
  /** Exclusive; now where it is absent. */
  readonly end?: number | undefined;
  /** The query names the content type: it is missed even if it was never collected. */
  readonly isNamed: boolean;
}

/** A longer range is told by the day: that is precise enough, and takes no longer. */
const longestByHour = 31 * dayMs;

/**
 * How complete an archive is for what a query wants, and what to fetch for it.
 *
 * @param content what the catalogue says of one tenant
 * @param now milliseconds since the epoch
 */
export function wantedCoverage(content: CollectedContent, wanted: readonly WantedContent[], now: number): ScanCoverage {
  const named = new Set(wanted.flatMap(({ contentType, isNamed }) => (isNamed ? [contentType] : [])));
  const parts = groupByRange(wanted, now, earliestWanted(content, now)).map(({ range, contentTypes }) => {
    const stepMs = range.end - range.start <= longestByHour ? hourMs : dayMs;
    const rows = computeCoverage(content, { range, stepMs, now }).rows.filter(({ contentType }) =>
      contentTypes.has(contentType),
    );
    return { range, rows: rows.map((row) => ({ row, states: statesOf(row, named.has(row.contentType), now) })) };
  });
  const states = parts.flatMap(({ rows }) => rows.flatMap((row) => row.states));
  const listed = parts.flatMap(({ rows }) => rows.flatMap(({ row }) => row.listedAt ?? []));
  return {
    total: count(states, ...coveredStates),
    pending: count(states, ...fetchableStates),
    lost: count(states, 'lost'),
    fetchable: parts.flatMap(({ range, rows }) => {
      const missing = rows.filter((row) => count(row.states, ...fetchableStates) > 0);
      const start = Math.max(range.start, oldestAvailable(now));
      return missing.length === 0
        ? []
        : [{ contentTypes: missing.map(({ row }) => row.contentType), range: { start, end: range.end } }];
    }),
    ...(listed.length === 0 ? {} : { listedAt: Math.min(...listed) }),
  };
}

const fetchableStates = ['pending', 'failed'] as const;
const coveredStates = ['complete', 'deleted', 'unsettled', 'lost', ...fetchableStates] as const;

function count(states: readonly CoverageState[], ...counted: readonly CoverageState[]): number {
  return states.filter((state) => counted.includes(state)).length;
}

/** Of a type that is collected, what the archive began after is gone: it lacks no more than the service. */
function statesOf({ cells, since }: CoverageRow, isNamed: boolean, now: number): readonly CoverageState[] {
  const isMissed = isNamed && since === undefined;
  return cells.map((cell) => (isMissed && cell.state === 'none' && isAvailable(cell, now) ? 'pending' : cell.state));
}

function isAvailable({ end }: CoverageCell, now: number): boolean {
  return end > oldestAvailable(now);
}

function oldestAvailable(now: number): number {
  return now - retentionMs + retentionMarginMs;
}

/** Nothing can be said of what came before. */
function earliestWanted({ windows }: CollectedContent, now: number): number {
  const oldest = Math.floor((now - retentionMs) / hourMs) * hourMs;
  return windows.reduce((earliest, { start }) => Math.min(earliest, start), oldest);
}

interface RangeOfTypes {
  readonly range: ContentWindow;
  readonly contentTypes: Set<ContentType>;
}

/** Each time of each content type once, though it may be wanted twice. */
function groupByRange(wanted: readonly WantedContent[], now: number, earliest: number): readonly RangeOfTypes[] {
  const windows = new Map<ContentType, ContentWindow[]>();
  const byDefault = Math.floor((now - retentionMs) / hourMs) * hourMs;
  for (const { contentType, start = byDefault, end = now } of wanted) {
    const window = { start: Math.max(start, earliest), end: Math.min(end, now) };
    windows.set(contentType, [...(windows.get(contentType) ?? []), window]);
  }
  const groups = new Map<string, RangeOfTypes>();
  for (const [contentType, own] of windows) {
    for (const range of mergeWindows(own)) {
      const key = `${range.start}-${range.end}`;
      const group = groups.get(key) ?? { range, contentTypes: new Set() };
      group.contentTypes.add(contentType);
      groups.set(key, group);
    }
  }
  return [...groups.values()];
}
