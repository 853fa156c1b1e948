import { expect, it, onTestFinished } from 'vitest';
import { dayMs, hourMs, retentionMarginMs, retentionMs } from '../../../../src/core/api/contentWindow';
import { ManagementApiClient } from '../../../../src/engine/api/managementApiClient';
import { ContentSync } from '../../../../src/engine/sync/contentSync';
import type { SandboxOptions } from '../../../../src/sandbox/sandbox';
import { startSandbox } from '../../../../src/sandbox/sandbox';
import { FakeTiming } from '../../../unit/engine/api/fakeTiming';
import { MemoryStore } from '../../../unit/engine/sync/memoryStore';

const contentType = 'Audit.Exchange';
const serverNow = Date.parse('2026-11-25T13:00:00Z');

interface Skewed {
  readonly sync: ContentSync;
  readonly client: ManagementApiClient;
  readonly store: MemoryStore;
  readonly localNow: number;
  /** Offsets that were warned of. */
  readonly warnings: readonly number[];
  /** What time it was for the service, as far as that was known when a token was asked for. */
  readonly tokenTimes: readonly (number | undefined)[];
}

/** A sync on a computer whose clock is so far ahead of the service's. */
async function createSkewed(aheadMs: number, options: SandboxOptions = {}): Promise<Skewed> {
  const localNow = serverNow + aheadMs;
  const timing = new FakeTiming(localNow);
  const sandbox = await startSandbox({ now: () => serverNow, ...options });
  const warnings: number[] = [];
  const tokenTimes: (number | undefined)[] = [];
  const client = new ManagementApiClient({
    origin: sandbox.origin,
    tenantId: sandbox.tenantId,
    getToken: ({ now }) => {
      tokenTimes.push(now);
      return Promise.resolve(sandbox.token);
    },
    timing,
    onClockOffset: (offset) => warnings.push(offset),
  });
  onTestFinished(async () => {
    await client.close();
    await sandbox.close();
  });
  const store = new MemoryStore();
  const sync = new ContentSync({ client, store, tenantId: sandbox.tenantId, now: () => timing.now() });
  return { sync, client, store, localNow, warnings, tokenTimes };
}

it('cuts a window anew by the clock of the service, which refused it, and says what is lost', async () => {
  const { sync, client, store, localNow, warnings } = await createSkewed(-2 * dayMs);
  const { blobs, expired } = await sync.list(contentType, { start: localNow - retentionMs, end: localNow });

  const oldest = serverNow - retentionMs + retentionMarginMs;
  expect(Math.abs((expired?.end ?? NaN) - oldest)).toBeLessThanOrEqual(1_000);
  expect(expired?.start).toBe(localNow - retentionMs);
  expect(blobs.length).toBeGreaterThan(10);
  expect(Math.min(...store.listings.map(({ window }) => window.start))).toBeGreaterThanOrEqual(oldest - 1_000);
  expect(client.health.lastFault).toMatchObject({ code: 'AF20030', status: 400, operation: 'listContent' });
  expect(warnings).toHaveLength(1);
  expect(Math.abs((warnings[0] ?? NaN) - 2 * dayMs)).toBeLessThanOrEqual(1_000);
});

it('does so once, and no more where the clock does not explain it', async () => {
  const { sync, client } = await createSkewed(0, { faults: { refusedWindow: 1 } });
  await expect(sync.list(contentType, { start: serverNow - hourMs, end: serverNow })).rejects.toMatchObject({
    code: 'AF20030',
    data: { action: 'checkConnection' },
  });
  expect(client.health.quota.used).toBe(1);

  const slow = await createSkewed(-2 * dayMs, { faults: { refusedWindow: 1 } });
  const range = { start: slow.localNow - retentionMs, end: slow.localNow };
  await expect(slow.sync.list(contentType, range)).rejects.toMatchObject({ code: 'AF20030' });
  expect(slow.client.health.quota.used).toBe(2);
});

it('finds what there is when the service is dated wrongly, and takes nothing of it for listed', async () => {
  const { sync, store, warnings } = await createSkewed(0, { faults: { dateSkewMs: -3 * dayMs } });
  const range = { start: serverNow - 4 * hourMs, end: serverNow };
  const first = await sync.list(contentType, range);
  const second = await sync.list(contentType, range);
  expect(first.blobs.length).toBeGreaterThan(0);
  expect(second).toEqual(first);
  expect(store.listings).toEqual([]);
  expect(Object.keys(store.statesOf())).toHaveLength(first.blobs.length);
  expect(warnings).toHaveLength(1);
});

it('has no hour listed that is yet to come for the service', async () => {
  const { sync, store, localNow } = await createSkewed(6 * hourMs);
  await sync.list(contentType, { start: localNow - dayMs, end: localNow });
  const listedTo = Math.max(...store.listings.map(({ window }) => window.end));
  expect(listedTo).toBeLessThanOrEqual(serverNow + 1_000);
  expect(listedTo).toBeGreaterThanOrEqual(serverNow - 1_000);
});

it.each([-3, 3])('lets a good token be used on a computer whose clock is off by %i hours', async (hours) => {
  const { client, tokenTimes } = await createSkewed(hours * hourMs);
  await client.listSubscriptions();
  await client.listSubscriptions();
  expect(tokenTimes[0]).toBeUndefined();
  expect(Math.abs((tokenTimes[1] ?? NaN) - serverNow)).toBeLessThanOrEqual(1_000);
});
