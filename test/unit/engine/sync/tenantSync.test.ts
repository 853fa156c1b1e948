import { describe, expect, it } from 'vitest';
import type { ContentType } from '../../../../src/core/api/contentType';
import type { ContentWindow } from '../../../../src/core/api/contentWindow';
import { dayMs, hourMs, retentionMarginMs, retentionMs } from '../../../../src/core/api/contentWindow';
import { EngineError } from '../../../../src/core/protocol/engineError';
import type { Subscription } from '../../../../src/core/protocol/subscriptionProtocol';
import { ApiError } from '../../../../src/engine/api/apiError';
import type { TenantSyncOptions } from '../../../../src/engine/sync/tenantSync';
import { TenantSync } from '../../../../src/engine/sync/tenantSync';
import type { TenantSyncProgress } from '../../../../src/engine/sync/syncMeter';
import { MemoryStore } from './memoryStore';

const start = Date.parse('2026-03-10T12:00:00Z');

/** A tenant whose blobs hold one record each, of their name. */
class Tenant {
  readonly store = new MemoryStore();
  readonly windows: (ContentWindow & { readonly contentType: ContentType })[] = [];
  readonly fetched: string[] = [];
  readonly priorities = new Set<string | undefined>();
  now = start;
  /** When each was created. */
  blobs = new Map<string, number>();
  subscriptions: readonly Subscription[] = [{ contentType: 'Audit.Exchange', status: 'enabled' }];
  onList: (contentType: ContentType) => void = () => undefined;
  onFetch: (contentId: string) => void = () => undefined;
  readonly sync: TenantSync;

  constructor() {
    const client: TenantSyncOptions['client'] = {
      listSubscriptions: () => Promise.resolve(this.subscriptions),
      listContent: this.list.bind(this),
      fetchBlob: (uri, _signal, priority) => {
        this.priorities.add(priority);
        const contentId = uri.slice('https://x/'.length);
        this.onFetch(contentId);
        this.fetched.push(contentId);
        return Promise.resolve(new TextEncoder().encode(JSON.stringify([{ Id: contentId }])));
      },
    };
    const timing = { now: () => this.now, elapsed: () => this.now };
    this.sync = new TenantSync({ client, store: this.store, tenantId: 't', timing, concurrency: 1 });
  }

  private async *list(
    ...[contentType, window, , priority]: Parameters<TenantSyncOptions['client']['listContent']>
  ): ReturnType<TenantSyncOptions['client']['listContent']> {
    this.windows.push({ contentType, ...window });
    this.priorities.add(priority);
    this.onList(contentType);
    yield await Promise.resolve(
      [...this.blobs]
        .filter(([, created]) => window.start <= created && created < window.end)
        .map(([contentId, created]) => ({
          contentType,
          contentId,
          contentUri: `https://x/${contentId}`,
          created,
          expires: created + retentionMs,
        })),
    );
  }
}

describe('which windows are listed', () => {
  it('are all at first, and then those that were not settled', async () => {
    const tenant = new Tenant();
    await tenant.sync.run();
    expect(tenant.windows).toHaveLength(8);
    expect(tenant.windows[0]?.start).toBe(start - retentionMs + retentionMarginMs);

    tenant.windows.length = 0;
    tenant.now += hourMs;
    await tenant.sync.run();
    expect(tenant.windows.map((window) => [window.start, window.end])).toEqual([
      [start - dayMs, start - dayMs / 2],
      [start - dayMs / 2, start + hourMs],
    ]);
  });

  it('are those of a range that is asked for', async () => {
    const tenant = new Tenant();
    const range = { start: start - 3 * dayMs, end: start - 2 * dayMs };
    await tenant.sync.run({ range });
    expect(tenant.windows).toHaveLength(2);
    await tenant.sync.run({ range });
    expect(tenant.windows).toHaveLength(2);
    await tenant.sync.run();
    expect(tenant.windows.length).toBeGreaterThan(2);
    expect(tenant.windows.slice(2).map(({ start: from }) => from)).not.toContain(range.start);
  });

  it('bring a blob that came late, and no other twice', async () => {
    const tenant = new Tenant();
    tenant.blobs.set('early', start - hourMs);
    await tenant.sync.run();
    tenant.blobs.set('late', start - 2 * hourMs);
    tenant.now += 12 * hourMs;
    await tenant.sync.run();
    expect(tenant.fetched).toEqual(['early', 'late']);
  });
});

describe('content types', () => {
  it('are those with an enabled subscription, or those that are named', async () => {
    const tenant = new Tenant();
    tenant.subscriptions = [
      { contentType: 'Audit.General', status: 'enabled' },
      { contentType: 'Audit.SharePoint', status: 'disabled' },
    ];
    const { contentTypes, notSubscribed } = await tenant.sync.run();
    expect(contentTypes.map(({ contentType }) => contentType)).toEqual(['Audit.General']);
    expect(notSubscribed).toEqual(['Audit.AzureActiveDirectory', 'Audit.Exchange', 'Audit.SharePoint', 'DLP.All']);

    const named = await tenant.sync.run({ contentTypes: ['DLP.All'] });
    expect(named).toMatchObject({ contentTypes: [{ contentType: 'DLP.All' }], notSubscribed: [] });
  });

  it('that the service refuses do not stop the others', async () => {
    const tenant = new Tenant();
    tenant.blobs.set('a', start - hourMs);
    const refusal = new ApiError({ status: 400, code: 'AF20022', raw: '' });
    tenant.onList = (contentType) => {
      if (contentType === 'Audit.Exchange') {
        throw refusal;
      }
    };
    const { contentTypes } = await tenant.sync.run({ contentTypes: ['Audit.Exchange', 'DLP.All'] });
    expect(contentTypes).toMatchObject([
      { contentType: 'Audit.Exchange', error: refusal.data },
      { contentType: 'DLP.All', summary: { fetched: 1 } },
    ]);
  });

  it('all stop without a token, but not for DLP.All alone', async () => {
    const tenant = new Tenant();
    const noToken = new EngineError({ kind: 'signIn', message: 'Not for you.' });
    tenant.onList = () => {
      throw noToken;
    };
    await expect(tenant.sync.run()).rejects.toBe(noToken);
    const { contentTypes } = await tenant.sync.run({ contentTypes: ['DLP.All'] });
    expect(contentTypes).toEqual([{ contentType: 'DLP.All', error: noToken.data }]);
  });
});

describe('blobs that fail', () => {
  const broken = new EngineError({ kind: 'network', message: 'Broken.' });

  it('are tried less and less in the background, and at once when someone asks', async () => {
    const tenant = new Tenant();
    tenant.blobs.set('a', start - hourMs);
    let tries = 0;
    tenant.onFetch = () => {
      tries += 1;
      throw broken;
    };
    const turn = (isBackground: boolean): Promise<unknown> => tenant.sync.run({ isBackground });
    await turn(true);
    expect(tenant.store.blobs.get('a')).toMatchObject({ state: 'failed', attempts: 1, retryAt: start + 5 * 60_000 });
    await turn(true);
    expect(tries).toBe(1);
    tenant.now += 5 * 60_000;
    await turn(true);
    expect(tenant.store.blobs.get('a')).toMatchObject({ attempts: 2, retryAt: tenant.now + 10 * 60_000 });
    await turn(false);
    expect(tries).toBe(3);
    expect(tenant.priorities).toEqual(new Set(['bulk', 'interactive']));
  });

  it('are listed again, since the address may have been wrong', async () => {
    const tenant = new Tenant();
    const created = start - 3 * dayMs;
    tenant.blobs.set('a', created);
    tenant.onFetch = () => {
      throw broken;
    };
    await tenant.sync.run();
    tenant.windows.length = 0;
    await tenant.sync.run();
    expect(tenant.windows).toContainEqual({ contentType: 'Audit.Exchange', start: created, end: created + hourMs });
  });

  it('are lost when they expire, which is told once, with the reason', async () => {
    const tenant = new Tenant();
    tenant.blobs.set('a', start - 6 * dayMs);
    tenant.onFetch = () => {
      throw broken;
    };
    await tenant.sync.run();
    tenant.now += 2 * dayMs;
    const { contentTypes } = await tenant.sync.run();
    expect(contentTypes[0]?.summary?.failures).toEqual([
      {
        contentId: 'a',
        state: 'lost',
        reason: 'It expired on 2026-03-11T12:00:00Z, before it was fetched. The last try failed: Broken.',
      },
    ]);
    expect(tenant.store.blobs.get('a')).toMatchObject({ state: 'lost' });
    expect((await tenant.sync.run()).contentTypes[0]?.summary?.failures).toEqual([]);
  });
});

describe('hours that the service no longer has', () => {
  it('are told once, after a pause that was too long', async () => {
    const tenant = new Tenant();
    const first = await tenant.sync.run();
    expect(first.contentTypes[0]?.summary).not.toHaveProperty('expired');
    tenant.now += 9 * dayMs;
    const second = await tenant.sync.run();
    expect(second.contentTypes[0]?.summary?.expired).toEqual({
      start,
      end: tenant.now - retentionMs + retentionMarginMs,
    });
    const third = await tenant.sync.run();
    expect(third.contentTypes[0]?.summary).not.toHaveProperty('expired');
  });

  it('are told of a range, as far as they were never listed', async () => {
    const tenant = new Tenant();
    await tenant.sync.run();
    tenant.now += 9 * dayMs;
    const range = { start: start - 4 * dayMs, end: tenant.now };
    const { contentTypes } = await tenant.sync.run({ range });
    expect(contentTypes[0]?.summary?.expired?.start).toBe(start);
  });

  it('are not told of a range that was all that was available a moment before', async () => {
    const tenant = new Tenant();
    const range = { start: tenant.now - retentionMs + retentionMarginMs, end: tenant.now };
    tenant.now += 60_000;
    const { contentTypes } = await tenant.sync.run({ range });
    expect(contentTypes[0]?.summary).not.toHaveProperty('expired');
  });
});

describe('progress', () => {
  it('counts windows, then blobs, records and bytes, and tells the time left as soon as it can', async () => {
    const tenant = new Tenant();
    const told: TenantSyncProgress[] = [];
    for (let index = 0; index < 4; index += 1) {
      tenant.blobs.set(`blob${index}`, start - 2 * hourMs + index);
    }
    tenant.onFetch = () => {
      tenant.now += 1_000;
    };
    await tenant.sync.run({ onProgress: (progress) => told.push(progress) });
    expect(told[0]).toMatchObject({ phase: 'listing', windowsDone: 0, windowsTotal: 8, contentTypesTotal: 1 });
    const fetching = told.filter(({ phase, contentTypesDone }) => phase === 'fetching' && contentTypesDone === 0);
    expect(fetching.map(({ blobsDone, remainingMs }) => [blobsDone, remainingMs])).toEqual([
      [0, undefined],
      [1, undefined],
      [2, 2_000],
      [3, 1_000],
      [4, 0],
      [4, 0],
    ]);
    expect(told.at(-1)).toMatchObject({
      contentTypesDone: 1,
      windowsDone: 8,
      blobsDone: 4,
      blobsTotal: 4,
      records: 4,
      bytes: 4 * '[{"Id":"blob0"}]'.length,
    });
  });
});
