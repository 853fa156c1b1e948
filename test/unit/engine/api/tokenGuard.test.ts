import { describe, expect, it } from 'vitest';
import { hourMs } from '../../../../src/core/api/contentWindow';
import { EngineError } from '../../../../src/core/protocol/engineError';
import { ApiError } from '../../../../src/engine/api/apiError';
import { ManagementApiClient } from '../../../../src/engine/api/managementApiClient';
import type { SandboxOptions } from '../../../../src/sandbox/sandbox';
import { openSandbox, wednesday } from '../../sandbox/sandboxClient';
import { FakeTiming } from './fakeTiming';
import type { LocalService } from './localService';
import { sendJson, startLocalService } from './localService';

const contentType = 'Audit.Exchange';
const window = { start: wednesday - hourMs, end: wednesday };

type Act = (client: ManagementApiClient, stranger: LocalService) => Promise<unknown>;

/** What a client does with a demo tenant that points to a stranger, which takes all that comes and keeps it. */
async function meetStranger(
  act: Act,
  faultsOf: (origin: string) => SandboxOptions = () => ({}),
): Promise<LocalService> {
  await using stranger = await startLocalService(({ response }) => {
    sendJson(response, []);
  });
  const { sandbox } = await openSandbox({ allowHttpWebhooks: true, ...faultsOf(stranger.origin) });
  const client = new ManagementApiClient({
    origin: sandbox.origin,
    tenantId: sandbox.tenantId,
    getToken: () => Promise.resolve(sandbox.token),
    timing: new FakeTiming(wednesday),
  });
  try {
    await act(client, stranger);
  } finally {
    await client.close();
  }
  for (const { headers, target, body } of stranger.requests) {
    expect(JSON.stringify([headers, target, body])).not.toContain(sandbox.token);
    expect(headers).not.toHaveProperty('authorization');
  }
  return stranger;
}

/** How a request ends: with a status, a code, or not in an error at all. */
async function endOf(promise: Promise<unknown>): Promise<string | number | undefined> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ApiError) {
    return error.status;
  }
  return error instanceof EngineError ? error.data.code : 'no error';
}

async function listAll(client: ManagementApiClient): Promise<readonly string[]> {
  const uris: string[] = [];
  for await (const page of client.listContent(contentType, window)) {
    uris.push(...page.map(({ contentUri }) => contentUri));
  }
  return uris;
}

describe('no request leaves for another host', () => {
  it('by the contentUri of a listing', async () => {
    const stranger = await meetStranger(
      async (client) => {
        const [uri = ''] = await listAll(client);
        expect(await endOf(client.fetchBlob(uri))).toBe('ForeignOrigin');
      },
      (foreignOrigin) => ({ faults: { foreignContent: 1, foreignOrigin } }),
    );
    expect(stranger.requests).toEqual([]);
  });

  it('by NextPageUri', async () => {
    const stranger = await meetStranger(
      async (client) => {
        expect(await endOf(listAll(client))).toBe('ForeignOrigin');
      },
      (foreignOrigin) => ({ faults: { foreignPage: 1, foreignOrigin } }),
    );
    expect(stranger.requests).toEqual([]);
  });

  it.each([301, 302, 307, 308] as const)('by a redirection with %i, whatever is asked', async (redirectStatus) => {
    const stranger = await meetStranger(
      async (client) => {
        const blob = `${client.origin}/api/v1.0/x/activity/feed/audit/a`;
        for (const request of [
          () => client.fetchBlob(blob),
          () => client.listSubscriptions(),
          () => client.startSubscription('DLP.All'),
          () => client.stopSubscription('DLP.All'),
          () => client.listDlpSensitiveTypes('en-US'),
          () => listAll(client),
        ]) {
          expect(await endOf(request())).toBe(redirectStatus);
        }
      },
      (foreignOrigin) => ({ faults: { redirect: 1, redirectStatus, foreignOrigin } }),
    );
    expect(stranger.requests).toEqual([]);
  });

  it.each([
    ['another port', (origin: string) => origin.replace(/\d+$/, (port) => String(Number(port) ^ 1))],
    ['another scheme', (origin: string) => origin.replace('http:', 'https:')],
    ['another name', (origin: string) => origin.replace('127.0.0.1', 'localhost')],
    ['a user before the host', (origin: string) => `${origin}@elsewhere.example`],
    ['a backslash', (origin: string) => `http:\\\\elsewhere.example\\${new URL(origin).host}`],
    ['no scheme', () => '//elsewhere.example'],
  ])('by an address with %s', async (_name, change) => {
    await meetStranger(async (client) => {
      const uri = `${change(client.origin)}/api/v1.0/x/activity/feed/audit/a`;
      expect(['ForeignOrigin', 'UnexpectedAnswer']).toContain(await endOf(client.fetchBlob(uri)));
      expect(client.health.quota.used).toBe(0);
    });
  });
});

it('a webhook is told of content by the service, and never gets a token', async () => {
  const stranger = await meetStranger(async (client, { origin }) => {
    await client.startSubscription('DLP.All', { address: `${origin}/hook`, authId: 'mine' });
  });
  expect(stranger.requests).toHaveLength(1);
  expect(stranger.requests[0]?.headers['webhook-authid']).toBe('mine');
});
