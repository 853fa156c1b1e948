import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Connection } from '../../../../src/core/api/connection';
import type { SandboxOptions } from '../../../../src/sandbox/sandbox';
import { startSandbox } from '../../../../src/sandbox/sandbox';
import { sendError, sendJson, startLocalService } from '../api/localService';
import { makeToken } from '../../sandbox/sandboxClient';
import { TestHost } from './testHost';

/** A host that is connected to a tenant of its own. */
async function openTenant(options: SandboxOptions): Promise<{ host: TestHost; connection: Connection }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'subscriptions-'));
  const sandbox = await startSandbox(options);
  const host = new TestHost();
  host.token = sandbox.token;
  await host.initialize(path.join(folder, 'archive'));
  onTestFinished(async () => {
    await host.shutdown();
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  });
  return { host, connection: { id: 'own', name: 'Own', cloud: sandbox.origin, tenantId: sandbox.tenantId } };
}

describe('starting all subscriptions', () => {
  it('starts what is not enabled, and leaves the others alone', async () => {
    const { host, connection } = await openTenant({
      subscribed: ['Audit.Exchange', 'Audit.General'],
      disabled: { 'Audit.General': 'a tenant admin' },
    });
    const started = await host.request('m365Audit/startAllSubscriptions', { connection });
    expect(started.map(({ contentType, subscription }) => [contentType, subscription?.status])).toEqual([
      ['Audit.AzureActiveDirectory', 'enabled'],
      ['Audit.Exchange', 'enabled'],
      ['Audit.SharePoint', 'enabled'],
      ['Audit.General', 'enabled'],
      ['DLP.All', 'enabled'],
    ]);
    // Only of those that began now is it known when.
    expect(
      started.filter(({ subscription }) => subscription?.startedAt === undefined).map(({ contentType }) => contentType),
    ).toEqual(['Audit.Exchange']);
  });

  it('is forgotten for a connection that becomes another one', async () => {
    const { host, connection } = await openTenant({ subscribed: [] });
    await host.request('m365Audit/startAllSubscriptions', { connection });
    const startedOf = async (known: Connection): Promise<number> => {
      const subscriptions = await host.request('m365Audit/listSubscriptions', { connection: known });
      return subscriptions.filter(({ startedAt }) => startedAt !== undefined).length;
    };
    expect(await startedOf({ ...connection, name: 'Renamed' })).toBe(5);
    expect(await startedOf({ ...connection, clientId: '11111111-2222-4333-8444-555555555555' })).toBe(0);
  });

  it('goes on after one that fails, and says why', async () => {
    const { host, connection } = await openTenant({});
    host.token = makeToken({
      tid: connection.tenantId,
      appid: '11111111-2222-4333-8444-555555555555',
      aud: 'https://manage.office.com',
      exp: Date.now() / 1_000 + 3_600,
      roles: ['ActivityFeed.Read'],
    });
    const started = await host.request('m365Audit/startAllSubscriptions', { connection });
    expect(started.filter(({ subscription }) => subscription?.status === 'enabled')).toHaveLength(4);
    expect(started.at(-1)).toMatchObject({ contentType: 'DLP.All' });
    expect(started.at(-1)?.error?.message).toContain('ActivityFeed.ReadDlp');
  });
});

describe('setting a webhook', () => {
  it('refuses http before the service is asked', async () => {
    const { host, connection } = await openTenant({ allowHttpWebhooks: true });
    const webhook = { address: 'http://127.0.0.1:7171/notifications' };
    await expect(
      host.request('m365Audit/setWebhook', { connection, contentType: 'Audit.Exchange', webhook }),
    ).rejects.toMatchObject({ data: { code: 'InvalidWebhook', action: 'editWebhook' } });
  });

  it('is done where the service took it and does not list it afterwards', async () => {
    const { host, connection } = await openTenant({});
    const contentType = 'Audit.Exchange';
    const address = 'https://collector.example/notifications';
    const webhook = { status: 'enabled', address, authId: 'a secret', expiration: null };
    const service = await startLocalService(({ request, response, index }) => {
      if (index === 0) {
        sendJson(response, []);
      } else if (request.method === 'POST') {
        sendJson(response, { contentType, status: 'enabled', webhook });
      } else {
        sendError(response, 401, 'AF10001');
      }
    });
    onTestFinished(() => service[Symbol.asyncDispose]());
    const params = { connection: { ...connection, cloud: service.origin }, contentType, webhook: { address } } as const;
    expect(await host.request('m365Audit/setWebhook', params)).toMatchObject({
      status: 'enabled',
      webhook: { status: 'enabled', address },
    });
    expect(service.requests).toHaveLength(3);
  });

  it('to null begins no subscription', async () => {
    const { host, connection } = await openTenant({ subscribed: [] });
    const params = { connection, contentType: 'Audit.Exchange', webhook: null } as const;
    expect(await host.request('m365Audit/setWebhook', params)).toEqual({
      contentType: 'Audit.Exchange',
      status: 'none',
    });
    const subscriptions = await host.request('m365Audit/listSubscriptions', { connection });
    expect(subscriptions.map(({ status }) => status)).not.toContain('enabled');
  });

  it('to null is success where there is none', async () => {
    const { host, connection } = await openTenant({});
    const params = { connection, contentType: 'Audit.Exchange', webhook: null } as const;
    expect(await host.request('m365Audit/setWebhook', params)).toEqual({
      contentType: 'Audit.Exchange',
      status: 'enabled',
    });
  });
});
