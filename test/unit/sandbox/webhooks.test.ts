import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import { hourMs } from '../../../src/core/api/contentWindow';
import type { SandboxOptions } from '../../../src/sandbox/sandbox';
import { Clock, errorOf, openSandbox, wednesday } from './sandboxClient';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

/** An endpoint that takes webhooks, and answers with the status that `statusOf` gives. */
async function openEndpoint(
  statusOf: (count: number) => number = () => 200,
): Promise<{ address: string; received: Received[] }> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({ headers: request.headers, body: JSON.parse(body) });
      response.writeHead(statusOf(received.length), { Location: 'http://127.0.0.1/' }).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { address: `http://127.0.0.1:${port}/hook`, received };
}

const options: SandboxOptions = {
  allowHttpWebhooks: true,
  startIntervalMs: 0,
  webhooks: { pollMs: 5, retryMs: 60_000, maxFailures: 3 },
};

/** A busy machine may take seconds for what takes milliseconds otherwise. */
const patience = { timeout: 15_000 };

describe('the validation of a webhook', () => {
  it('posts a code to it, with its id, before the subscription starts', async () => {
    const client = await openSandbox(options);
    const { address, received } = await openEndpoint();
    const webhook = { address, authId: 'hook-7', expiration: '2026-12-24T00:00:00' };
    const answer = await client.start('DLP.All', { webhook });
    expect(JSON.parse(answer.text)).toEqual({
      contentType: 'DLP.All',
      status: 'enabled',
      webhook: { status: 'enabled', address, authId: 'hook-7', expiration: '2026-12-24T00:00:00.000Z' },
    });
    const [{ headers, body } = { headers: {}, body: undefined }] = received;
    expect(headers['webhook-authid']).toBe('hook-7');
    expect(body).toEqual({ validationCode: headers['webhook-validationcode'] });
    expect(headers['webhook-validationcode']).toMatch(/\S/);
  });

  it.each([302, 404, 500])('fails for an endpoint that answers %i, and the old state stays', async (status) => {
    const client = await openSandbox(options);
    const { address } = await openEndpoint(() => status);
    const answer = await client.start('DLP.All', { webhook: { address } });
    expect(errorOf(answer)).toEqual({
      code: 'AF20021',
      message: `The webhook endpoint (${address}) could not be validated. The endpoint did not return HTTP 200.`,
    });
    expect((await client.request('subscriptions/list')).text).not.toContain('DLP.All');
  });

  it('fails for http, where that is not allowed', async () => {
    const client = await openSandbox();
    const { address, received } = await openEndpoint();
    const { message } = errorOf(await client.start('DLP.All', { webhook: { address } }));
    expect(message).toContain('The address must begin with HTTPS.');
    expect(received).toEqual([]);
  });

  it('lets a webhook be changed and removed, after a while', async () => {
    const clock = new Clock();
    const client = await openSandbox({ allowHttpWebhooks: true, now: clock.now });
    const { address } = await openEndpoint();
    expect((await client.start('Audit.Exchange', { webhook: { address } })).status).toBe(200);
    expect(errorOf(await client.start('Audit.Exchange', { webhook: { address } })).code).toBe('AF20024');
    expect(errorOf(await client.start('Audit.Exchange')).code).toBe('AF429');
    clock.time += 15 * 60_000;
    expect(JSON.parse((await client.start('Audit.Exchange')).text)).toMatchObject({ webhook: null });
  });
});

describe('notifications', () => {
  it('tell of what becomes available after the webhook was set, and are listed', async () => {
    const clock = new Clock();
    const client = await openSandbox({ ...options, now: clock.now, pageSize: 2 });
    const { address, received } = await openEndpoint();
    await client.start('Audit.Exchange', { webhook: { address, authId: 'hook-7' } });
    clock.time += 2 * hourMs;
    await expect.poll(() => received).toHaveLength(2);

    const created = await client.list('Audit.Exchange', { start: wednesday, end: clock.time });
    const clientId = '3c1f6a52-0b7e-4d1c-8f7a-de30a0a99001';
    expect(created.length).toBeGreaterThan(2);
    expect(received[1]?.headers['webhook-authid']).toBe('hook-7');
    expect(received[1]?.body).toEqual(
      created.map((item) => ({ tenantId: client.sandbox.tenantId, clientId, ...item })),
    );

    const attempts: unknown[] = [];
    let next: string | null = 'subscriptions/notifications?contentType=Audit.Exchange';
    while (next !== null) {
      const answer = await client.request(next);
      attempts.push(...z.array(z.unknown()).parse(JSON.parse(answer.text)));
      next = answer.headers.get('NextPageUri');
    }
    const notificationSent = new Date(clock.time).toISOString();
    expect(attempts).toEqual(created.map((item) => ({ ...item, notificationSent, notificationStatus: 'success' })));
  });

  it('are sent again after delays that double, until the webhook is disabled', async () => {
    const clock = new Clock();
    const client = await openSandbox({ ...options, now: clock.now });
    const { address, received } = await openEndpoint((count) => (count === 1 ? 200 : 500));
    await client.start('Audit.Exchange', { webhook: { address } });
    clock.time += hourMs;
    for (const [requests, delayMs] of [
      [2, 60_000],
      [3, 120_000],
      [4, 0],
    ] as const) {
      await expect.poll(() => received).toHaveLength(requests);
      clock.time += delayMs;
    }
    await vi.waitFor(async () => {
      expect(JSON.parse((await client.request('subscriptions/list')).text)).toContainEqual({
        contentType: 'Audit.Exchange',
        status: 'enabled',
        webhook: { status: 'disabled', address, authId: null, expiration: null },
      });
    }, patience);
    const { text: attempts } = await client.request('subscriptions/notifications?contentType=Audit.Exchange');
    expect(attempts).toContain('"notificationStatus":"failed"');
    // Content can still be listed, and the same request revives the webhook.
    expect((await client.list('Audit.Exchange')).length).toBeGreaterThan(0);
    expect(errorOf(await client.start('Audit.Exchange', { webhook: { address } })).code).toBe('AF20021');
  });

  it('can begin with the newest content, of the time of the subscription', async () => {
    const blobs = [1, 2, 3].flatMap((hours) =>
      (['Audit.Exchange', 'DLP.All'] as const).map((contentType) => ({
        contentType,
        created: wednesday - hours * hourMs,
        records: [{ Id: `${contentType} ${hours}` }],
      })),
    );
    const client = await openSandbox({ ...options, blobs, webhooks: { pollMs: 5, catchUp: 1 } });
    const { address, received } = await openEndpoint();
    await client.start('Audit.Exchange', { webhook: { address } });
    await client.start('DLP.All', { webhook: { address } });
    const newest = (await client.list('Audit.Exchange')).at(-1);
    expect(newest?.contentCreated).toBe(new Date(wednesday - hourMs).toISOString());
    await vi.waitFor(() => {
      const notifications = received.filter(({ headers }) => headers['webhook-validationcode'] === undefined);
      expect(notifications.map(({ body }) => body)).toMatchObject([[newest]]);
    }, patience);
    // What became available before a subscription cannot be read.
    expect((await client.request('subscriptions/notifications?contentType=DLP.All')).text).toBe('[]');
  });

  it('go on when a webhook that was disabled is set again', async () => {
    const clock = new Clock();
    const client = await openSandbox({ ...options, now: clock.now, webhooks: { pollMs: 5, maxFailures: 1 } });
    let status = 200;
    const { address, received } = await openEndpoint(() => status);
    const webhook = { address, authId: 'hook-7' };
    const webhookStatus = async (): Promise<string> => (await client.request('subscriptions/list')).text;
    await client.start('Audit.Exchange', { webhook });
    status = 500;
    clock.time += hourMs;
    await vi.waitFor(async () => {
      expect(await webhookStatus()).toContain('"status":"disabled"');
    }, patience);

    status = 200;
    expect((await client.start('Audit.Exchange', { webhook })).status).toBe(200);
    expect(await webhookStatus()).not.toContain('"status":"disabled"');
    const before = received.length;
    clock.time += hourMs;
    await expect.poll(() => received.length).toBeGreaterThan(before);
  });

  it('end with the webhook', async () => {
    const clock = new Clock();
    const client = await openSandbox({ ...options, now: clock.now });
    const { address } = await openEndpoint();
    const expiration = new Date(wednesday + hourMs).toISOString();
    await client.start('Audit.Exchange', { webhook: { address, expiration } });
    clock.time += hourMs;
    expect((await client.request('subscriptions/list')).text).toContain('"status":"expired"');
  });
});
