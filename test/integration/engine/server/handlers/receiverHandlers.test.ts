import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoConnection } from '../../../../../src/core/api/connection';
import { retentionMs } from '../../../../../src/core/api/contentWindow';
import { TestHost } from '../testHost';

const contentType = 'Audit.Exchange';
const authId = 'only the service and the receiver know this';

describe('the receiver, with the demo tenant', () => {
  const connection = demoConnection;
  const host = new TestHost();
  let folder: string;
  let address: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'receiver-'));
    await host.initialize(path.join(folder, 'archive'));
    const state = await host.request('m365Audit/startReceiver', {
      port: 0,
      routes: [{ connection, authIds: [authId] }],
    });
    address = state.localAddress ?? '';
  });

  afterAll(async () => {
    await host.shutdown();
    // The engine's socket went with it.
    await expect(fetch(address, { method: 'POST' })).rejects.toThrow();
    await rm(folder, { recursive: true, force: true });
  });

  it('is no webhook for a secret that it does not know', async () => {
    const webhook = { address, authId: 'another' };
    await expect(host.request('m365Audit/setWebhook', { connection, contentType, webhook })).rejects.toMatchObject({
      data: { code: 'AF20021' },
    });
    await expect.poll(() => host.receiverStates.at(-1)).toMatchObject({ rejected: 1, validations: 0 });
  });

  it('is validated, is told of new content, and puts it into the archive', async () => {
    const webhook = { address, authId, expiration: new Date(Date.now() + retentionMs).toISOString() };
    expect(await host.request('m365Audit/setWebhook', { connection, contentType, webhook })).toEqual({
      contentType,
      status: 'enabled',
      webhook: { status: 'enabled', address, expiration: webhook.expiration, hasAuthId: true },
    });

    await expect.poll(() => host.receivedContent.length).toBeGreaterThan(0);
    const [received] = host.receivedContent;
    expect(received).toMatchObject({ connectionId: connection.id, contentType });
    const [blob] = received?.blobs ?? [];
    expect(blob).toMatchObject({ contentType, state: 'archived' });
    expect(blob?.records).toBeGreaterThan(0);
    expect(host.changedTenants).toContain(connection.tenantId);
    await expect.poll(() => host.receiverStates.at(-1)).toMatchObject({ validations: 1, notifications: 1 });

    const text = `AuditExchange | where ContentId == "${blob?.contentId ?? ''}" | count`;
    const [result] = await host.request('m365Audit/runQuery', { connection, language: 'kql', text, firstRows: 1 });
    expect(result?.rows).toEqual([[blob?.records]]);
  });

  it('was told of what the service lists', async () => {
    const range = { start: Date.now() - retentionMs, end: Date.now() };
    const { attempts } = await host.request('m365Audit/listNotifications', { connection, contentType, range });
    // On a busy machine, attempts may fail and be made again.
    const told = attempts.filter(({ status }) => status === 'success');
    expect(told.length).toBeGreaterThan(0);
    // What was sent just now may still be on its way, and more may come meanwhile.
    await expect
      .poll(() => host.receivedContent.flatMap((received) => received.blobs))
      .toEqual(
        expect.arrayContaining(
          told.map(({ contentId, contentUri, created }): unknown =>
            expect.objectContaining({ contentId, contentUri, created }),
          ),
        ),
      );
    for (const { sent } of attempts) {
      expect(sent).toEqual(expect.any(Number));
    }
  });

  it('fetches nothing from another host', async () => {
    const requests: string[] = [];
    const recorder = createServer((request, response) => {
      requests.push(request.url ?? '');
      response.end('[]');
    });
    recorder.listen(0, '127.0.0.1');
    await once(recorder, 'listening');
    const recorded = recorder.address();
    const port = typeof recorded === 'object' ? recorded?.port : undefined;
    const item = {
      tenantId: connection.tenantId,
      clientId: '11111111-2222-4333-8444-555555555555',
      contentType,
      contentId: 'foreign',
      contentUri: `http://127.0.0.1:${port ?? 0}/audit/foreign`,
      contentCreated: new Date().toISOString(),
      contentExpiration: new Date(Date.now() + retentionMs).toISOString(),
    };
    const before = host.receivedContent.length;
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'Webhook-AuthID': authId },
      body: JSON.stringify([item]),
    });
    expect(response.status).toBe(403);
    await expect.poll(() => host.receiverStates.at(-1)).toMatchObject({ rejected: 2 });
    recorder.close();
    expect(requests).toEqual([]);
    expect(host.receivedContent).toHaveLength(before);
  });

  it('is left in peace when the webhook is taken away', async () => {
    const params = { connection, contentType, webhook: null } as const;
    expect(await host.request('m365Audit/setWebhook', params)).toEqual({ contentType, status: 'enabled' });
  });

  it('stops, and starts again', async () => {
    expect(await host.request('m365Audit/stopReceiver', {})).toBeNull();
    await expect(fetch(address, { method: 'POST' })).rejects.toThrow();
    await expect.poll(() => host.receiverStates.at(-1)).toEqual({ notifications: 0, rejected: 0, validations: 0 });
    const state = await host.request('m365Audit/startReceiver', { port: Number(new URL(address).port), routes: [] });
    expect(state).toEqual({ localAddress: address, notifications: 0, rejected: 0, validations: 0 });
    expect((await fetch(address, { method: 'POST', headers: { 'Webhook-AuthID': authId } })).status).toBe(403);
  });

  it('logs no secret', () => {
    expect(host.logged.join('\n')).not.toContain(authId);
  });
});
