import { once } from 'node:events';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Connection } from '../../../../src/core/api/connection';
import type { ReceiverOptions } from '../../../../src/engine/receiver/receiver';
import { LoopbackServer } from '../../../../src/engine/receiver/loopbackServer';
import type { ReceiverFixture } from './receiverFixture';
import { apiOrigin, authId, clientId, connection, item, openReceiver } from './receiverFixture';

const otherId = '00000000-2222-4333-8444-555555555555';

/** Sends raw bytes. @returns what comes back until the receiver closes the connection */
async function exchange(address: string, request: string): Promise<string> {
  const socket = connect(Number(new URL(address).port), '127.0.0.1');
  socket.write(request);
  return text(socket);
}

function rawPost(headers: string, body = ''): string {
  return `POST /notifications HTTP/1.1\r\nHost: x\r\nWebhook-AuthID: ${authId}\r\n${headers}\r\n\r\n${body}`;
}

describe('the socket', () => {
  it('is bound to loopback, and to nothing else', async () => {
    const limits = { connections: 1, headersTimeoutMs: 1_000, requestTimeoutMs: 1_000 };
    const server = await LoopbackServer.listen(0, () => undefined, limits);
    onTestFinished(() => server.close());
    expect(server.address).toMatchObject({ address: '127.0.0.1', family: 'IPv4' });
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ address, scopeid }) => address !== '127.0.0.1' && (scopeid ?? 0) === 0);
    for (const { address } of others) {
      await expect(once(connect(server.address.port, address), 'connect')).rejects.toMatchObject({
        code: 'ECONNREFUSED',
      });
    }
  });

  it('says what to do when its port is taken', async () => {
    const { address } = await openReceiver();
    const port = Number(new URL(address).port);
    await expect(openReceiver({}, { port })).rejects.toMatchObject({
      data: { kind: 'network', code: 'EADDRINUSE', message: expect.stringContaining('Choose another port') as string },
    });
  });

  it('stays open when the routes change, and takes the new secret at once', async () => {
    const fixture = await openReceiver();
    const before = fixture.address;
    await fixture.post([item('a')]);
    const state = await fixture.start({ routes: [{ connection, authIds: ['another'] }] });
    expect(state).toMatchObject({ localAddress: before, notifications: 1 });
    expect(await fixture.post([item('b')])).toBe(403);
    expect(await fixture.post([item('b')], { 'Webhook-AuthID': 'another' })).toBe(200);
  });

  it('moves to another port when it is asked to, and goes on where it was if that is taken', async () => {
    const [one, other] = [await openReceiver(), await openReceiver()];
    const [from, taken] = [one.address, other.address];
    await expect(one.start({ port: Number(new URL(taken).port) })).rejects.toThrow('Choose another port');
    expect(await one.post([item('a')])).toBe(200);

    await other.receiver.stop();
    await one.start({ port: Number(new URL(taken).port) });
    expect(one.address).toBe(taken);
    expect(await one.post([item('b')])).toBe(200);
    await expect(fetch(from)).rejects.toThrow();
  });

  it('closes with all its connections, and what was being fetched is broken off', async () => {
    const begun = vi.fn();
    const aborted = vi.fn();
    const fixture = await openReceiver({
      deliver: async (_delivery, signal) => {
        begun();
        await once(signal, 'abort');
        aborted();
        throw new Error('Aborted.');
      },
    });
    const idle = connect(Number(new URL(fixture.address).port), '127.0.0.1');
    await once(idle, 'connect');
    await fixture.post([item('a')]);
    await expect.poll(() => begun).toHaveBeenCalledOnce();
    await fixture.receiver.stop();
    expect(aborted).toHaveBeenCalledOnce();
    expect(fixture.failures).toEqual([]);
    await once(idle.resume(), 'close');
    await expect(fixture.post([item('b')])).rejects.toThrow();
    expect(fixture.receiver.state).toEqual({ notifications: 0, rejected: 0, validations: 0 });
  });
});

describe('a validation', () => {
  const validation = { body: { validationCode: '12' }, headers: { 'Webhook-ValidationCode': '12' } };

  it('is answered where the secret is known', async () => {
    const fixture = await openReceiver();
    expect(await fixture.post(validation.body, validation.headers)).toBe(200);
    expect(fixture.receiver.state).toMatchObject({ validations: 1, notifications: 0, rejected: 0 });
    expect(fixture.deliveries).toEqual([]);
  });

  it('is refused where it is not', async () => {
    const fixture = await openReceiver();
    const headers = { ...validation.headers, 'Webhook-AuthID': 'guess' };
    expect(await fixture.post(validation.body, headers)).toBe(403);
    expect(fixture.receiver.state).toMatchObject({ validations: 0, rejected: 1 });
  });
});

describe('a notification', () => {
  it('is taken, and its blobs are handed on by content type', async () => {
    const fixture = await openReceiver();
    expect(await fixture.post([item('a'), item('b'), item('c', { contentType: 'DLP.All' })])).toBe(200);
    await expect.poll(() => fixture.deliveredIds).toEqual(['a', 'b', 'c']);
    expect(fixture.deliveries[0]).toEqual({
      connection,
      contentType: 'Audit.Exchange',
      blobs: ['a', 'b'].map((contentId) => ({
        contentType: 'Audit.Exchange',
        contentId,
        contentUri: `${apiOrigin}/audit/${contentId}`,
        created: Date.parse('2026-03-10T12:00:00Z'),
        expires: Date.parse('2026-03-17T12:00:00Z'),
      })),
    });
    expect(fixture.states.at(-1)).toEqual({
      localAddress: fixture.address,
      notifications: 1,
      rejected: 0,
      validations: 0,
      lastReceived: expect.any(Number) as number,
    });
  });

  it.each([
    ['a wrong secret', [item('a')], { 'Webhook-AuthID': 'guess' }],
    ['a longer secret', [item('a')], { 'Webhook-AuthID': `${authId}.` }],
    ['no secret', [item('a')], { 'Webhook-AuthID': '' }],
    ['an unknown tenant', [item('a', { tenantId: otherId })], {}],
    ['another app', [item('a', { clientId: otherId })], {}],
    ['a foreign item among good ones', [item('a'), item('b', { tenantId: otherId })], {}],
    ['content of another host', [item('a', { contentUri: 'https://evil.example/audit/a' })], {}],
    ['content over plain http', [item('a', { contentUri: 'http://api.example/audit/a' })], {}],
    ['content of a host that looks alike', [item('a', { contentUri: 'https://api.example@evil.example/a' })], {}],
  ])('with %s is refused, counted and never fetched', async (_what, body, headers) => {
    const fixture = await openReceiver();
    expect(await fixture.post(body, headers)).toBe(403);
    expect(fixture.receiver.state).toMatchObject({ notifications: 0, rejected: 1 });
    // A good one after it shows that the first would have been handed on by now.
    expect(await fixture.post([item('good')])).toBe(200);
    await expect.poll(() => fixture.deliveredIds).toEqual(['good']);
  });

  it.each([
    ['cut off', '[{"tenantId":'],
    ['no JSON', '<html>'],
    ['no array', JSON.stringify(item('a'))],
    ['without its fields', '[{}]'],
    ['with an address that is none', JSON.stringify([item('a', { contentUri: 'file:///etc/passwd' })])],
    ['with a time that is none', JSON.stringify([item('a', { contentCreated: 'soon' })])],
    ['empty', ''],
  ])('that is %s is a bad request', async (_what, body) => {
    const fixture = await openReceiver();
    expect(await fixture.send({ body })).toBe(400);
    expect(fixture.receiver.state).toMatchObject({ notifications: 0, rejected: 1 });
  });

  it('of a content type that is not known yet is taken and let lie', async () => {
    const fixture = await openReceiver();
    expect(await fixture.post([item('a', { contentType: 'Audit.New' }), item('b')])).toBe(200);
    await expect.poll(() => fixture.deliveredIds).toEqual(['b']);
  });

  it.each(['GET', 'HEAD', 'PUT', 'OPTIONS', 'DELETE'])('cannot come by %s', async (method) => {
    const fixture = await openReceiver();
    expect(await fixture.send({ method })).toBe(405);
  });

  it('comes to one path', async () => {
    const fixture = await openReceiver();
    fixture.address = fixture.address.replace('/notifications', '/');
    expect(await fixture.post([item('a')])).toBe(404);
  });

  it('of anything at all crashes nothing, and nothing is fetched from elsewhere', async () => {
    const fixture = await openReceiver({ limits: { burst: 10_000 } });
    const anyField = fc.oneof(fc.string(), fc.webUrl(), fc.constant(`${apiOrigin}/a`), fc.jsonValue());
    const anyItem = fc
      .dictionary(fc.constantFrom(...Object.keys(item('a'))), anyField)
      .map((fields) => item('fuzz', fields));
    const anyBody = fc.oneof(
      fc.uint8Array(),
      fc.json().map((body) => new TextEncoder().encode(body)),
      fc.array(anyItem, { maxLength: 3 }).map((items) => new TextEncoder().encode(JSON.stringify(items))),
    );
    await fc.assert(
      fc.asyncProperty(anyBody, async (body) => {
        expect([200, 400, 403]).toContain(await fixture.send({ body: Buffer.from(body) }));
      }),
      { numRuns: 200 },
    );
    const origins = fixture.deliveries.flatMap(({ blobs }) =>
      blobs.map(({ contentUri }) => new URL(contentUri).origin),
    );
    expect(origins.filter((origin) => origin !== apiOrigin)).toEqual([]);
    expect(fixture.failures).toEqual([]);
  });
});

describe('the recipient', () => {
  const { name, cloud, tenantId } = connection;
  const unnamed: Connection = { id: 'unnamed', name, cloud, tenantId: tenantId.toUpperCase() };

  async function deliveredTo(routes: Connection[], recipientApp: string): Promise<string | undefined> {
    const fixture = await openReceiver(
      {},
      { routes: routes.map((route) => ({ connection: route, authIds: ['x', authId] })) },
    );
    await fixture.post([item('a', { clientId: recipientApp })]);
    await expect.poll(() => fixture.deliveries).toHaveLength(1);
    return fixture.deliveries[0]?.connection.id;
  }

  it('is the connection of the app, where several are of the tenant', async () => {
    const other: Connection = { ...connection, id: 'other', clientId: otherId };
    expect(await deliveredTo([unnamed, connection, other], otherId.toUpperCase())).toBe('other');
  });

  it('is a connection that does not know its app, where none names it', async () => {
    expect(await deliveredTo([connection, unnamed], otherId)).toBe('unnamed');
  });

  it('is the connection as it is now, while blobs of what it was are still fetched', async () => {
    const release = new AbortController();
    const delivered: string[] = [];
    const fixture = await openReceiver({
      deliver: async ({ connection: { tenantId: owner }, blobs }) => {
        delivered.push(...blobs.map(({ contentId }) => `${owner}: ${contentId}`));
        await (release.signal.aborted ? undefined : once(release.signal, 'abort'));
      },
    });
    await fixture.post([item('old')]);
    await expect.poll(() => delivered).toHaveLength(1);
    await fixture.start({ routes: [{ connection: { ...connection, tenantId: otherId }, authIds: [authId] }] });
    await fixture.post([item('new', { tenantId: otherId })]);
    release.abort();
    await expect.poll(() => delivered).toEqual([`${tenantId}: old`, `${otherId}: new`]);
  });

  it('needs a secret', async () => {
    const fixture = await openReceiver({}, { routes: [{ connection, authIds: [''] }] });
    expect(await fixture.post([item('a')], { 'Webhook-AuthID': '' })).toBe(403);
    expect((await fetch(fixture.address, { method: 'POST', body: '[]' })).status).toBe(403);
  });

  it('must have been given the secret', async () => {
    const other: Connection = { ...connection, id: 'other', tenantId: otherId };
    const fixture = await openReceiver(
      {},
      {
        routes: [
          { connection, authIds: [] },
          { connection: other, authIds: [authId] },
        ],
      },
    );
    expect(await fixture.post([item('a', { clientId })])).toBe(403);
  });
});

describe('bounds', () => {
  const open = (limits: ReceiverOptions['limits'], options: Partial<ReceiverOptions> = {}): Promise<ReceiverFixture> =>
    openReceiver({ ...options, limits: limits ?? {} });

  it.each([
    ['says so', rawPost('Content-Length: 2000000')],
    ['does not', rawPost('Transfer-Encoding: chunked', `800\r\n${' '.repeat(0x800)}\r\n`)],
  ])('end a body that is too long and %s', async (_whether, request) => {
    const fixture = await open({ bodyBytes: 1_024 });
    expect(await exchange(fixture.address, request)).toMatch(/^HTTP\/1.1 413 .*\r\nConnection: close/s);
    expect(fixture.receiver.state).toMatchObject({ rejected: 1 });
  });

  it.each([
    ['headers', 'POST /notifications HTTP/1.1\r\nHost: x\r\n'],
    ['body', rawPost('Content-Length: 10', '[')],
  ])('end a request whose %s do not come', async (_what, request) => {
    const fixture = await open({ headersTimeoutMs: 50, requestTimeoutMs: 50 });
    expect(await exchange(fixture.address, request)).toMatch(/^(HTTP\/1.1 408 .*)?$/s);
  });

  it('end headers that are too long', async () => {
    const fixture = await open({});
    expect(await exchange(fixture.address, rawPost(`X: ${'x'.repeat(9_000)}`))).toMatch(/^HTTP\/1.1 431 /);
  });

  it('turn a flood away, and strangers use up nothing', async () => {
    const fixture = await open({ burst: 3, requestsPerSecond: 0 });
    for (let count = 0; count < 10; count += 1) {
      expect(await fixture.post([], { 'Webhook-AuthID': 'guess' })).toBe(403);
    }
    const statuses = [];
    for (let count = 0; count < 5; count += 1) {
      statuses.push(await fixture.post([]));
    }
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    expect(fixture.receiver.state).toMatchObject({ notifications: 3, rejected: 12 });
  });

  it('close connections beyond the allowed ones', async () => {
    const fixture = await open({ connections: 1 });
    const first = connect(Number(new URL(fixture.address).port), '127.0.0.1');
    onTestFinished(() => {
      first.destroy();
    });
    await once(first, 'connect');
    await expect(fixture.post([])).rejects.toThrow();
  });

  it('have the service try again when too many blobs wait, and keep each of them once', async () => {
    const release = new AbortController();
    const deliver = vi.fn<ReceiverOptions['deliver']>(async () => {
      await (release.signal.aborted ? undefined : once(release.signal, 'abort'));
    });
    const fixture = await open({ waitingBlobs: 3 }, { deliver });
    expect(await fixture.post([item('a'), item('b')])).toBe(200);
    expect(await fixture.post([item('b')])).toBe(200);
    expect(await fixture.post([item('c'), item('d')])).toBe(503);
    release.abort();
    await vi.waitFor(async () => {
      expect(await fixture.post([item('c'), item('d'), item('e')])).toBe(200);
    });
    await vi.waitFor(() => {
      const ids = deliver.mock.calls.map(([{ blobs }]) => blobs.map(({ contentId }) => contentId));
      expect(ids).toEqual([
        ['a', 'b'],
        ['c', 'd', 'e'],
      ]);
    });
  });

  it('let a delivery that fails stop no other', async () => {
    const error = new Error('No sign-in.');
    const deliver = vi.fn<ReceiverOptions['deliver']>().mockRejectedValueOnce(error).mockResolvedValue(undefined);
    const fixture = await open({}, { deliver });
    await fixture.post([item('a')]);
    await expect.poll(() => fixture.failures).toEqual([error]);
    await fixture.post([item('b')]);
    await expect.poll(() => deliver).toHaveBeenCalledTimes(2);
  });

  it('have the service try again when the connection cannot be used', async () => {
    const error = new Error('No such cloud.');
    const fixture = await open({}, { originOf: () => Promise.reject(error) });
    expect(await fixture.post([item('a')])).toBe(500);
    expect(fixture.failures).toEqual([error]);
  });
});
