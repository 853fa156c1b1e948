import { describe, expect, it } from 'vitest';
import { dayMs } from '../../../../src/core/api/contentWindow';
import type { NotificationAttempt } from '../../../../src/core/protocol/webhookProtocol';
import { notificationDocument } from '../../../../src/extension/notifications/notificationDocument';
import { delayOf, groupByDay, summarize } from '../../../../src/extension/notifications/notificationModel';

const noon = Date.UTC(2026, 10, 22, 12);
const minuteMs = 60_000;

function attempt(contentId: string, sent: number, status = 'success', delay = minuteMs): NotificationAttempt {
  return { contentId, contentUri: `https://manage.office.com/${contentId}`, created: sent - delay, sent, status };
}

describe('groupByDay', () => {
  it('puts the latest day first, and in a day what failed before what is late', () => {
    const days = groupByDay([
      attempt('a', noon),
      attempt('b', noon + 1, 'failure'),
      attempt('c', noon - dayMs),
      attempt('d', noon + 2),
      attempt('e', noon + 3, 'throttled'),
    ]);
    expect(days.map(({ day, attempts }) => [day, attempts.map(({ contentId }) => contentId).join('')])).toEqual([
      [Date.UTC(2026, 10, 22), 'ebda'],
      [Date.UTC(2026, 10, 21), 'c'],
    ]);
  });
});

describe('delayOf', () => {
  it('is never negative, whatever clocks say', () => {
    expect(delayOf(attempt('a', noon, 'success', -5))).toBe(0);
  });
});

describe('summarize', () => {
  it('counts attempts and blobs, and knows how late those were that arrived', () => {
    const attempts = [
      attempt('a', noon, 'failure', minuteMs),
      attempt('a', noon, 'success', 9 * minuteMs),
      attempt('b', noon, 'success', 2 * minuteMs),
      attempt('c', noon, 'success', 4 * minuteMs),
      attempt('d', noon, 'failure', 90 * minuteMs),
    ];
    expect(summarize(attempts)).toEqual({
      attempts: 5,
      failures: 2,
      blobs: 4,
      undeliveredBlobs: 1,
      medianDelayMs: 4 * minuteMs,
      longestDelayMs: 9 * minuteMs,
    });
  });

  it('knows no delay where nothing arrived', () => {
    expect(summarize([])).toEqual({ attempts: 0, failures: 0, blobs: 0, undeliveredBlobs: 0 });
  });
});

describe('notificationDocument', () => {
  it('is JSON with the summary first, and then the attempts, failed ones first', () => {
    const text = notificationDocument(
      { connection: 'Contoso', contentType: 'Audit.Exchange', range: { start: noon - dayMs, end: noon } },
      { attempts: [attempt('a', noon), attempt('b', noon - 1, 'failure')], truncated: true },
    );
    const document: unknown = JSON.parse(text);
    expect(document).toMatchObject({
      from: '2026-11-21T12:00:00.000Z',
      until: '2026-11-22T12:00:00.000Z',
      truncated: true,
      summary: { attempts: 2, failures: 1, medianDelaySeconds: 60 },
      attempts: [
        { contentId: 'b', status: 'failure' },
        { contentId: 'a', status: 'success', delaySeconds: 60, created: '2026-11-22T11:59:00.000Z' },
      ],
    });
    expect(text.indexOf('"summary"')).toBeLessThan(text.indexOf('"attempts":['));
  });
});
