import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../../src/core/api/connection';
import { TokenCache } from '../../../../src/engine/server/tokenCache';

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
    expect(refreshes).toEqual([false, false]);
  });

  it('takes the time of the service for right, where it is known', async () => {
    const { cache, refreshes } = createCache(jwt(now / 1_000 + 3_600), jwt(now / 1_000 + 7_200));
    await cache.get(connection, resource, { refresh: false });
    await cache.get(connection, resource, { refresh: false, now: now - 3_600_000 });
    expect(refreshes).toHaveLength(1);
    await cache.get(connection, resource, { refresh: false, now: now + 3_540_000 });
    expect(refreshes).toHaveLength(2);
  });

  it('asks once for all that need a token at the same time', async () => {
    const { cache, refreshes } = createCache('first', 'second');
    const get = (refresh: boolean): Promise<string> => cache.get(connection, resource, { refresh });
    expect(await Promise.all([get(false), get(false)])).toEqual(['first', 'first']);
    expect(await Promise.all([get(true), get(true), get(true)])).toEqual(['second', 'second', 'second']);
    expect(refreshes).toEqual([false, true]);
  });

  it('gives the one that came since to a request that was refused late', async () => {
    const { cache, refreshes } = createCache('first', 'second', 'third');
    const get = (refresh: boolean, refused?: string): Promise<string> =>
      cache.get(connection, resource, { refresh, refused });
    expect(await get(false)).toBe('first');
    expect(await get(true, 'first')).toBe('second');
    expect(await get(true, 'first')).toBe('second');
    expect(await get(true, 'second')).toBe('third');
    expect(refreshes).toEqual([false, true, true]);
  });

  it('keeps tokens of tenants and audiences apart', async () => {
    const { cache } = createCache('a', 'b', 'c');
    expect(await cache.get(connection, resource, { refresh: false })).toBe('a');
    expect(await cache.get(connection, 'https://graph.microsoft.com', { refresh: false })).toBe('b');
    expect(await cache.get({ ...connection, id: 'fabrikam' }, resource, { refresh: false })).toBe('c');
    expect(await cache.get(connection, resource, { refresh: false })).toBe('a');
    expect(await cache.get(connection, 'https://graph.microsoft.com', { refresh: false })).toBe('b');
  });

  it('starts anew when the connection becomes another one, and not when it is renamed', async () => {
    const { cache } = createCache('a', 'b', 'c');
    const changed = { ...connection, clientId: 'other' };
    expect(await cache.get(connection, resource, { refresh: false })).toBe('a');
    expect(await cache.get({ ...connection, name: 'Renamed' }, resource, { refresh: false })).toBe('a');
    expect(await cache.get(changed, resource, { refresh: false })).toBe('b');
    expect(await cache.get(connection, resource, { refresh: false })).toBe('c');
  });

  it('forgets the tokens of a connection, and those that are on their way', async () => {
    const { cache } = createCache('a', 'b', 'c', 'd');
    const other = { ...connection, id: 'fabrikam' };
    await cache.get(connection, resource, { refresh: false });
    await cache.get(other, resource, { refresh: false });
    const late = cache.get(connection, 'https://graph.microsoft.com', { refresh: false });
    expect(cache.has(connection)).toBe(true);
    cache.forget(connection);
    await late;
    expect(cache.has(connection)).toBe(false);
    expect(cache.has(other)).toBe(true);
    expect(await cache.get(connection, resource, { refresh: false })).toBe('d');
    expect(await cache.get(other, resource, { refresh: false })).toBe('b');
  });

  it('forgets the token for one audience only, where it is told so', async () => {
    const { cache } = createCache('a', 'b', 'c');
    const graph = 'https://graph.microsoft.com';
    await cache.get(connection, resource, { refresh: false });
    await cache.get(connection, graph, { refresh: false });
    cache.forget(connection, resource);
    expect(await cache.get(connection, resource, { refresh: false })).toBe('c');
    expect(await cache.get(connection, graph, { refresh: false })).toBe('b');
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
