import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Connection } from '../../../../../src/core/api/connection';
import { Archive } from '../../../../../src/engine/archive/archive';
import type { KnownSubscription } from '../../../../../src/engine/archive/log/commit';
import type { SandboxOptions } from '../../../../../src/sandbox/sandbox';
import { startSandbox } from '../../../../../src/sandbox/sandbox';
import { sendError, sendJson, startLocalService } from '../../../../unit/engine/api/localService';
import { makeToken } from '../../../../unit/sandbox/sandboxClient';
import { temporaryFolder } from '../../../../unit/engine/archive/archiveFixture';
import { TestHost } from '../testHost';

interface OpenTenant {
  readonly host: TestHost;
  readonly connection: Connection;
  readonly archiveFolder: string;
}

/** A host that is connected to a tenant of its own. */
async function openTenant(options: SandboxOptions): Promise<OpenTenant> {
  const sandbox = await startSandbox(options);
  onTestFinished(() => sandbox.close());
  const archiveFolder = path.join(await temporaryFolder(), 'archive');
  const host = await TestHost.start(archiveFolder);
  host.token = sandbox.token;
  const connection = { id: 'own', name: 'Own', cloud: sandbox.origin, tenantId: sandbox.tenantId };
  return { host, connection, archiveFolder };
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

describe('the archive', () => {
  const query = { language: 'kql', text: 'Subscriptions', firstRows: 10 } as const;
  const shown = ['Audit.AzureActiveDirectory', 'Audit.Exchange', 'Audit.SharePoint', 'Audit.General', 'DLP.All'];

  /** What the archive knows of the tenant when the host has let it go. */
  async function recorded({ host, connection, archiveFolder }: OpenTenant): Promise<readonly KnownSubscription[]> {
    await host.shutdown();
    const archive = await Archive.open(archiveFolder);
    const [content] = await archive.content(connection.tenantId);
    await archive.close();
    return content?.subscriptions ?? [];
  }

  it('knows what was listed, also from before it was opened', async () => {
    const tenant = await openTenant({ subscribed: ['Audit.Exchange'] });
    const { host, connection, archiveFolder } = tenant;
    await host.request('m365Audit/listSubscriptions', { connection });
    expect(existsSync(archiveFolder)).toBe(false);
    await host.request('m365Audit/runQuery', { connection, ...query });
    const known = await recorded(tenant);
    expect(known.map(({ contentType, status }) => [contentType, status])).toEqual(
      shown.map((contentType) => [contentType, contentType === 'Audit.Exchange' ? 'enabled' : 'none']),
    );
    expect(Math.abs((known[0]?.listedAt ?? 0) - Date.now())).toBeLessThan(60_000);
  });

  it('knows what was started and stopped', async () => {
    const tenant = await openTenant({ subscribed: ['Audit.Exchange'] });
    const { host, connection } = tenant;
    await host.request('m365Audit/runQuery', { connection, ...query });
    await host.request('m365Audit/startSubscription', { connection, contentType: 'Audit.General' });
    await host.request('m365Audit/stopSubscription', { connection, contentType: 'Audit.Exchange' });
    const enabled = (await recorded(tenant)).filter(({ status }) => status === 'enabled');
    expect(enabled.map(({ contentType }) => contentType)).toEqual(['Audit.General']);
  });

  it('knows webhooks, without the secret that they were set with', async () => {
    const tenant = await openTenant({});
    const { host, connection } = tenant;
    const contentType = 'Audit.Exchange';
    const webhook = { status: 'enabled', address: 'https://collector.example/a?code=key', authId: 'a secret' };
    const service = await startLocalService(({ response }) => {
      sendJson(response, [{ contentType, status: 'enabled', webhook: { ...webhook, expiration: '2030-01-01' } }]);
    });
    onTestFinished(() => service[Symbol.asyncDispose]());
    const other = { ...connection, cloud: service.origin };
    await host.request('m365Audit/runQuery', { connection: other, ...query });
    await host.request('m365Audit/listSubscriptions', { connection: other });
    const known = (await recorded(tenant)).find((each) => each.contentType === contentType);
    expect(known?.webhook).toEqual({
      status: 'enabled',
      address: 'https://collector.example/a',
      expires: Date.UTC(2030, 0, 1),
    });
  });

  it('that cannot be written keeps nobody from listing: the log says so', async () => {
    const { host, connection, archiveFolder } = await openTenant({ subscribed: ['Audit.Exchange'] });
    await host.request('m365Audit/runQuery', { connection, ...query });
    await rm(path.join(archiveFolder, 'commits'), { recursive: true });
    const subscriptions = await host.request('m365Audit/listSubscriptions', { connection });
    expect(subscriptions).toHaveLength(5);
    await host.shutdown();
    expect(host.logged).toContain('Subscriptions: archive ArchiveGone');
  });
});
