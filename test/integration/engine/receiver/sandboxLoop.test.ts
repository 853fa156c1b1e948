import { expect, it, onTestFinished, vi } from 'vitest';
import type { Connection } from '../../../../src/core/api/connection';
import { dayMs, hourMs } from '../../../../src/core/api/contentWindow';
import { ManagementApiClient } from '../../../../src/engine/api/managementApiClient';
import { ContentSync } from '../../../../src/engine/sync/contentSync';
import { Clock, openSandbox } from '../../../unit/sandbox/sandboxClient';
import { MemoryStore } from '../../../unit/engine/sync/memoryStore';
import { authId, openReceiver } from '../../../unit/engine/receiver/receiverFixture';

const contentType = 'Audit.Exchange';
const patience = { timeout: 15_000 };

it('a webhook that fails is tried again ever later, disabled, and goes on when it is set again', async () => {
  const clock = new Clock();
  const { sandbox } = await openSandbox({
    now: clock.now,
    allowHttpWebhooks: true,
    startIntervalMs: 0,
    webhooks: { pollMs: 5, retryMs: 60_000, maxFailures: 3 },
  });
  const client = new ManagementApiClient({ ...sandbox, getToken: () => Promise.resolve(sandbox.token) });
  onTestFinished(() => client.close());
  const store = new MemoryStore();
  const sync = new ContentSync({ client, store, tenantId: sandbox.tenantId, now: clock.now });
  const connection: Connection = { id: 'own', name: 'Own', cloud: sandbox.origin, tenantId: sandbox.tenantId };
  const route = { connection, authIds: [authId] };
  const fixture = await openReceiver(
    { deliver: (delivery, signal) => sync.receive(delivery.contentType, delivery.blobs, signal) },
    { routes: [route] },
  );
  const webhook = { address: fixture.address, authId };
  const webhookStatus = async (): Promise<string | undefined> =>
    (await client.listSubscriptions()).find((listed) => listed.contentType === contentType)?.webhook?.status;

  await client.startSubscription(contentType, webhook);
  expect(await webhookStatus()).toBe('enabled');
  expect(fixture.receiver.state).toMatchObject({ validations: 1 });

  // The receiver forgets the secret, so that it refuses what comes.
  await fixture.start({ routes: [] });
  clock.time += hourMs;
  for (const [rejected, delayMs] of [
    [1, 60_000],
    [2, 120_000],
    [3, 0],
  ] as const) {
    await expect.poll(() => fixture.receiver.state).toMatchObject({ rejected });
    clock.time += delayMs;
  }
  await vi.waitFor(async () => {
    expect(await webhookStatus()).toBe('disabled');
  }, patience);
  expect(store.blobs.size).toBe(0);

  await fixture.start({ routes: [route] });
  await client.startSubscription(contentType, webhook);
  expect(await webhookStatus()).toBe('enabled');
  const since = clock.time;
  clock.time += hourMs;
  await vi.waitFor(() => {
    expect(store.statesOf()).not.toEqual({});
    expect(new Set(Object.values(store.statesOf()))).toEqual(new Set(['archived']));
  }, patience);

  // What was refused meanwhile is still listed, and the attempts say so.
  const { blobs } = await sync.list(contentType, { start: since - hourMs - 180_000, end: clock.time });
  expect(new Set(blobs.map(({ state }) => state))).toEqual(new Set(['listed', 'archived']));
  const statuses = new Set<string>();
  for await (const page of client.listNotifications(contentType, { start: clock.time - dayMs, end: clock.time })) {
    page.forEach(({ status }) => statuses.add(status));
  }
  expect(statuses).toEqual(new Set(['failed', 'success']));
});
