import { describe, expect, it } from 'vitest';
import { dayMs } from '../../../../src/core/api/contentWindow';
import { EngineError } from '../../../../src/core/protocol/engineError';
import { ManagementApiClient } from '../../../../src/engine/api/managementApiClient';
import { QuotaKeeper } from '../../../../src/engine/api/quotaKeeper';
import { TokenCache } from '../../../../src/engine/server/tokenCache';
import { FakeTiming } from './fakeTiming';
import { sendError, sendJson, startLocalService } from './localService';
import {
  tenantId,
  publisherIdentifier,
  contentType,
  window,
  refuse,
  ClientFixture,
  item,
  rejection,
} from './clientFixture';

describe('requests', () => {
  it('carry the token, the publisher identifier, and times in UTC', async () => {
    await using fixture = await ClientFixture.start(({ response }) => {
      sendJson(response, []);
    });
    await fixture.listAll();

    const [request] = fixture.service.requests;
    expect(request?.headers.authorization).toBe('Bearer secret');
    const url = new URL(request?.target ?? '', fixture.service.origin);
    expect(url.pathname).toBe(`/api/v1.0/${tenantId}/activity/feed/subscriptions/content`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      contentType,
      startTime: '2026-03-03T00:00:00Z',
      endTime: '2026-03-04T00:00:00Z',
      PublisherIdentifier: publisherIdentifier,
    });
  });

  it('count for the tenant where no publisher is named', async () => {
    await using service = await startLocalService(({ response }) => {
      sendJson(response, []);
    });
    const client = new ManagementApiClient({ origin: service.origin, tenantId, getToken: () => Promise.resolve('t') });
    await client.listSubscriptions();
    await client.close();
    expect(service.requests[0]?.target).toContain(`PublisherIdentifier=${tenantId}`);
  });

  it('refuse a window of more than 24 hours, which the service would answer in part', async () => {
    await using fixture = await ClientFixture.start(refuse);
    const pages = fixture.client.listContent(contentType, { start: window.start, end: window.start + dayMs + 1 });
    await expect(pages.next()).rejects.toThrow(RangeError);
    expect(fixture.service.requests).toHaveLength(0);
  });

  it('end at once when cancelled', async () => {
    const cancel = new AbortController();
    await using fixture = await ClientFixture.start(({ response }) => {
      response.writeHead(200);
      response.write('[');
      cancel.abort();
    });
    await expect(fixture.client.fetchBlob(fixture.blobUri('a'), cancel.signal)).rejects.toHaveProperty(
      'name',
      'AbortError',
    );
    expect(fixture.timing.waits).toEqual([]);
  });
});

describe('paging', () => {
  it.each(['NextPageUri', 'nextpageuri', 'NextPageUrl', 'NEXTPAGEURL'])('follows %s to the end', async (header) => {
    await using fixture = await ClientFixture.start(({ response, index }) => {
      const next = `${fixture.service.origin}/api/v1/page?contenttype=audit.sharepoint&nextpage=2026$${index + 1}$x%2b`;
      sendJson(response, [item(`blob${index}`)], { headers: index < 2 ? { [header]: next } : {} });
    });

    expect(await fixture.listAll()).toEqual(['blob0', 'blob1', 'blob2']);
    expect(fixture.service.requests[1]?.target).toBe(
      `/api/v1/page?contenttype=audit.sharepoint&nextpage=2026$1$x%2b&PublisherIdentifier=${publisherIdentifier}`,
    );
  });

  it('does not add a publisher identifier that is there in other letters', async () => {
    await using fixture = await ClientFixture.start(({ response, index }) => {
      const next = `${fixture.service.origin}/page?publisheridentifier=abc`;
      sendJson(response, [], { headers: index === 0 ? { NextPageUri: next } : {} });
    });
    await fixture.listAll();
    expect(fixture.service.requests[1]?.target).toBe('/page?publisheridentifier=abc');
  });

  it('ends with an error when a page names itself, rather than for ever or with a part', async () => {
    await using fixture = await ClientFixture.start(({ response }) => {
      sendJson(response, [item('a')], { headers: { NextPageUri: `${fixture.service.origin}/page?nextpage=1` } });
    });
    expect(await rejection(fixture.listAll())).toMatchObject({ data: { code: 'RepeatedPage' } });
    expect(fixture.service.requests).toHaveLength(2);
  });

  it('lists again, once, when the service no longer knows its page mark', async () => {
    await using fixture = await ClientFixture.start(({ response, index }) => {
      if (index === 1) {
        sendError(response, 400, 'AF20031');
      } else {
        const next = `${fixture.service.origin}/page?nextpage=1`;
        sendJson(response, [item(`blob${index}`)], { headers: index < 3 ? { NextPageUri: next } : {} });
      }
    });
    expect(await fixture.listAll()).toEqual(['blob0', 'blob2', 'blob3']);
  });

  it('gives up when the page mark is refused again', async () => {
    await using fixture = await ClientFixture.start(({ response, request }) => {
      if (request.target.startsWith('/page')) {
        sendError(response, 400, 'AF20031');
      } else {
        sendJson(response, [], { headers: { NextPageUri: `${fixture.service.origin}/page?nextpage=1` } });
      }
    });
    expect(await rejection(fixture.listAll())).toMatchObject({ code: 'AF20031' });
    expect(fixture.service.requests).toHaveLength(4);
  });

  it('refuses an item without an id, rather than losing it in silence', async () => {
    await using fixture = await ClientFixture.start(({ response }) => {
      sendJson(response, [{ ...item('a'), contentId: undefined }]);
    });
    expect(await rejection(fixture.listAll())).toMatchObject({ data: { kind: 'api', code: 'UnexpectedAnswer' } });
  });
});

describe('the token', () => {
  it('is never sent to another origin, whatever the service says', async () => {
    await using thief = await startLocalService(({ response }) => {
      sendJson(response, []);
    });
    await using fixture = await ClientFixture.start(({ response }) => {
      sendJson(response, [item('a')], { headers: { NextPageUri: `${thief.origin}/page` } });
    });

    expect(await rejection(fixture.listAll())).toMatchObject({ data: { code: 'ForeignOrigin' } });
    const port = new URL(fixture.service.origin).port;
    for (const uri of [
      `${thief.origin}/blob`,
      `http://localhost:${port}/blob`,
      `https://127.0.0.1:${port}/blob`,
      `${fixture.service.origin}@${new URL(thief.origin).host}/blob`,
    ]) {
      expect(await rejection(fixture.client.fetchBlob(uri))).toMatchObject({ data: { code: 'ForeignOrigin' } });
    }
    expect(thief.requests).toHaveLength(0);
    expect(fixture.service.requests).toHaveLength(1);
  });

  it('does not follow a redirection', async () => {
    await using thief = await startLocalService(({ response }) => {
      sendJson(response, []);
    });
    await using fixture = await ClientFixture.start(({ response }) => {
      response.writeHead(307, { location: `${thief.origin}/blob` }).end();
    });
    expect(await rejection(fixture.client.fetchBlob(fixture.blobUri('a')))).toMatchObject({ status: 307 });
    expect(thief.requests).toHaveLength(0);
    expect(fixture.service.requests).toHaveLength(1);
  });

  it('is asked for anew, once, when it is refused without a code', async () => {
    await using fixture = await ClientFixture.start(
      ({ response, request }) => {
        if (request.headers.authorization === 'Bearer new') {
          sendJson(response, []);
        } else {
          sendJson(response, { Message: 'Authorization has been denied for this request.' }, { status: 401 });
        }
      },
      ({ refresh }) => Promise.resolve(refresh ? 'new' : 'old'),
    );
    await fixture.client.listSubscriptions();
    expect(fixture.refreshes).toEqual([false, true]);
  });

  it('is renewed once for all requests that it is refused to, however late', async () => {
    let renewals = 0;
    const tokens = new TokenCache(({ refresh }) => {
      renewals += refresh ? 1 : 0;
      return Promise.resolve(`token-${renewals}`);
    });
    const connection = { id: 'contoso', name: 'Contoso', cloud: 'enterprise', tenantId };
    const late: (() => void)[] = [];
    await using fixture = await ClientFixture.start(
      ({ response, request, index }) => {
        const refuseToken = (): void => {
          sendJson(response, { Message: 'Authorization has been denied for this request.' }, { status: 401 });
        };
        if (request.headers.authorization === 'Bearer token-0') {
          if (index === 0) {
            late.push(refuseToken);
          } else {
            refuseToken();
          }
        } else {
          sendJson(response, []);
          late.splice(0).forEach((answer) => {
            answer();
          });
        }
      },
      (options) => tokens.get(connection, 'https://manage.office.com', options),
    );
    await Promise.all([fixture.client.listSubscriptions(), fixture.client.listSubscriptions()]);
    expect(fixture.service.requests).toHaveLength(4);
    expect(renewals).toBe(1);
  });

  it('that stays refused ends as an error that asks to sign in', async () => {
    await using fixture = await ClientFixture.start(({ response }) => {
      sendJson(response, { Message: 'Authorization has been denied for this request.' }, { status: 401 });
    });
    expect(await rejection(fixture.client.listSubscriptions())).toMatchObject({
      status: 401,
      reaction: 'signIn',
      data: { kind: 'api', action: 'signIn' },
    });
    expect(fixture.service.requests).toHaveLength(2);
  });

  it('is not asked for anew when a permission is missing', async () => {
    await using fixture = await ClientFixture.start(({ response }) => {
      sendError(response, 401, 'AF10001', 'The permission set () sent in the request did not include ...');
    });
    const error = await rejection(fixture.client.listSubscriptions());
    expect(error).toMatchObject({ code: 'AF10001', data: { action: 'openSetup' } });
    expect(error).toHaveProperty('message', expect.stringContaining('ActivityFeed.Read'));
    expect(fixture.refreshes).toEqual([false]);
  });

  it('that cannot be had is no reason to try again', async () => {
    const failure = new EngineError({ kind: 'signIn', message: 'Nobody is signed in.', action: 'signIn' });
    await using fixture = await ClientFixture.start(refuse, () => Promise.reject(failure));
    await expect(fixture.client.listSubscriptions()).rejects.toBe(failure);
    expect(fixture.refreshes).toEqual([false]);
  });
});

describe('subscriptions', () => {
  it('are read with and without status and webhook', async () => {
    await using fixture = await ClientFixture.start(({ response }) => {
      sendJson(response, [
        {
          contentType: 'Audit.SharePoint',
          webhook: { status: 'enabled', address: 'https://a.example', authId: null, expiration: null },
        },
        { contentType: 'Audit.Exchange', status: 'disabled', webhook: null },
        {
          contentType: 'Audit.General',
          status: 'enabled',
          webhook: { status: 'disabled', address: 'https://b.example', authId: 'a secret', expiration: null },
        },
        { contentType: 'Audit.Unknown', status: 'enabled' },
      ]);
    });
    expect(await fixture.client.listSubscriptions()).toEqual([
      {
        contentType: 'Audit.SharePoint',
        status: 'enabled',
        webhook: { status: 'enabled', address: 'https://a.example' },
      },
      { contentType: 'Audit.Exchange', status: 'disabled' },
      {
        contentType: 'Audit.General',
        status: 'enabled',
        // That there is an authId, but not which one.
        webhook: { status: 'disabled', address: 'https://b.example', hasAuthId: true },
      },
    ]);
  });

  it('send the webhook when they start', async () => {
    await using fixture = await ClientFixture.start(({ response }) => {
      sendJson(response, { contentType, status: 'enabled', webhook: null });
    });
    const webhook = { address: 'https://hook.example/', authId: 'id' };
    expect(await fixture.client.startSubscription(contentType, webhook)).toEqual({ contentType, status: 'enabled' });
    expect(fixture.service.requests[0]).toMatchObject({ method: 'POST', body: JSON.stringify({ webhook }) });
  });

  it('are started when they run already', async () => {
    await using fixture = await ClientFixture.start(({ response, request }) => {
      if (request.method === 'POST') {
        sendError(response, 400, 'AF20024');
      } else {
        sendJson(response, [{ contentType, status: 'enabled', webhook: null }]);
      }
    });
    expect(await fixture.client.startSubscription(contentType)).toEqual({ contentType, status: 'enabled' });
  });

  it('stop with an empty answer, and when there is none', async () => {
    await using fixture = await ClientFixture.start(({ response, index }) => {
      if (index === 0) {
        response.writeHead(200).end();
      } else {
        sendError(response, 400, 'AF20022');
      }
    });
    await fixture.client.stopSubscription(contentType);
    await fixture.client.stopSubscription(contentType);
    expect(fixture.service.requests).toHaveLength(2);
  });
});

it('asks for the names of sensitive types in one language', async () => {
  await using fixture = await ClientFixture.start(({ response }) => {
    sendJson(response, [{ id: '1', name: 'Kreditkartennummer' }]);
  });
  expect(await fixture.client.listDlpSensitiveTypes('de-DE')).toEqual([{ id: '1', name: 'Kreditkartennummer' }]);
  expect(fixture.service.requests[0]?.headers['accept-language']).toBe('de-DE');
});

it('paces its requests by the quota that it is given', async () => {
  await using service = await startLocalService(({ response }) => {
    sendJson(response, []);
  });
  const timing = new FakeTiming();
  const client = new ManagementApiClient({
    origin: service.origin,
    tenantId,
    getToken: () => Promise.resolve('t'),
    quota: new QuotaKeeper({ requestsPerMinute: 60, timing }),
    timing,
  });
  for (let i = 0; i < 32; i += 1) {
    await client.listSubscriptions();
  }
  await client.close();
  // Half of the quota at once, then a request a second.
  expect(timing.waits).toEqual([1_000, 1_000]);
  expect(client.health.quota).toMatchObject({ requestsPerMinute: 60, pacePerMinute: 57, used: 32, processes: 1 });
});
