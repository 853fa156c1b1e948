import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../../src/core/api/connection';
import { TokenCache } from '../../../../src/engine/server/tokenCache';
import { tokenExpiry } from '../../../../src/engine/server/tokenExpiry';

const connection: Connection = { id: 'contoso', name: 'Contoso', cloud: 'enterprise', tenantId: 't' };
const resource = 'https://manage.office.com';
const now = Date.parse('2026-03-10T12:00:00Z');

function jwt(exp: unknown): string {
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${encode({ alg: 'none' })}.${encode({ exp })}.signature`;
}

/** A cache whose host gives the tokens one after the other, and shows what it was asked. */
function createCache(...tokens: readonly string[]): { cache: TokenCache; refreshes: boolean[] } {
  const refreshes: boolean[] = [];
  const cache = new TokenCache(
    async ({ refresh }) => {
      await new Promise((resolve) => setImmediate(resolve));
      refreshes.push(refresh);
      return tokens[refreshes.length - 1] ?? 'none left';
    },
    () => now,
  );
  return { cache, refreshes };
}

describe('the token cache', () => {
  it('asks once, and keeps what cannot be read until it is refused', async () => {
    const { cache, refreshes } = createCache('first', 'second');
    expect(await cache.get(connection, resource, { refresh: false })).toBe('first');
    expect(await cache.get(connection, resource, { refresh: false })).toBe('first');
    expect(await cache.get(connection, resource, { refresh: true })).toBe('second');
    expect(await cache.get(connection, resource, { refresh: false })).toBe('second');
    expect(refreshes).toEqual([false, true]);
  });

  it('asks anew before a token expires', async () => {
    const { cache, refreshes } = createCache(jwt(now / 1_000 + 240), jwt(now / 1_000 + 3_600));
    await cache.get(connection, resource, { refresh: false });
    const second = await cache.get(connection, resource, { refresh: false });
    expect(await cache.get(connection, resource, { refresh: false })).toBe(second);
    expect(refreshes).toEqual([false, true]);
  });

  it('asks once for all that need a token at the same time', async () => {
    const { cache, refreshes } = createCache('first', 'second');
    const get = (refresh: boolean): Promise<string> => cache.get(connection, resource, { refresh });
    expect(await Promise.all([get(false), get(false)])).toEqual(['first', 'first']);
    expect(await Promise.all([get(true), get(true), get(true)])).toEqual(['second', 'second', 'second']);
    expect(refreshes).toEqual([false, true]);
  });

  it('keeps tokens of tenants and audiences apart', async () => {
    const { cache } = createCache('a', 'b', 'c');
    expect(await cache.get(connection, resource, { refresh: false })).toBe('a');
    expect(await cache.get(connection, 'https://manage.office365.us', { refresh: false })).toBe('b');
    expect(await cache.get({ ...connection, tenantId: 'u' }, resource, { refresh: false })).toBe('c');
  });

  it('lets one that is cancelled go, and the others have the token', async () => {
    const { cache } = createCache('first');
    const cancel = new AbortController();
    const cancelled = cache.get(connection, resource, { refresh: false, signal: cancel.signal });
    const other = cache.get(connection, resource, { refresh: false, signal: new AbortController().signal });
    cancel.abort();
    await expect(cancelled).rejects.toThrow('Cancelled.');
    expect(await other).toBe('first');
  });

  it('asks again after a failure', async () => {
    let calls = 0;
    const cache = new TokenCache(() => {
      calls += 1;
      return calls === 1 ? Promise.reject(new Error('Nobody is signed in.')) : Promise.resolve('token');
    });
    await expect(cache.get(connection, resource, { refresh: false })).rejects.toThrow('Nobody is signed in.');
    expect(await cache.get(connection, resource, { refresh: false })).toBe('token');
  });
});

it.each([
  [jwt(1_700_000_000), 1_700_000_000_000],
  [jwt('soon'), undefined],
  ['opaque', undefined],
  ['a.b.c', undefined],
])('reads the expiry of %s', (token, expected) => {
  expect(tokenExpiry(token)).toBe(expected);
});
