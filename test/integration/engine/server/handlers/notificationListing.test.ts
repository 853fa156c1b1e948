import { expect, it } from 'vitest';
import { dayMs } from '../../../../../src/core/api/contentWindow';
import type { ManagementApiClient, Notification } from '../../../../../src/engine/api/managementApiClient';
import { listNotifications } from '../../../../../src/engine/server/handlers/notificationListing';

const now = Date.parse('2026-03-10T12:00:00.750Z');
const contentType = 'Audit.General';

/** A service that has one attempt of each day, named after the window that it was asked in, on two pages with one in both. */
function createClient(): { client: Pick<ManagementApiClient, 'listNotifications'>; windows: string[] } {
  const windows: string[] = [];
  return {
    windows,
    client: {
      async *listNotifications(_type, { start, end }) {
        await Promise.resolve();
        windows.push(`${new Date(start).toISOString()} ${new Date(end).toISOString()}`);
        const attempt = (contentId: string): Notification => ({
          contentType,
          contentId,
          contentUri: `https://x/${contentId}`,
          created: start,
          expires: start + 7 * dayMs,
          sent: start + 1,
          status: 'failed',
        });
        const day = new Date(start).toISOString().slice(8, 10);
        yield [attempt(`${day}a`)];
        yield [attempt(`${day}a`), attempt(`${day}b`)];
      },
    },
  };
}

it('lists day by day what the service still has, in its order, each attempt once', async () => {
  const { client, windows } = createClient();
  const range = { start: now - 9 * dayMs, end: now + dayMs };
  const { attempts, expired, truncated } = await listNotifications({ client, contentType, range, now });
  expect(windows).toHaveLength(8);
  expect(windows[0]).toBe('2026-03-03T12:05:00.750Z 2026-03-04T00:00:00.000Z');
  expect(windows.at(-1)).toBe('2026-03-10T00:00:00.000Z 2026-03-10T12:00:01.000Z');
  expect(attempts.map(({ contentId }) => contentId).join(' ')).toMatch(/^03a 03b 04a 04b .* 10a 10b$/);
  expect(attempts[2]).toEqual({
    contentId: '04a',
    contentUri: 'https://x/04a',
    created: Date.parse('2026-03-04T00:00:00Z'),
    sent: Date.parse('2026-03-04T00:00:00Z') + 1,
    status: 'failed',
  });
  expect(expired?.start).toBe(now - 9 * dayMs - 750);
  expect(truncated).toBeUndefined();
});

it('ends at its limit, and says so', async () => {
  const { client, windows } = createClient();
  const range = { start: now - 3 * dayMs, end: now };
  const listing = await listNotifications({ client, contentType, range, now, limit: 3 });
  expect(listing.attempts.map(({ contentId }) => contentId)).toEqual(['07a', '07b', '08a']);
  expect(listing.truncated).toBe(true);
  expect(windows).toHaveLength(2);
});

it('asks nothing where all has expired', async () => {
  const { client, windows } = createClient();
  const range = { start: now - 9 * dayMs, end: now - 8 * dayMs };
  expect((await listNotifications({ client, contentType, range, now })).attempts).toEqual([]);
  expect(windows).toEqual([]);
});
