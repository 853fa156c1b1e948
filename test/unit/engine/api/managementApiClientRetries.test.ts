import { describe, expect, it } from 'vitest';
import { ApiError } from '../../../../src/engine/api/apiError';
import { type Answer, sendError, sendJson } from './localService';
import { ClientFixture, rejection } from './clientFixture';

describe('retries', () => {
  const body = '[{"Id":"1"}]';
  const faults: readonly (readonly [string, Answer])[] = [
    [
      'AF429 with 403',
      ({ response }) => {
        sendError(response, 403, 'AF429');
      },
    ],
    [
      'AF429 with 429',
      ({ response }) => {
        sendError(response, 429, 'AF429');
      },
    ],
    [
      'AF429 with single quotes',
      ({ response }) => {
        response.writeHead(403).end("{'error':{'code':'AF429','message':'Too many requests.'}}");
      },
    ],
    [
      'AF50000',
      ({ response }) => {
        sendError(response, 500, 'AF50000');
      },
    ],
    [
      'AF50005 with a status of the client',
      ({ response }) => {
        sendError(response, 400, 'AF50005');
      },
    ],
    [
      '408',
      ({ response }) => {
        response.writeHead(408).end();
      },
    ],
    [
      '503 with HTML',
      ({ response }) => {
        response.writeHead(503).end('<html><title>Service Unavailable</title></html>');
      },
    ],
    [
      'HTML with 200',
      ({ response }) => {
        response.writeHead(200).end('<html>Maintenance</html>');
      },
    ],
    [
      'a reset connection',
      ({ response }) => {
        response.socket?.resetAndDestroy();
      },
    ],
    [
      'a body shorter than Content-Length',
      ({ response }) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write(body);
        response.socket?.end();
      },
    ],
    [
      'a chunked body that breaks off',
      ({ response }) => {
        response.writeHead(200);
        response.write(body);
        setImmediate(() => {
          response.socket?.destroy();
        });
      },
    ],
    [
      'a truncated body of the right length',
      ({ response }) => {
        response.writeHead(200).end('[{"Id":"1"},{"Id');
      },
    ],
    [
      'an empty body',
      ({ response }) => {
        response.writeHead(200).end();
      },
    ],
  ];

  it.each(faults)('pass over %s', async (name, fault) => {
    await using fixture = await ClientFixture.start(({ response, request, index }) => {
      if (index < 2) {
        fault({ response, request, index });
      } else {
        response.writeHead(200).end(body);
      }
    });
    const bytes = await fixture.client.fetchBlob(fixture.blobUri('a'));
    expect(new TextDecoder().decode(bytes)).toBe(body);
    expect(fixture.service.requests).toHaveLength(3);
    const base = name.startsWith('AF429') ? 10_000 : 500;
    expect(fixture.timing.waits).toEqual([base, 2 * base]);
  });

  it('wait as long as Retry-After says', async () => {
    await using fixture = await ClientFixture.start(({ response, index }) => {
      if (index === 0) {
        sendJson(response, { error: { code: 'AF429', message: '' } }, { status: 429, headers: { 'Retry-After': '7' } });
      } else {
        sendJson(response, []);
      }
    });
    await fixture.client.listSubscriptions();
    expect(fixture.timing.waits).toEqual([7_000]);
  });

  it('are not made when Retry-After is longer than people wait', async () => {
    await using fixture = await ClientFixture.start(({ response }) => {
      sendJson(response, {}, { status: 503, headers: { 'Retry-After': '3600' } });
    });
    expect(await rejection(fixture.client.listSubscriptions())).toMatchObject({ status: 503 });
    expect(fixture.service.requests).toHaveLength(1);
  });

  it('end after six tries, with the error of the last', async () => {
    await using fixture = await ClientFixture.start(({ response }) => {
      sendError(response, 500, 'AF50000');
    });
    expect(await rejection(fixture.client.listSubscriptions())).toMatchObject({
      code: 'AF50000',
      data: { action: 'retry' },
    });
    expect(fixture.service.requests).toHaveLength(6);
    expect(fixture.timing.waits).toEqual([500, 1_000, 2_000, 4_000, 8_000]);
  });

  it.each([
    [400, 'AF20022', 'subscribe'],
    [404, 'AF20050', 'gone'],
    [400, 'AF20051', 'gone'],
    [500, 'AF20052', 'gone'],
    [400, 'AF20010', 'signIn'],
    [400, 'AF20013', 'fix'],
    [404, undefined, 'gone'],
    [403, undefined, 'fix'],
  ])('are not made for %i %s', async (status, code, reaction) => {
    await using fixture = await ClientFixture.start(({ response }) => {
      sendJson(response, code === undefined ? {} : { error: { code, message: 'Words.' } }, { status });
    });
    const error = await rejection(fixture.client.fetchBlob(fixture.blobUri('a')));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status, code, reaction });
    expect(fixture.service.requests).toHaveLength(1);
  });

  it('stop when cancelled while waiting', async () => {
    const cancel = new AbortController();
    await using fixture = await ClientFixture.start(({ response }) => {
      cancel.abort();
      sendError(response, 500, 'AF50000');
    });
    await rejection(fixture.client.listSubscriptions(cancel.signal));
    expect(fixture.service.requests).toHaveLength(1);
  });
});
