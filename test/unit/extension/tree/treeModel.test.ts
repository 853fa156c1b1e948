import { describe, expect, it } from 'vitest';
import { dayMs, hourMs } from '../../../../src/core/api/contentWindow';
import type { SubscriptionFinding } from '../../../../src/core/api/subscriptionState';
import type { ContentBlob } from '../../../../src/core/protocol/contentProtocol';
import type { Subscription } from '../../../../src/core/protocol/subscriptionProtocol';
import {
  contentTypeContext,
  contextValue,
  dayId,
  explainEmptyDay,
  groupByHour,
  recentDays,
  webhookContext,
} from '../../../../src/extension/tree/treeModel';

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

describe('the context of a content type', () => {
  const webhook = { status: 'enabled', address: 'https://hooks.example.com/' };
  const running: Subscription = { contentType: 'Audit.Exchange', status: 'enabled' };
  const cases: readonly (readonly [string, Subscription, SubscriptionFinding | undefined, string])[] = [
    ['runs', running, undefined, 'subscribed=true;webhook=none;finding=none'],
    ['has a webhook', { ...running, webhook }, undefined, 'subscribed=true;webhook=enabled;finding=none'],
    [
      'lost its webhook',
      running,
      { kind: 'webhookDropped', address: webhook.address },
      'subscribed=true;webhook=faulty;finding=webhookDropped',
    ],
    [
      'has a disabled webhook',
      { ...running, webhook },
      { kind: 'webhookDisabled' },
      'subscribed=true;webhook=faulty;finding=webhookDisabled',
    ],
    [
      'has a webhook of someone else',
      { ...running, webhook },
      { kind: 'webhookAdded', address: webhook.address },
      'subscribed=true;webhook=enabled;finding=webhookAdded',
    ],
    [
      'was disabled',
      { ...running, status: 'disabled' },
      { kind: 'subscriptionDisabled' },
      'subscribed=false;webhook=none;finding=subscriptionDisabled',
    ],
  ];

  it.each(cases)('that %s', (_, subscription, finding, flags) => {
    expect(contentTypeContext(subscription, finding)).toBe(`type=contentType;${flags}`);
  });

  it('is told to its webhook too', () => {
    expect(webhookContext({ ...running, webhook }, { kind: 'webhookDisabled' })).toBe('type=webhook;state=faulty');
  });
});

describe('dayId', () => {
  it('is the same for all instants of a day, in UTC', () => {
    expect(dayId('demo', 'Audit.Exchange', noon)).toBe('demo/Audit.Exchange/2026-11-22');
    expect(dayId('demo', 'Audit.Exchange', noon + 12 * hourMs - 1)).toBe('demo/Audit.Exchange/2026-11-22');
  });
});
