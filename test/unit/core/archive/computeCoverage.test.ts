import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentTypes, type ContentType } from '../../../../src/core/api/contentType';
import { dayMs, hourMs, retentionMarginMs, retentionMs } from '../../../../src/core/api/contentWindow';
import type { CollectedBlob, CollectedContent, CollectedWindow } from '../../../../src/core/archive/collectedContent';
import { computeCoverage } from '../../../../src/core/archive/computeCoverage';
import { coverageStates, type CoverageRow, type CoverageState } from '../../../../src/core/archive/coverage';
import { settledPart } from '../../../../src/core/archive/settled';

const now = Date.UTC(2026, 10, 22, 14, 30);
const thisHour = Date.UTC(2026, 10, 22, 14);
const contentType = 'Audit.Exchange';
const nothing: CollectedContent = { windows: [], blobs: [], deletions: [] };

/** Times are hours before this hour. */
function listed(from: number, to: number, listedAt = -0.5): CollectedWindow {
  return {
    contentType,
    start: thisHour - from * hourMs,
    end: thisHour - to * hourMs,
    listedAt: thisHour - listedAt * hourMs,
  };
}

function blob(age: number, state: CollectedBlob['state'], records?: number): CollectedBlob {
  const created = thisHour - age * hourMs;
  return { contentType, created, expires: created + retentionMs, state, ...(records === undefined ? {} : { records }) };
}

function rowOf(content: Partial<CollectedContent>, fromHours: number, toHours = 0, stepMs = hourMs): CoverageRow {
  const range = { start: thisHour - fromHours * hourMs, end: thisHour - toHours * hourMs };
  const { rows } = computeCoverage({ ...nothing, ...content }, { range, stepMs, now });
  const row = rows.find((found) => found.contentType === contentType);
  if (row === undefined) {
    throw new Error('there is no row');
  }
  return row;
}

function statesOf(row: CoverageRow): readonly CoverageState[] {
  return row.cells.map(({ state }) => state);
}

describe('the coverage of an archive', () => {
  it('knows nothing of a content type that was never collected, whatever was of others', () => {
    const row = rowOf({ windows: [{ ...listed(40, 0), contentType: 'DLP.All' }] }, 3);
    expect(statesOf(row)).toEqual(['none', 'none', 'none']);
    expect(row).toMatchObject({ fetchable: [], lost: [], archived: 0 });
    expect(row).not.toHaveProperty('settledUntil');
  });

  it('is complete where the listing was settled, and settles a day later', () => {
    const row = rowOf({ windows: [listed(30, -0.5)] }, 30, -2);
    expect(statesOf(row)).toEqual([...states('complete', 6), ...states('unsettled', 25), 'future']);
    expect(row.since).toBe(thisHour - 30 * hourMs);
    expect(row.listedAt).toBe(now);
    expect(row.settledUntil).toBe(thisHour - 24 * hourMs);
    expect(row.fetchable).toEqual([]);
  });

  it('takes what was listed too early for unsettled until a later listing', () => {
    const early = listed(60, 40, 40);
    expect(statesOf(rowOf({ windows: [early] }, 50, 40))).toEqual(states('unsettled', 10));
    expect(statesOf(rowOf({ windows: [early, listed(60, 0)] }, 50, 40))).toEqual(states('complete', 10));
  });

  it('tells what can still be fetched from what is lost, by the 7 days', () => {
    const windows = [listed(240, 200, 100), listed(100, 0)];
    const row = rowOf({ windows }, 250, -1, hourMs);
    const week = thisHour - 7 * 24 * hourMs;
    expect(row.lost).toEqual([{ start: thisHour - 200 * hourMs, end: now - retentionMs + retentionMarginMs }]);
    expect(row.fetchable).toEqual([{ start: now - retentionMs + retentionMarginMs, end: thisHour - 100 * hourMs }]);
    const at = (start: number): CoverageState | undefined => row.cells.find((cell) => cell.start === start)?.state;
    expect([at(week - hourMs), at(week), at(week + hourMs)]).toEqual(['lost', 'lost', 'pending']);
    expect(statesOf(row).slice(0, 11)).toEqual([...states('none', 10), 'complete']);
    expect(row.settledUntil).toBe(now - retentionMs + retentionMarginMs);
  });

  it('does not miss this hour and the one before, listed or not', () => {
    expect(statesOf(rowOf({ windows: [listed(10, 1)] }, 2, -1))).toEqual(states('unsettled', 3));
    expect(statesOf(rowOf({ windows: [listed(10, 3)] }, 4))).toEqual(['unsettled', 'pending', 'pending', 'unsettled']);
  });

  it('counts blobs, and is as bad as the worst of them', () => {
    const windows = [listed(160, 0)];
    const blobs = [
      blob(99.5, 'archived', 7),
      blob(99.4, 'archived', 5),
      blob(98.5, 'archived', 1),
      blob(98.4, 'listed'),
      blob(97.5, 'failed'),
      blob(97.4, 'listed'),
      blob(96.5, 'lost'),
      blob(96.4, 'failed'),
    ];
    const row = rowOf({ windows, blobs }, 101, 95);
    expect(
      row.cells.map(({ state, blobs: all, archived, failed, lost, records }) => ({
        state,
        blobs: all,
        archived,
        failed,
        lost,
        records,
      })),
    ).toEqual([
      { state: 'complete', blobs: 0, archived: 0, failed: 0, lost: 0, records: 0 },
      { state: 'complete', blobs: 2, archived: 2, failed: 0, lost: 0, records: 12 },
      { state: 'pending', blobs: 2, archived: 1, failed: 0, lost: 0, records: 1 },
      { state: 'failed', blobs: 2, archived: 0, failed: 1, lost: 0, records: 0 },
      { state: 'lost', blobs: 2, archived: 0, failed: 1, lost: 1, records: 0 },
      { state: 'complete', blobs: 0, archived: 0, failed: 0, lost: 0, records: 0 },
    ]);
    expect(row.fetchable).toEqual([{ start: thisHour - 99 * hourMs, end: thisHour - 96 * hourMs }]);
    expect(row.lost).toEqual([{ start: thisHour - 97 * hourMs, end: thisHour - 96 * hourMs }]);
    expect(row.settledUntil).toBe(thisHour - 99 * hourMs);
    expect(row.archived).toBe(3);
  });

  it('takes a blob that expired before it was fetched for lost, though nobody said so', () => {
    const row = rowOf({ windows: [listed(400, 0)], blobs: [blob(200.5, 'listed'), blob(199.5, 'failed')] }, 202, 199);
    expect(statesOf(row)).toEqual(['complete', 'lost', 'lost']);
    expect(row.cells.map(({ lost }) => lost)).toEqual([0, 1, 1]);
    // What is lost can no longer change.
    expect(row.settledUntil).toBe(thisHour - 24 * hourMs);
  });

  it('knows content that was told of and never listed', () => {
    const row = rowOf({ blobs: [blob(200.5, 'archived', 3), blob(50.5, 'archived', 3)] }, 201, 0, 201 * hourMs);
    expect(statesOf(row)).toEqual(['pending']);
    expect(row.lost).toEqual([]);
  });

  it('does not blame on anyone what was deleted on purpose', () => {
    const windows = [listed(400, 300, 250), listed(200, 0)];
    const deletions = [{ contentTypes: [contentType] as const, until: thisHour - 250 * hourMs }];
    const row = rowOf({ windows, deletions, blobs: [blob(350.5, 'lost')] }, 402, 0);
    const states = statesOf(row);
    expect(states.slice(0, 3)).toEqual(['none', 'none', 'deleted']);
    expect(states[51]).toBe('deleted');
    expect(states[402 - 250]).toBe('lost');
    expect(row.lost).toEqual([{ start: thisHour - 250 * hourMs, end: thisHour - 200 * hourMs }]);
  });

  it('cuts days of 24 hours where clocks are changed, and the last one where the range ends', () => {
    const start = Date.UTC(2026, 9, 24);
    const range = { start, end: start + 3.5 * dayMs };
    const [row] = computeCoverage(nothing, { range, stepMs: dayMs, now }).rows;
    expect(row?.cells.map((cell) => new Date(cell.start).toISOString().slice(8, 16))).toEqual([
      '24T00:00',
      '25T00:00',
      '26T00:00',
      '27T00:00',
    ]);
    expect(row?.cells.at(-1)?.end).toBe(range.end);
  });

  it('follows the definitions of its states, instant by instant', () => {
    fc.assert(
      fc.property(collected(), fc.integer({ min: 1, max: 30 }), fc.boolean(), (content, steps, isByDay) => {
        const stepMs = isByDay ? dayMs : hourMs;
        const end = thisHour + 2 * hourMs;
        const range = { start: end - steps * stepMs, end };
        const coverage = computeCoverage(content, { range, stepMs, now });
        expect(coverage.rows.map((row) => row.contentType)).toEqual(contentTypes);
        for (const row of coverage.rows) {
          expect(row.cells.map((cell) => cell.start)).toEqual(
            row.cells.map((_, index) => range.start + index * stepMs),
          );
          expect(row.cells.every((cell) => cell.end - cell.start === stepMs)).toBe(true);
          const own = content.blobs.filter((found) => found.contentType === row.contentType);
          for (const cell of row.cells) {
            expect(cell).toEqual(plainCell(content, row.contentType, cell));
          }
          const inRange = own.filter(({ created }) => range.start <= created && created < range.end);
          expect(sum(row.cells.map((cell) => cell.blobs))).toBe(inRange.length);
          expect(row.archived).toBe(own.filter(({ state }) => state === 'archived').length);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('keeps an hour of 100,000 blobs as well as one of none', () => {
    const blobs = Array.from({ length: 100_000 }, (_, index) => blob((index % 720) + 0.5, 'archived', 2));
    const row = rowOf({ windows: [listed(720, 0)], blobs }, 720);
    expect(sum(row.cells.map(({ archived }) => archived))).toBe(100_000);
    expect(sum(row.cells.map(({ records }) => records))).toBe(200_000);
  });
});

function states(state: CoverageState, count: number): readonly CoverageState[] {
  return Array.from({ length: count }, () => state);
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

/** Half hours, so that a cell is the worst of a few instants that can be looked at one by one. */
const halfHourMs = hourMs / 2;

function collected(): fc.Arbitrary<CollectedContent> {
  const instant = fc.integer({ min: -60 * 24, max: 4 }).map((half) => thisHour + half * halfHourMs);
  const type = fc.constantFrom<ContentType>('Audit.Exchange', 'DLP.All');
  const window = fc
    .tuple(type, instant, fc.integer({ min: 1, max: 48 }), fc.integer({ min: 0, max: 100 }))
    .map(([of, start, length, delay]) => ({
      contentType: of,
      start,
      end: start + length * halfHourMs,
      listedAt: start + (length + delay) * halfHourMs,
    }));
  const content = fc
    .tuple(type, instant, fc.constantFrom('listed', 'archived', 'failed', 'lost'), fc.nat(9))
    .map(([of, created, state, records]) => ({
      contentType: of,
      created,
      expires: created + retentionMs,
      state,
      ...(state === 'archived' ? { records } : {}),
    }));
  const deletion = fc.tuple(type, instant).map(([of, until]) => ({ contentTypes: [of], until }));
  return fc.record({
    windows: fc.array(window, { maxLength: 12 }),
    blobs: fc.array(content, { maxLength: 30 }),
    deletions: fc.array(deletion, { maxLength: 1 }),
  });
}

/** A cell by the words of the definitions: each half hour looked at for itself. */
function plainCell(content: CollectedContent, type: ContentType, cell: { start: number; end: number }): object {
  const isIn = ({ start, end }: { start: number; end: number }, instant: number): boolean =>
    start <= instant && instant < end;
  const windows = content.windows.filter((window) => window.contentType === type);
  const own = content.blobs.filter((found) => found.contentType === type);
  const since = Math.min(...windows.map(({ start }) => start));
  const isDeleted = (instant: number): boolean =>
    content.deletions.some(({ contentTypes: types, until }) => types.includes(type) && instant < (until ?? Infinity));
  const listing = (instant: number): CoverageState => {
    const isSettled = windows.some((window) => isIn(settledPart(window) ?? { start: 0, end: 0 }, instant));
    const isKept = instant >= now - retentionMs + retentionMarginMs;
    if (instant >= now) {
      return 'future';
    }
    if (windows.length + own.length === 0) {
      return 'none';
    }
    if ((isSettled || !isKept) && instant >= since && isDeleted(instant)) {
      return 'deleted';
    }
    if (isSettled) {
      return 'complete';
    }
    if (windows.some((window) => isIn(window, instant)) || instant >= thisHour - hourMs) {
      return 'unsettled';
    }
    return isKept ? 'pending' : instant >= since ? 'lost' : 'none';
  };
  const found: CoverageState[] = [];
  // The 7 days end between half hours.
  const edge = now - retentionMs + retentionMarginMs;
  for (let instant = cell.start; instant < cell.end; instant += halfHourMs) {
    found.push(listing(instant), ...(isIn({ start: instant, end: instant + halfHourMs }, edge) ? [listing(edge)] : []));
  }
  const blobs = own.filter(({ created }) => isIn(cell, created));
  const stateOf = ({ state, expires }: CollectedBlob): CollectedBlob['state'] =>
    state !== 'archived' && expires <= now ? 'lost' : state;
  for (const each of blobs) {
    const state = stateOf(each);
    if (state === 'listed') {
      found.push('pending');
    } else if (state === 'failed' || (state === 'lost' && !isDeleted(each.created))) {
      found.push(state);
    }
  }
  const count = (state: CollectedBlob['state']): number => blobs.filter((each) => stateOf(each) === state).length;
  return {
    start: cell.start,
    end: cell.end,
    state: coverageStates.toReversed().find((state) => found.includes(state)),
    blobs: blobs.length,
    archived: count('archived'),
    failed: count('failed'),
    lost: count('lost'),
    records: sum(blobs.map(({ state, records }) => (state === 'archived' ? (records ?? 0) : 0))),
  };
}
