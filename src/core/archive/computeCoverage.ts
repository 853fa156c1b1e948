import { contentTypes, type ContentType } from '../api/contentType';
import { hourMs, type ContentWindow } from '../api/contentWindow';
import type { BlobState } from '../protocol/contentProtocol';
import { stateAt, type CollectedBlob, type CollectedContent, type CollectedWindow } from './collectedContent';
import { coverageStates, type Coverage, type CoverageCell, type CoverageRow, type CoverageState } from './coverage';
import { listingTimeline, type TimelineSource, type TimelineStretch } from './listingTimeline';
import { mergeWindows } from './windowSets';

export interface CoverageOptions {
  /** Of `contentCreated`. */
  readonly range: ContentWindow;
  /** Length of a stretch, in milliseconds. */
  readonly stepMs: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** How complete an archive is, from what its catalogue says. Times are UTC throughout: no day is longer than another. */
export function computeCoverage(content: CollectedContent, options: CoverageOptions): Coverage {
  const parts = new Map<ContentType, ContentPart>(
    contentTypes.map((contentType) => [contentType, { windows: [], blobs: [], deletions: [] }]),
  );
  for (const window of content.windows) {
    parts.get(window.contentType)?.windows.push(window);
  }
  for (const blob of content.blobs) {
    parts.get(blob.contentType)?.blobs.push(blob);
  }
  for (const { contentTypes: deleted, from = -Infinity, until = Infinity } of content.deletions) {
    for (const contentType of deleted) {
      parts.get(contentType)?.deletions.push({ start: from, end: until });
    }
  }
  return { ...options, rows: [...parts].map(([contentType, part]) => coverageRow(contentType, part, options)) };
}

/** What the catalogue says of one content type. */
interface ContentPart {
  readonly windows: CollectedWindow[];
  readonly blobs: CollectedBlob[];
  readonly deletions: ContentWindow[];
}

function coverageRow(
  contentType: ContentType,
  { windows, blobs, deletions }: ContentPart,
  { range, stepMs, now }: CoverageOptions,
): CoverageRow {
  const deleted = mergeWindows(deletions);
  const source = { listings: windows, deletions: deleted, isCollected: windows.length + blobs.length > 0 };
  const timeline = listingTimeline(range, source, now);
  const cells = emptyCells(range, stepMs);
  for (const { start, end, state } of timeline) {
    for (let index = Math.floor((start - range.start) / stepMs); range.start + index * stepMs < end; index += 1) {
      worsen(cells[index], state);
    }
  }
  const openHours = new Set<number>();
  const lostHours = new Set<number>();
  let archived = 0;
  for (const blob of blobs) {
    const { created } = blob;
    const state = stateAt(now, blob);
    const cell = cells[Math.floor((created - range.start) / stepMs)];
    count(cell, state, blob.records);
    if (state === 'archived') {
      archived += 1;
    } else if (state !== 'lost') {
      worsen(cell, state === 'failed' ? 'failed' : 'pending');
      openHours.add(startOfHour(created));
    } else if (!deleted.some(({ start, end }) => start <= created && created < end)) {
      worsen(cell, 'lost');
      lostHours.add(startOfHour(created));
    }
  }
  return {
    contentType,
    cells,
    ...archiveBounds(windows, source, openHours, now),
    fetchable: within(range, [...stretchesOf(timeline, 'pending'), ...hourWindows(openHours)]),
    lost: within(range, [...stretchesOf(timeline, 'lost'), ...hourWindows(lostHours)]),
    archived,
  };
}

type MutableCell = { -readonly [Key in keyof CoverageCell]: CoverageCell[Key] };

function emptyCells(range: ContentWindow, stepMs: number): readonly MutableCell[] {
  const cells: MutableCell[] = [];
  for (let { start } = range; start < range.end; start += stepMs) {
    const end = Math.min(start + stepMs, range.end);
    cells.push({ start, end, state: 'future', blobs: 0, archived: 0, failed: 0, lost: 0, records: 0 });
  }
  return cells;
}

function count(cell: MutableCell | undefined, state: BlobState, records = 0): void {
  if (cell === undefined) {
    return;
  }
  cell.blobs += 1;
  if (state === 'archived') {
    cell.records += records;
  }
  if (state !== 'listed') {
    cell[state] += 1;
  }
}

function worsen(cell: MutableCell | undefined, state: CoverageState): void {
  if (cell !== undefined && coverageStates.indexOf(state) > coverageStates.indexOf(cell.state)) {
    cell.state = state;
  }
}

/** Of all that the archive has, not of a range. @param openHours starts of the hours with blobs that can still be fetched */
function archiveBounds(
  windows: readonly CollectedWindow[],
  source: TimelineSource,
  openHours: ReadonlySet<number>,
  now: number,
): Pick<CoverageRow, 'since' | 'listedAt' | 'settledUntil'> {
  const [first] = windows;
  if (first === undefined) {
    return {};
  }
  // No spread into Math.min: there may be more windows than a call has room for arguments.
  const since = windows.reduce((earliest, { start }) => Math.min(earliest, start), first.start);
  const listedAt = windows.reduce((latest, window) => Math.max(latest, window.listedAt), first.listedAt);
  const stretches = listingTimeline({ start: since, end: now }, source, now);
  const changing = stretches.find(({ isFinal }) => !isFinal)?.start ?? now;
  const settledUntil = [...openHours]
    .filter((hour) => hour + hourMs > since)
    .reduce((earliest, hour) => Math.min(earliest, hour), changing);
  return { since, listedAt, ...(settledUntil > since ? { settledUntil } : {}) };
}

function stretchesOf(timeline: readonly TimelineStretch[], state: CoverageState): readonly ContentWindow[] {
  return timeline.filter((stretch) => stretch.state === state);
}

function hourWindows(hours: ReadonlySet<number>): readonly ContentWindow[] {
  return [...hours].map((start) => ({ start, end: start + hourMs }));
}

/** The part of windows that lies in a range, merged. */
function within(range: ContentWindow, windows: readonly ContentWindow[]): readonly ContentWindow[] {
  return mergeWindows(
    windows.map(({ start, end }) => ({ start: Math.max(start, range.start), end: Math.min(end, range.end) })),
  );
}

function startOfHour(instant: number): number {
  return Math.floor(instant / hourMs) * hourMs;
}
