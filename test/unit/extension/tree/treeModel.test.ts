import { describe, expect, it } from 'vitest';
import { dayMs, hourMs } from '../../../../src/core/api/contentWindow';
import type { ContentBlob, Subscription } from '../../../../src/core/protocol/engineProtocol';
import { contextValue, explainEmptyDay, groupByHour, recentDays } from '../../../../src/extension/tree/treeModel';

const noon = Date.UTC(2026, 10, 22, 12);

function blob(contentId: string, created: number): ContentBlob {
  return {
    contentType: 'Audit.Exchange',
    contentId,
    contentUri: `https://manage.office.com/${contentId}`,
    created,
    expires: created + 7 * dayMs,
    state: 'listed',
  };
}

describe('recentDays', () => {
  it('gives the days that the service still has, the latest first, with what is left of the oldest', () => {
    const days = recentDays(noon).map(({ start, end }) => [new Date(start).toISOString().slice(0, 10), end - start]);
    expect(days).toHaveLength(8);
    expect(days[0]).toEqual(['2026-11-22', dayMs]);
    expect(days.at(-1)).toEqual(['2026-11-15', dayMs]);
  });

  it('gives seven days where nothing is left of the one before', () => {
    expect(recentDays(Date.UTC(2026, 10, 22, 23, 59))).toHaveLength(7);
  });
});

describe('groupByHour', () => {
  it('puts the latest hour first and keeps the order within an hour', () => {
    const blobs = [blob('a', noon + 5), blob('b', noon - 1), blob('c', noon + 1), blob('d', noon + hourMs)];
    const hours = groupByHour(blobs).map(({ range, blobs: inHour }) => [
      range.start - noon,
      range.end - range.start,
      inHour.map(({ contentId }) => contentId).join(''),
    ]);
    expect(hours).toEqual([
      [hourMs, hourMs, 'd'],
      [0, hourMs, 'ac'],
      [-hourMs, hourMs, 'b'],
    ]);
  });

  it('has no group where there is no blob', () => {
    expect(groupByHour([])).toEqual([]);
  });
});

describe('explainEmptyDay', () => {
  const today = { start: noon - 12 * hourMs, end: noon + 12 * hourMs };
  const subscription = (startedAt?: number): Subscription => ({
    contentType: 'Audit.Exchange',
    status: 'enabled',
    ...(startedAt === undefined ? {} : { startedAt }),
  });

  it('says how long the subscription has run while the first content may be on its way', () => {
    expect(explainEmptyDay(subscription(noon - 180_000), today, noon)).toEqual({
      kind: 'waiting',
      subscribedForMs: 180_000,
    });
  });

  it.each([
    ['the service had its 12 hours', noon - 12 * hourMs],
    ['nobody knows when it started', undefined],
  ])('has nothing to say when %s', (_, startedAt) => {
    expect(explainEmptyDay(subscription(startedAt), today, noon)).toEqual({ kind: 'none' });
  });

  it('expects nothing of days before the subscription', () => {
    const before = { start: today.start - dayMs, end: today.end - dayMs };
    expect(explainEmptyDay(subscription(noon - 60_000), before, noon)).toEqual({ kind: 'none' });
  });
});

describe('contextValue', () => {
  it('writes flags that menus can match', () => {
    expect(contextValue('blob', { archived: true })).toBe('type=blob;archived=true');
    expect(contextValue('day')).toBe('type=day');
  });
});
