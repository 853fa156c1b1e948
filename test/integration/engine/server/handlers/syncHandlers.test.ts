import { expect, it, onTestFinished } from 'vitest';
import { CancellationTokenSource, LSPErrorCodes } from 'vscode-languageserver/node';
import type { Connection } from '../../../../../src/core/api/connection';
import { demoConnection } from '../../../../../src/core/api/connection';
import { hourMs } from '../../../../../src/core/api/contentWindow';
import type { SandboxOptions } from '../../../../../src/sandbox/sandbox';
import { startSandbox } from '../../../../../src/sandbox/sandbox';
import { TestHost } from '../testHost';

/** A host that is connected to a tenant of its own. */
async function startTenant(options: SandboxOptions = {}): Promise<{ host: TestHost; connection: Connection }> {
  const sandbox = await startSandbox(options);
  onTestFinished(() => sandbox.close());
  const host = await TestHost.start();
  host.token = sandbox.token;
  return {
    host,
    connection: { id: 'own', name: 'Own', cloud: sandbox.origin, tenantId: sandbox.tenantId },
  };
}

it('syncs what is subscribed to, with progress, and tells that the archive changed', async () => {
  const host = await TestHost.start();
  const connection = demoConnection;
  const range = { start: Date.now() - 6 * hourMs, end: Date.now() };
  const params = { connection, range, progressToken: 'p' };
  const { contentTypes, notSubscribed } = await host.request('m365Audit/syncContent', params);
  expect(contentTypes.map(({ contentType, error }) => [contentType, error])).toEqual([
    ['Audit.AzureActiveDirectory', undefined],
    ['Audit.Exchange', undefined],
    ['Audit.SharePoint', undefined],
    ['Audit.General', undefined],
  ]);
  expect(notSubscribed).toEqual(['DLP.All']);
  expect(host.syncProgress[0]).toMatchObject({ progressToken: 'p', phase: 'listing', contentTypesTotal: 4 });
  expect(host.changedTenants).toContain(connection.tenantId);

  const text = 'Subscriptions | where Status != "enabled" | project ContentType';
  const [notCollected] = await host.request('m365Audit/runQuery', { connection, language: 'kql', text, firstRows: 5 });
  expect(notCollected?.rows).toEqual([['DLP.All']]);

  const changes = host.changedTenants.length;
  const again = await host.request('m365Audit/syncContent', params);
  expect(again.contentTypes.reduce((sum, { summary }) => sum + (summary?.records ?? 0), 0)).toBe(0);
  expect(host.changedTenants).toHaveLength(changes);
});

it('ends when it is cancelled', async () => {
  // The first listing waits for longer than the test.
  const { host, connection } = await startTenant({ faults: { slow: 1, slowMs: 600_000 } });
  const cancel = new CancellationTokenSource();
  const sync = host.request('m365Audit/syncContent', { connection }, cancel);
  cancel.cancel();
  await expect(sync).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
});

it('syncs in the background, and tells how that is', async () => {
  const { host, connection } = await startTenant();
  const hasWaited = new Promise<void>((resolve) => {
    host.onBackgroundState = ({ state }) => {
      if (state === 'waiting') {
        resolve();
      }
    };
  });
  expect(
    await host.request('m365Audit/setBackgroundSync', { plans: [{ connection, intervalMinutes: 60 }] }),
  ).toBeNull();
  await hasWaited;
  expect(host.backgroundStates).toHaveLength(1);
  expect(host.backgroundStates[0]).toMatchObject({ connectionId: 'own', state: 'waiting' });
  expect(host.backgroundStates[0]?.nextAt).toBeGreaterThan(0);
  expect(await host.request('m365Audit/setBackgroundSync', { plans: [] })).toBeNull();
});
