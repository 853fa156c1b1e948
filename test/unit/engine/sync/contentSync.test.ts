import { describe, expect, it } from 'vitest';
import { dayMs, hourMs } from '../../../../src/core/api/contentWindow';
import { ApiError } from '../../../../src/engine/api/apiError';
import { EngineError } from '../../../../src/core/protocol/engineError';
import type { ListedBlob } from '../../../../src/engine/archive/archiveTypes';
import type { ContentSyncOptions, FetchOptions, FetchedSoFar } from '../../../../src/engine/sync/contentSync';
import { ContentSync } from '../../../../src/engine/sync/contentSync';
import { MemoryStore } from './memoryStore';

const contentType = 'Audit.General';
const now = Date.parse('2026-03-10T12:00:00.750Z');
const lastHour = { start: now - hourMs, end: now };

type Client = ContentSyncOptions['client'];
type Windows = { start: string; end: string }[];

function blob(contentId: string): ListedBlob {
  return { contentType, contentId, contentUri: `https://x/${contentId}`, created: now, expires: now + 7 * dayMs };
}

function bodyOf(...ids: readonly string[]): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(ids.map((Id) => ({ Id }))));
}

/** A service with one record in each blob, all listed in the window that holds the present. */
function createSync(
  ids: readonly string[],
  fetchBlob: (contentId: string, signal?: AbortSignal) => Promise<Uint8Array> = (id) => Promise.resolve(bodyOf(id)),
  options: Partial<ContentSyncOptions> = {},
): { sync: ContentSync; store: MemoryStore; windows: Windows; fetched: string[] } {
  const store = new MemoryStore();
  const windows: Windows = [];
  const fetched: string[] = [];
  const client: Client = {
    async *listContent(_type, { start, end }) {
      await Promise.resolve();
      windows.push({ start: new Date(start).toISOString(), end: new Date(end).toISOString() });
      yield ids.map(blob);
    },
    fetchBlob: async (uri, signal) => {
      const contentId = uri.slice('https://x/'.length);
      fetched.push(contentId);
      return fetchBlob(contentId, signal);
    },
  };
  const sync = new ContentSync({ client, store, tenantId: 't', now: () => now, concurrency: 2, ...options });
  return { sync, store, windows, fetched };
}

function fetchLastHour(sync: ContentSync, options: Partial<FetchOptions> = {}): ReturnType<ContentSync['fetch']> {
  return sync.fetch({ contentType, range: lastHour, ...options });
}

describe('listing', () => {
  it('splits at midnight, cuts what has expired, and lists no second that has not passed', async () => {
    const { sync, store, windows } = createSync([]);
    const listing = await sync.list(contentType, { start: now - 8 * dayMs, end: now + dayMs });

    expect(windows[0]).toEqual({ start: '2026-03-03T12:05:00.000Z', end: '2026-03-04T00:00:00.000Z' });
    expect(windows).toHaveLength(8);
    expect(windows.at(-1)).toEqual({ start: '2026-03-10T00:00:00.000Z', end: '2026-03-10T12:00:00.000Z' });
    expect(store.listings.map((listed) => listed.window.end)).toEqual(windows.map(({ end }) => Date.parse(end)));
    expect(listing.expired).toEqual({ start: now - 8 * dayMs, end: now - 7 * dayMs + 5 * 60_000 });
  });

  it('tells what the archive knows of each blob', async () => {
    const { sync } = createSync(['a', 'b']);
    await fetchLastHour(sync, { contentIds: ['a'] });
    const { blobs } = await sync.list(contentType, lastHour);
    expect(blobs.map(({ contentId, state, records }) => ({ contentId, state, records }))).toEqual([
      { contentId: 'a', state: 'archived', records: 1 },
      { contentId: 'b', state: 'listed', records: undefined },
    ]);
  });

  it('names a blob once, when the service names it twice', async () => {
    const { sync, store } = createSync(['a', 'b', 'a']);
    const { blobs } = await sync.list(contentType, lastHour);
    expect(blobs.map((listed) => listed.contentId)).toEqual(['a', 'b']);
    expect(store.listings[0]?.blobs).toHaveLength(2);
  });
});

describe('fetching', () => {
  it('brings each blob in once, and goes on where it stopped', async () => {
    const { sync, fetched } = createSync(['a', 'b', 'c']);
    const first = await fetchLastHour(sync);
    const second = await fetchLastHour(sync);
    expect(first).toEqual({ fetched: 3, alreadyArchived: 0, records: 3, duplicates: 0, failures: [] });
    expect(second).toEqual({ fetched: 0, alreadyArchived: 3, records: 0, duplicates: 0, failures: [] });
    expect(fetched).toEqual(['a', 'b', 'c']);
  });

  it('counts records that the archive has as duplicates', async () => {
    const { sync } = createSync(['a', 'b'], () => Promise.resolve(bodyOf('same')));
    expect(await fetchLastHour(sync)).toMatchObject({ fetched: 2, records: 1, duplicates: 1 });
  });

  it('hands over batches bounded by blobs and by bytes', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const byCount = createSync(ids, undefined, { batchLimits: { blobs: 2, bytes: 1_000 } });
    await fetchLastHour(byCount.sync);
    expect(byCount.store.batches.map((batch) => batch.length)).toEqual([2, 2, 1]);

    const byBytes = createSync(ids, undefined, { batchLimits: { blobs: 100, bytes: 1 } });
    await fetchLastHour(byBytes.sync);
    expect(byBytes.store.batches.map((batch) => batch.length)).toEqual([1, 1, 1, 1, 1]);
  });

  it('tells, when it is cancelled, of the records that came in until then', async () => {
    const cancel = new AbortController();
    const { sync, store } = createSync(['a', 'b', 'c'], (id) => {
      if (id === 'a') {
        return Promise.resolve(bodyOf(id));
      }
      cancel.abort();
      return Promise.reject(new Error('Cancelled.'));
    });
    const progress: FetchedSoFar[] = [];
    const options = { signal: cancel.signal, onProgress: (told: FetchedSoFar) => progress.push(told) };
    await expect(fetchLastHour(sync, options)).rejects.toThrow();
    expect(store.statesOf()).toMatchObject({ a: 'archived' });
    expect(progress.at(-1)).toMatchObject({ records: 1 });
  });

  it('lets no failing blob stop the others', async () => {
    const { sync, store } = createSync(['gone', 'missing', 'broken', 'odd', 'good'], (id) => {
      switch (id) {
        case 'gone':
          return Promise.reject(new ApiError({ status: 400, code: 'AF20051', raw: '' }));
        case 'missing':
          return Promise.reject(new ApiError({ status: 404, raw: '' }));
        case 'broken':
          return Promise.reject(new EngineError({ kind: 'network', message: 'Broken.' }));
        case 'odd':
          return Promise.resolve(new TextEncoder().encode('[1]'));
        default:
          return Promise.resolve(bodyOf(id));
      }
    });
    const { fetched, failures } = await fetchLastHour(sync);
    expect(fetched).toBe(1);
    expect(Object.fromEntries(failures.map(({ contentId, state }) => [contentId, state]))).toEqual({
      gone: 'lost',
      missing: 'lost',
      broken: 'failed',
      odd: 'failed',
    });
    expect(store.statesOf()).toMatchObject({ gone: 'lost', missing: 'lost', broken: 'failed', good: 'archived' });
  });

  it.each([
    ['sign-in', new ApiError({ status: 401, raw: '' })],
    ['subscription', new ApiError({ status: 400, code: 'AF20022', raw: '' })],
    ['token', new EngineError({ kind: 'signIn', message: 'Nobody is signed in.' })],
    ['quota', new ApiError({ status: 403, code: 'AF429', raw: '' })],
  ])('stops without a %s, as every blob would fail', async (_name, failure) => {
    const { sync, fetched } = createSync(['a', 'b', 'c', 'd', 'e', 'f'], () => Promise.reject(failure));
    await expect(fetchLastHour(sync)).rejects.toBe(failure);
    expect(fetched).toEqual(['a', 'b']);
  });

  it.each([
    ['no network', new EngineError({ kind: 'network', message: 'No network.' })],
    ['internal errors', new ApiError({ status: 500, code: 'AF50000', raw: '' })],
  ])('stops in an outage (%s), and remembers what failed', async (_name, outage) => {
    const ids = Array.from({ length: 100 }, (_, index) => `blob${index}`);
    const { sync, store, fetched } = createSync(ids, () => Promise.reject(outage));
    await expect(fetchLastHour(sync)).rejects.toBe(outage);
    expect(fetched.length).toBeLessThan(20);
    expect(Object.values(store.statesOf()).filter((state) => state === 'failed')).toHaveLength(15);
  });

  it('lets blobs that are named go before all those of a range', async () => {
    const priorities: (string | undefined)[] = [];
    const client: Client = {
      async *listContent() {
        yield await Promise.resolve([blob('a')]);
      },
      fetchBlob: (_uri, _signal, priority) => {
        priorities.push(priority);
        return Promise.reject(new ApiError({ status: 404, raw: '' }));
      },
    };
    const { sync } = createSync([], undefined, { client });
    await fetchLastHour(sync);
    await fetchLastHour(sync, { contentIds: ['a'] });
    expect(priorities).toEqual(['bulk', 'interactive']);
  });

  it('stops when the archive cannot be written', async () => {
    const { sync, store } = createSync(['a', 'b', 'c']);
    const full = new EngineError({ kind: 'archive', message: 'The disk is full.' });
    store.addBlobs = () => Promise.reject(full);
    await expect(fetchLastHour(sync)).rejects.toBe(full);
  });

  it('ends at once when cancelled, and keeps what was fetched', async () => {
    const cancel = new AbortController();
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const { sync, store, fetched } = createSync(
      ids,
      (id, signal) => {
        if (id === 'd') {
          cancel.abort();
          signal?.throwIfAborted();
        }
        return Promise.resolve(bodyOf(id));
      },
      { concurrency: 1, batchLimits: { blobs: 2, bytes: 1_000 } },
    );
    await expect(fetchLastHour(sync, { signal: cancel.signal })).rejects.toHaveProperty('name', 'AbortError');
    expect(fetched).toEqual(['a', 'b', 'c', 'd']);
    expect(store.statesOf()).toEqual({ a: 'archived', b: 'archived', c: 'archived', d: 'listed', e: 'listed' });
  });

  it('tells its progress, those that the archive has included', async () => {
    const { sync } = createSync(['a', 'b', 'c']);
    await fetchLastHour(sync, { contentIds: ['b'] });
    const progress: string[] = [];
    await fetchLastHour(sync, {
      onProgress: ({ blobsDone, blobsTotal, records }) => progress.push(`${blobsDone}/${blobsTotal} ${records}`),
    });
    expect(progress).toEqual(['1/3 0', '2/3 0', '3/3 0', '3/3 2']);
  });
});

describe('fetching named blobs', () => {
  it('lists only if the catalogue does not know them', async () => {
    const { sync, windows, fetched } = createSync(['a', 'b']);
    await fetchLastHour(sync, { contentIds: ['a'] });
    await fetchLastHour(sync, { contentIds: ['b'] });
    expect(windows).toHaveLength(1);
    expect(fetched).toEqual(['a', 'b']);
  });

  it('says which of them the service does not list', async () => {
    const { sync } = createSync(['a']);
    const { failures, fetched } = await fetchLastHour(sync, { contentIds: ['a', 'unknown'] });
    expect(fetched).toBe(1);
    expect(failures).toMatchObject([{ contentId: 'unknown', state: 'lost' }]);
  });
});

describe('blobs that the service tells of', () => {
  it('are fetched with no listing, each once, and no window counts as listed', async () => {
    const { sync, store, windows, fetched } = createSync([]);
    await sync.receive(contentType, [blob('a')]);
    await sync.receive(contentType, [blob('a'), blob('b')]);
    expect(fetched).toEqual(['a', 'b']);
    expect(store.statesOf()).toEqual({ a: 'archived', b: 'archived' });
    expect([...windows, ...store.listings]).toEqual([]);
  });

  it('are known when they could not be fetched', async () => {
    const { sync, store } = createSync([], (id) =>
      Promise.reject(
        id === 'gone'
          ? new ApiError({ status: 400, code: 'AF20050', raw: '' })
          : new EngineError({ kind: 'signIn', message: 'Nobody is signed in.' }),
      ),
    );
    await sync.receive(contentType, [blob('gone')]);
    await expect(sync.receive(contentType, [blob('waiting')])).rejects.toThrow('Nobody');
    expect(store.statesOf()).toEqual({ gone: 'lost', waiting: 'listed' });
  });
});
