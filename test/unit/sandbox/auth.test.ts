import { describe, expect, it } from 'vitest';
import { clouds } from '../../../src/core/api/cloud';
import { errorOf, makeToken, openSandbox, usualClaims, wednesday } from './sandboxClient';

const denied = { Message: 'Authorization has been denied for this request.' };

describe('the token', () => {
  it('is refused where it is absent or unknown, without a code', async () => {
    const client = await openSandbox();
    const withoutToken = await fetch(`${client.sandbox.apiRoot}/subscriptions/list`);
    expect([withoutToken.status, await withoutToken.json()]).toEqual([401, denied]);
    const unknown = await client.withToken('guessed').request('subscriptions/list');
    expect([unknown.status, JSON.parse(unknown.text)]).toEqual([401, denied]);
  });

  it('may be a JWT for any of the clouds, or for the sandbox itself', async () => {
    const client = await openSandbox();
    const audiences = [
      ...Object.values(clouds).map(({ resource }) => resource),
      'https://manage.office.com/',
      client.sandbox.origin,
    ];
    for (const aud of audiences) {
      const token = makeToken({ ...usualClaims(client.sandbox), aud });
      expect((await client.withToken(token).request('subscriptions/list')).status).toBe(200);
    }
  });

  it('may name its app and its permissions in either way', async () => {
    const client = await openSandbox();
    const claims = usualClaims(client.sandbox);
    const token = makeToken({
      ...claims,
      appid: undefined,
      azp: claims.appid,
      roles: undefined,
      scp: 'openid ActivityFeed.Read',
    });
    expect((await client.withToken(token).request('subscriptions/list')).status).toBe(200);
  });

  it.each([
    ['another audience', { aud: 'https://graph.microsoft.com' }],
    ['an expired token', { exp: wednesday / 1_000 }],
    ['no app', { appid: undefined }],
    ['no tenant', { tid: undefined }],
  ])('is refused for %s', async (_, change) => {
    const client = await openSandbox();
    const token = makeToken({ ...usualClaims(client.sandbox), ...change });
    const answer = await client.withToken(token).request('subscriptions/list');
    expect([answer.status, JSON.parse(answer.text)]).toEqual([401, denied]);
  });
});

describe('permissions', () => {
  it('name what a token without ActivityFeed.Read has', async () => {
    const client = await openSandbox();
    const token = makeToken({ ...usualClaims(client.sandbox), roles: ['ServiceHealth.Read'] });
    const answer = await client.withToken(token).request('subscriptions/list');
    expect(answer.status).toBe(401);
    expect(errorOf(answer)).toEqual({
      code: 'AF10001',
      message:
        'The permission set (ServiceHealth.Read) sent in the request did not include the expected permission ActivityFeed.Read.',
    });
  });

  it('let an app without ActivityFeed.ReadDlp have all content types but DLP.All', async () => {
    const client = await openSandbox();
    const app = client.withToken(makeToken({ ...usualClaims(client.sandbox), roles: ['ActivityFeed.Read'] }));
    expect(errorOf(await app.start('DLP.All')).code).toBe('AF10001');
    expect((await app.start('Audit.Exchange')).status).toBe(200);
  });
});

describe('the address', () => {
  it('is taken in any case, and only the API is there', async () => {
    const client = await openSandbox();
    const { origin, tenantId } = client.sandbox;
    const upperCase = `${origin}/API/V1.0/${tenantId.toUpperCase()}/Activity/Feed/Subscriptions/List`;
    expect((await client.request(upperCase)).status).toBe(200);
    expect((await client.request(`${origin}/elsewhere`)).status).toBe(404);
    expect((await client.request('subscriptions/unknown')).status).toBe(404);
    expect((await client.post('subscriptions/list')).status).toBe(405);
  });

  it('has a clock, which clients compare with theirs', async () => {
    const client = await openSandbox();
    const { headers } = await client.request('subscriptions/list');
    expect(headers.get('Date')).toBe('Wed, 25 Nov 2026 13:00:00 GMT');
  });
});
