import { describe, expect, it } from 'vitest';
import { apiErrors, type ApiErrorCode } from '../../../src/core/api/apiError';
import { dayMs } from '../../../src/core/api/contentWindow';
import type { SandboxOptions } from '../../../src/sandbox/sandbox';
import { Clock, errorOf, makeToken, openSandbox, usualClaims, type Answer, type SandboxClient } from './sandboxClient';

const otherTenant = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';

interface Provocation {
  readonly options?: SandboxOptions;
  readonly ask: (client: SandboxClient, clock: Clock) => Promise<Answer>;
}

const listing = 'subscriptions/content?contentType=Audit.Exchange';

function provoke(ask: Provocation['ask'], options: SandboxOptions = {}): Provocation {
  return { ask, options };
}

/** How each error code of the API is met in the sandbox. */
const provocations: Readonly<Record<ApiErrorCode, Provocation>> = {
  AF10001: provoke((client) =>
    client.withToken(makeToken({ ...usualClaims(client.sandbox), roles: [] })).request('subscriptions/list'),
  ),
  AF20001: provoke((client) => client.post('subscriptions/start')),
  AF20002: provoke((client) => client.request('subscriptions/list?PublisherIdentifier=contoso')),
  AF20003: provoke((client) =>
    client.start('DLP.All', { webhook: { address: 'https://hook.example/', expiration: '2020-01-01T00:00:00' } }),
  ),
  AF20010: provoke((client) =>
    client.request(client.sandbox.apiRoot.replace(client.sandbox.tenantId, otherTenant) + '/subscriptions/list'),
  ),
  AF20011: provoke((client) =>
    client
      .withToken(makeToken({ ...usualClaims(client.sandbox), tid: otherTenant }))
      .request(client.sandbox.apiRoot.replace(client.sandbox.tenantId, otherTenant) + '/subscriptions/list'),
  ),
  AF20012: provoke((client) => client.request('subscriptions/list'), { tenantState: 'misconfigured' }),
  AF20013: provoke((client) =>
    client.request(client.sandbox.apiRoot.replace(client.sandbox.tenantId, 'contoso.example') + '/subscriptions/list'),
  ),
  AF20020: provoke((client) => client.post('subscriptions/start?contentType=Audit.Yammer')),
  AF20021: provoke((client) => client.start('DLP.All', { webhook: { address: 'http://hook.example/' } })),
  AF20022: provoke((client) => client.request('subscriptions/content?contentType=DLP.All')),
  AF20023: provoke((client) => client.request(listing), { disabled: { 'Audit.Exchange': 'a tenant admin' } }),
  AF20024: provoke((client) => client.start('Audit.Exchange')),
  AF20030: provoke((client) => client.request(`${listing}&startTime=2026-11-25`)),
  AF20031: provoke((client) => client.request(`${listing}&nextPage=2026$00`)),
  AF20050: provoke(async (client) => {
    const [item] = await client.list('Audit.Exchange');
    return client.request((item?.contentUri ?? '').replace(/emea\d{4}/, 'emea0000'));
  }),
  AF20051: provoke(async (client, clock) => {
    const [item] = await client.list('Audit.Exchange');
    clock.time += 7 * dayMs;
    return client.request(item?.contentUri ?? '');
  }),
  AF20052: provoke((client) => client.request('audit/not-an-id')),
  AF20053: provoke((client) =>
    client.request('resources/dlpSensitiveTypes', { headers: { 'Accept-Language': 'de-DE,de;q=0.9' } }),
  ),
  AF20054: provoke((client) =>
    client.request('resources/dlpSensitiveTypes', { headers: { 'Accept-Language': 'German!' } }),
  ),
  AF20055: provoke((client) => client.request(`${listing}&startTime=2026-11-25&endTime=2026-11-24`)),
  AF429: provoke(
    async (client) => {
      await client.request('subscriptions/list');
      return client.request('subscriptions/list');
    },
    { requestsPerMinute: 1 },
  ),
  AF50000: provoke((client) => client.request('subscriptions/list'), { faults: { serverError: 1 } }),
  AF50005: provoke((client) => client.request('subscriptions/list'), {
    faults: { serverError: 1, serverErrorCode: 'AF50005' },
  }),
  AF50006: provoke((client) => client.request('subscriptions/list'), {
    faults: { serverError: 1, serverErrorCode: 'AF50006' },
  }),
};

describe('every error code of the API', () => {
  it.each(Object.entries(provocations))(
    '%s is met, with its status and its message',
    async (code, { ask, options }) => {
      const clock = new Clock();
      const client = await openSandbox({ now: clock.now, ...options });
      const answer = await ask(client, clock);
      const definition = Object.entries(apiErrors).find(([key]) => key === code)?.[1];
      const error = errorOf(answer);
      expect(error.code).toBe(code);
      expect(answer.status).toBe(definition?.statuses[0]);
      expect(error.message).not.toMatch(/\{\d\}/);
      expect(error.message.slice(0, 10)).toBe(definition?.message.slice(0, 10));
    },
  );
});

describe('errors', () => {
  it('name the zero GUID where too many requests came without a publisher', async () => {
    const client = await openSandbox({ requestsPerMinute: 1, throttleStatus: 429 });
    await client.request('subscriptions/list');
    const answer = await client.request('subscriptions/list');
    expect(answer.status).toBe(429);
    expect(errorOf(answer).message).toBe(
      'Too many requests. Method=GET, PublisherId=00000000-0000-0000-0000-000000000000',
    );
  });

  it('count the requests of each publisher by itself, and forget them with the minute', async () => {
    const clock = new Clock();
    const client = await openSandbox({ now: clock.now, requestsPerMinute: 1 });
    const ask = (publisher: string): Promise<Answer> =>
      client.request(`subscriptions/list?PublisherIdentifier=${publisher}`);
    expect((await ask(client.sandbox.tenantId)).status).toBe(200);
    expect(errorOf(await ask(client.sandbox.tenantId)).message).toContain(`PublisherId=${client.sandbox.tenantId}`);
    expect((await ask(otherTenant)).status).toBe(200);
    clock.time += 60_000;
    expect((await ask(client.sandbox.tenantId)).status).toBe(200);
  });

  it('come with single quotes where that is asked for', async () => {
    const client = await openSandbox({ singleQuotedErrors: true });
    const { text } = await client.request('subscriptions/content?contentType=DLP.All');
    expect(text).toBe("{'error':{'code':'AF20022','message':'No subscription found for the specified content type.'}}");
  });

  it('tell of a tenant without auditing by a sentence in place of a code', async () => {
    const client = await openSandbox({ tenantState: 'auditingOff' });
    const { code, message } = errorOf(await client.request('subscriptions/list'));
    expect(message).toBe(`Tenant ${client.sandbox.tenantId} does not exist.`);
    expect(code).not.toMatch(/^AF\d/);
  });
});
