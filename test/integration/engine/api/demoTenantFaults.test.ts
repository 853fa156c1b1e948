import { describe, expect, it, onTestFinished } from 'vitest';
import type { ApiErrorCode } from '../../../../src/core/api/apiError';
import { apiErrors } from '../../../../src/core/api/apiError';
import { dayMs, hourMs, retentionMs } from '../../../../src/core/api/contentWindow';
import { EngineError, type EngineErrorAction } from '../../../../src/core/protocol/engineError';
import { ApiError } from '../../../../src/engine/api/apiError';
import type { ManagementApiClientOptions } from '../../../../src/engine/api/managementApiClient';
import { ManagementApiClient } from '../../../../src/engine/api/managementApiClient';
import type { SandboxOptions } from '../../../../src/sandbox/sandbox';
import { Clock, makeToken, openSandbox, usualClaims, wednesday } from '../../../unit/sandbox/sandboxClient';
import type { SandboxClient } from '../../../unit/sandbox/sandboxClient';
import { FakeTiming } from '../../../unit/engine/api/fakeTiming';

const otherTenant = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
const contentType = 'Audit.Exchange';

interface Scene {
  readonly client: ManagementApiClient;
  readonly sandbox: SandboxClient;
  readonly clock: Clock;
  /** What a client of another tenant, publisher or token meets. */
  readonly clientOf: (options: Partial<ManagementApiClientOptions>) => ManagementApiClient;
  /** Requests so far, of all clients. */
  readonly requests: () => number;
}

type Act = (scene: Scene) => Promise<unknown>;

/** The product's own client and a demo tenant, both on Wednesday. */
async function open(options: SandboxOptions = {}): Promise<Scene> {
  const clock = new Clock();
  const sandbox = await openSandbox({ now: clock.now, ...options });
  const { origin, tenantId, token } = sandbox.sandbox;
  let requests = 0;
  const clientOf: Scene['clientOf'] = ({ getToken = () => Promise.resolve(token), ...own }) => {
    const client = new ManagementApiClient({
      origin,
      tenantId,
      timing: new FakeTiming(wednesday),
      getToken: (tokenOptions) => {
        requests += 1;
        return getToken(tokenOptions);
      },
      ...own,
    });
    onTestFinished(() => client.close());
    return client;
  };
  return { client: clientOf({}), clientOf, sandbox, clock, requests: () => requests };
}

function tokenOf({ sandbox }: Scene, claims: Readonly<Record<string, unknown>> = {}): () => Promise<string> {
  return () => Promise.resolve(makeToken({ ...usualClaims(sandbox.sandbox), ...claims }));
}

async function failureOf(promise: Promise<unknown>): Promise<EngineError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof EngineError)) {
    return expect.unreachable(`It failed otherwise: ${String(error)}`);
  }
  return error;
}

async function listAll(client: ManagementApiClient, hours = 24): Promise<readonly { readonly contentUri: string }[]> {
  const blobs = [];
  const window = { start: wednesday - hours * hourMs, end: wednesday - hours * hourMs + Math.min(hours, 24) * hourMs };
  for await (const page of client.listContent(contentType, window)) {
    blobs.push(...page);
  }
  return blobs;
}

const listSubscriptions: Act = ({ client }) => client.listSubscriptions();

interface Row {
  readonly options?: SandboxOptions;
  readonly act: Act;
  readonly action: EngineErrorAction | undefined;
  /** Requests that are made: one where another try is no use. */
  readonly requests?: number;
}

/** How a person meets each code, and the one thing that they are offered. */
const rows: Readonly<Record<Exclude<ApiErrorCode, 'AF20024' | 'AF20031'>, Row>> = {
  AF10001: {
    act: (scene) => scene.clientOf({ getToken: tokenOf(scene, { roles: [] }) }).listSubscriptions(),
    action: 'openSetup',
  },
  AF20001: {
    act: ({ client }) => client.startSubscription(contentType, { address: '' }),
    action: 'editConnection',
  },
  AF20002: {
    act: ({ clientOf }) => clientOf({ publisherIdentifier: 'contoso' }).listSubscriptions(),
    action: 'editConnection',
  },
  AF20003: {
    act: ({ client }) =>
      client.startSubscription('DLP.All', { address: 'https://hook.example/', expiration: '2020-01-01T00:00:00' }),
    action: 'editWebhook',
  },
  AF20010: {
    act: ({ clientOf }) => clientOf({ tenantId: otherTenant }).listSubscriptions(),
    action: 'editConnection',
  },
  AF20011: {
    act: (scene) =>
      scene.clientOf({ tenantId: otherTenant, getToken: tokenOf(scene, { tid: otherTenant }) }).listSubscriptions(),
    action: 'editConnection',
  },
  AF20012: { options: { tenantState: 'misconfigured' }, act: listSubscriptions, action: 'editConnection' },
  AF20013: {
    act: ({ clientOf }) => clientOf({ tenantId: 'contoso.example' }).listSubscriptions(),
    action: 'editConnection',
  },
  AF20020: {
    // No caller of the client can ask for such a type: the service may drop one of those that there are.
    act: ({ client, sandbox }) =>
      client.fetchBlob(`${sandbox.sandbox.apiRoot}/subscriptions/content?contentType=Audit.X`),
    action: 'editConnection',
  },
  AF20021: {
    act: ({ client }) => client.startSubscription('DLP.All', { address: 'http://hook.example/' }),
    action: 'editWebhook',
  },
  AF20022: {
    act: ({ client }) => client.listContent('DLP.All', { start: wednesday - hourMs, end: wednesday }).next(),
    action: 'subscribe',
  },
  AF20023: {
    options: { disabled: { [contentType]: 'a tenant admin' } },
    act: ({ client }) => listAll(client),
    action: 'subscribe',
  },
  AF20030: { act: ({ client }) => listAll(client, (retentionMs + dayMs) / hourMs), action: 'checkConnection' },
  AF20050: {
    act: async ({ client }) => {
      const [blob] = await listAll(client);
      return client.fetchBlob((blob?.contentUri ?? '').replace(/emea\d{4}/, 'emea0000'));
    },
    action: undefined,
    requests: 2,
  },
  AF20051: {
    act: async ({ client, clock }) => {
      const [blob] = await listAll(client);
      clock.time += retentionMs;
      return client.fetchBlob(blob?.contentUri ?? '');
    },
    action: 'fetch',
    requests: 2,
  },
  AF20052: {
    act: ({ client, sandbox }) => client.fetchBlob(`${sandbox.sandbox.apiRoot}/audit/not-an-id`),
    action: undefined,
  },
  AF20053: { act: ({ client }) => client.listDlpSensitiveTypes('de-DE,de;q=0.9'), action: undefined },
  AF20054: { act: ({ client }) => client.listDlpSensitiveTypes('German!'), action: undefined },
  AF20055: {
    act: ({ client }) => client.listContent(contentType, { start: wednesday, end: wednesday - hourMs }).next(),
    action: 'checkConnection',
  },
  AF429: {
    options: { requestsPerMinute: 1 },
    act: async ({ client }) => {
      await client.listSubscriptions();
      return client.listSubscriptions();
    },
    action: 'retry',
    requests: 7,
  },
  AF50000: { options: { faults: { serverError: 1 } }, act: listSubscriptions, action: 'retry', requests: 6 },
  AF50005: {
    options: { faults: { serverError: 1, serverErrorCode: 'AF50005' } },
    act: listSubscriptions,
    action: 'retry',
    requests: 6,
  },
  AF50006: {
    options: { faults: { serverError: 1, serverErrorCode: 'AF50006' } },
    act: listSubscriptions,
    action: 'retry',
    requests: 6,
  },
};

describe('every code of the service, as the demo tenant sends it', () => {
  const cases = Object.entries(rows).flatMap(([code, row]) => [
    { code, row, singleQuotedErrors: false },
    { code, row, singleQuotedErrors: true },
  ]);

  it.each(cases)('$code, with single quotes: $singleQuotedErrors', async ({ code, row, singleQuotedErrors }) => {
    const scene = await open({ singleQuotedErrors, ...row.options });
    const error = await failureOf(row.act(scene));
    expect(error).toMatchObject({ code });
    expect(error.data.action).toBe(row.action);
    expect(error.message).toContain(`(${code}: `);
    expect(error.data.detail).toContain(code);
    expect(scene.requests()).toBe(row.requests ?? 1);
  });

  it('are all of the table', () => {
    expect([...Object.keys(rows), 'AF20024', 'AF20031'].sort()).toEqual(Object.keys(apiErrors).sort());
  });

  it('AF20024 is success', async () => {
    const { client } = await open();
    expect(await client.startSubscription(contentType)).toEqual({ contentType, status: 'enabled' });
  });

  it('AF20031 lists again, and ends as an error where that does not help', async () => {
    const once = await open({ pageSize: 10, faults: { lostPage: 1, most: 1 } });
    const whole = await open({ pageSize: 10 });
    const uris = new Set((await listAll(once.client)).map(({ contentUri }) => new URL(contentUri).pathname));
    expect(uris.size).toBe((await listAll(whole.client)).length);

    const always = await open({ pageSize: 10, faults: { lostPage: 1 } });
    expect(await failureOf(listAll(always.client))).toMatchObject({ code: 'AF20031', data: { action: 'retry' } });
  });
});

describe('every other fault of the service, as the demo tenant plays it', () => {
  it.each<[string, SandboxOptions, number, Partial<EngineError['data']>]>([
    ['a web page', { faults: { html: 1 } }, 6, { kind: 'api', action: 'retry' }],
    ['no body', { faults: { empty: 1 } }, 6, { kind: 'api', action: 'retry' }],
    ['an error that is cut off', { faults: { cutError: 1 } }, 6, { code: 'AF50000', action: 'retry' }],
    ['a Message and no code', { faults: { message: 1 } }, 6, { kind: 'api', action: 'retry' }],
    ['an exception in place of the code', { faults: { exception: 1 } }, 6, { kind: 'api', action: 'retry' }],
    ['bytes that are no UTF-8', { faults: { notUtf8: 1 } }, 6, { kind: 'api', action: 'retry' }],
    ['an answer that is cut off', { faults: { cutOff: 1 } }, 6, { kind: 'network', action: 'retry' }],
    ['a connection that breaks off', { faults: { truncate: 1 } }, 6, { kind: 'network', action: 'retry' }],
    ['a reset', { faults: { reset: 1 } }, 6, { kind: 'network', action: 'retry' }],
    ['a redirection', { faults: { redirect: 1 } }, 1, { kind: 'api', action: 'checkConnection' }],
    ['auditing that is off', { tenantState: 'auditingOff' }, 1, { kind: 'api', action: 'checkConnection' }],
    ['AF429 with 429', { requestsPerMinute: 1, throttleStatus: 429 }, 7, { code: 'AF429', action: 'retry' }],
  ])('%s', async (_name, options, requests, data) => {
    const scene = await open(options);
    const { client } = scene;
    const error = await failureOf(client.listSubscriptions().then(() => client.listSubscriptions()));
    expect(error.data).toMatchObject(data);
    expect(scene.requests()).toBe(requests);
    expect(client.health.lastFault).toMatchObject({ operation: 'listSubscriptions', kind: error.data.kind });
  });

  it.each([
    'html',
    'empty',
    'cutError',
    'message',
    'exception',
    'notUtf8',
    'cutOff',
    'truncate',
    'reset',
    'serverError',
  ])('%s passes over when it happens once', async (fault) => {
    const { client } = await open({ faults: { [fault]: 1, most: 1 } });
    expect(await client.listSubscriptions()).toHaveLength(4);
    expect(client.health.quota.used).toBe(2);
  });

  it.each([{ throttleRetryAfter: 'seconds' }, { throttleRetryAfter: 'date' }] as const)(
    'AF429 with Retry-After in %j is waited for as long as it says',
    async (options) => {
      const timing = new FakeTiming(wednesday + 20_000);
      const scene = await open({ requestsPerMinute: 1, now: () => timing.now(), ...options });
      const client = scene.clientOf({ timing });
      await client.listSubscriptions();
      await client.listSubscriptions();
      expect(timing.waits).toEqual([40_000]);
    },
  );

  it('a token without permission for DLP names that permission', async () => {
    const scene = await open({ subscribed: ['DLP.All'] });
    const client = scene.clientOf({ getToken: tokenOf(scene, { roles: ['ActivityFeed.Read'] }) });
    const error = await failureOf(client.listContent('DLP.All', { start: wednesday - hourMs, end: wednesday }).next());
    expect(error.data).toMatchObject({ code: 'AF10001', action: 'openSetup' });
    expect(error.message).toContain('ActivityFeed.ReadDlp');
  });

  it('a refused token without a code asks to sign in', async () => {
    const scene = await open();
    const client = scene.clientOf({ getToken: tokenOf(scene, { aud: 'https://graph.microsoft.com' }) });
    const error = await failureOf(client.listSubscriptions());
    expect(error.data).toMatchObject({ kind: 'api', action: 'signIn' });
    expect(error).toMatchObject({ status: 401, code: undefined });
  });

  it('auditing that is off says how to turn it on, by the shape of the answer', async () => {
    const { client } = await open({ tenantState: 'auditingOff' });
    const error = await failureOf(client.listSubscriptions());
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ isAuditingOff: true, code: undefined });
    expect(error.message).toContain('Set-AdminAuditLogConfig -UnifiedAuditLogIngestionEnabled $true');
    expect(error.message).toContain('DataServiceException');
  });

  it('a page that names itself ends the listing', async () => {
    const { client } = await open({ faults: { pageLoop: 1 } });
    expect((await failureOf(listAll(client))).data).toMatchObject({ code: 'RepeatedPage', action: 'retry' });
  });
});
