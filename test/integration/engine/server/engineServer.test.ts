import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CancellationTokenSource, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import type { Connection } from '../../../../src/core/api/connection';
import { demoConnection } from '../../../../src/core/api/connection';
import { contentTypes } from '../../../../src/core/api/contentType';
import { dayMs } from '../../../../src/core/api/contentWindow';
import { protocolVersion } from '../../../../src/core/protocol/engineProtocol';
import type { Sandbox } from '../../../../src/sandbox/sandbox';
import { startSandbox } from '../../../../src/sandbox/sandbox';
import { z } from 'zod';
import { TestHost } from './testHost';

const contentType = 'Audit.Exchange';
const lastDay = { start: Date.now() - dayMs, end: Date.now() };

let folder: string;
let archiveFolder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'engine-server-'));
  archiveFolder = path.join(folder, 'archive');
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function failure(request: Promise<unknown>): Promise<unknown> {
  return request.then(
    () => expect.unreachable('It should have failed.'),
    (error: unknown) => error,
  );
}

it('refuses a host of another version', async () => {
  const host = new TestHost();
  await expect(host.initialize(archiveFolder, protocolVersion + 1)).rejects.toThrow('different versions');
});

describe('the demo tenant', () => {
  const connection = demoConnection;
  const today = new Date().toISOString().slice(0, 10);
  const host = new TestHost();

  beforeAll(async () => {
    await mkdir(path.join(folder, 'demo-archive', '2020-01-01'), { recursive: true });
    await host.initialize(archiveFolder);
  });

  afterAll(async () => {
    await host.shutdown();
  });

  it('needs no token, and has the five content types', async () => {
    const subscriptions = await host.request('m365Audit/listSubscriptions', { connection });
    expect(subscriptions.map((subscription) => subscription.contentType)).toEqual(contentTypes);
    expect(host.tokenRequests).toEqual([]);
  });

  it('starts and stops a subscription', async () => {
    const params = { connection, contentType: 'DLP.All' } as const;
    const statusOf = async (): Promise<string | undefined> => {
      const subscriptions = await host.request('m365Audit/listSubscriptions', { connection });
      return subscriptions.find((subscription) => subscription.contentType === 'DLP.All')?.status;
    };
    expect(await host.request('m365Audit/startSubscription', params)).toMatchObject({ status: 'enabled' });
    expect(await statusOf()).toBe('enabled');
    expect(await host.request('m365Audit/stopSubscription', params)).toBeNull();
    expect(await statusOf()).not.toBe('enabled');
  });

  it('lists, fetches with progress, and reads what it fetched', async () => {
    const range = lastDay;
    const listing = await host.request('m365Audit/listContent', { connection, contentType, range });
    const [first, second] = listing.blobs;
    expect(first?.state).toBe('listed');
    const contentId = first?.contentId ?? '';

    const live = await host.request('m365Audit/readBlob', { connection, contentType, contentId });
    const summary = await host.request('m365Audit/fetchContent', {
      connection,
      contentType,
      range,
      contentIds: [contentId],
      progressToken: 'p',
    });
    expect(summary).toMatchObject({ fetched: 1, failures: [] });
    expect(summary.records).toBeGreaterThan(0);
    expect(host.progress.at(-1)).toEqual({
      progressToken: 'p',
      blobsDone: 1,
      blobsTotal: 1,
      records: summary.records,
    });
    expect(host.changedTenants).toEqual([connection.tenantId]);

    const archived = await host.request('m365Audit/readBlob', { connection, contentType, contentId });
    expect(JSON.parse(archived.text)).toEqual(JSON.parse(live.text));
    expect(archived.created).toBe(first?.created);

    const again = await host.request('m365Audit/listContent', { connection, contentType, range });
    expect(again.blobs.find((blob) => blob.contentId === contentId)?.state).toBe('archived');
    expect(again.blobs.find((blob) => blob.contentId === second?.contentId)?.state).toBe('listed');
  });

  it('reads a record, and says when it has none', async () => {
    const [result] = await host.request('m365Audit/runQuery', {
      connection,
      language: 'kql',
      text: 'AuditExchange | take 1 | project Id',
      firstRows: 1,
    });
    const recordId = z.string().parse(result?.rows[0]?.[0]);
    const record = await host.request('m365Audit/readRecord', { connection, recordId });
    expect(JSON.parse(record.text)).toMatchObject({ Id: recordId });
    expect(record.created).toBeGreaterThan(0);
    expect(await failure(host.request('m365Audit/readRecord', { connection, recordId: 'unknown' }))).toMatchObject({
      data: { kind: 'notFound', action: 'fetch' },
    });
  });

  it('says that it does not know a blob, rather than give an empty one', async () => {
    const request = host.request('m365Audit/readBlob', { connection, contentType, contentId: 'unknown' });
    expect(await failure(request)).toMatchObject({ data: { kind: 'notFound' } });
  });

  it('keeps results until they are released', async () => {
    const query = { connection, language: 'kql', text: 'AuditExchange | project Operation', firstRows: 1 } as const;
    const [result] = await host.request('m365Audit/runQuery', query);
    expect(result?.columns).toEqual([{ name: 'Operation', type: 'string' }]);
    expect(result?.rows).toHaveLength(1);
    const resultId = result?.resultId ?? '';
    const rows = await host.request('m365Audit/readResultRows', { resultId, offset: 0, limit: 1_000 });
    expect(rows).toHaveLength(result?.rowCount ?? -1);

    expect(await host.request('m365Audit/releaseResults', { resultIds: [resultId] })).toBeNull();
    expect(await failure(host.request('m365Audit/readResultRows', { resultId, offset: 0, limit: 1 }))).toMatchObject({
      data: { kind: 'notFound' },
    });
  });

  it('says where a query is wrong', async () => {
    const query = { connection, language: 'kql', text: 'AuditExchange | where Nothing == 1', firstRows: 1 } as const;
    expect(await failure(host.request('m365Audit/runQuery', query))).toMatchObject({
      data: { kind: 'query', start: 22, length: 7 },
    });
  });

  it('still opens what an earlier engine listed, whose demo tenant had another port', async () => {
    const { blobs } = await host.request('m365Audit/listContent', { connection, contentType, range: lastDay });
    const contentId = blobs.find((blob) => blob.state === 'listed')?.contentId ?? '';
    const next = new TestHost();
    await next.initialize(archiveFolder);
    const { text } = await next.request('m365Audit/readBlob', { connection, contentType, contentId });
    expect(JSON.parse(text)).not.toHaveLength(0);
    await next.shutdown();
  });

  it('keeps an archive of its own for today, and deletes those of earlier days', async () => {
    expect(await readdir(path.join(folder, 'demo-archive'))).toEqual([today]);
  });
});

describe('a tenant that needs a token', () => {
  const host = new TestHost();
  let sandbox: Sandbox;
  let connection: Connection;
  let serviceDelay = 0;

  beforeAll(async () => {
    sandbox = await startSandbox({ now: () => Date.now() + serviceDelay });
    connection = { id: 'own', name: 'Own', cloud: sandbox.origin, tenantId: sandbox.tenantId };
    await host.initialize(archiveFolder);
  });

  afterAll(async () => {
    await host.shutdown();
    await sandbox.close();
  });

  it('passes on that nobody is signed in', async () => {
    const data = { kind: 'signIn', message: 'Nobody is signed in to Own.' };
    host.token = new ResponseError(LSPErrorCodes.RequestFailed, data.message, data);
    expect(await failure(host.request('m365Audit/listSubscriptions', { connection }))).toMatchObject({
      data: { ...data, action: 'signIn' },
    });
  });

  it('asks for another token when the last is refused', async () => {
    host.token = 'wrong';
    host.tokenRequests.length = 0;
    expect(await failure(host.request('m365Audit/listSubscriptions', { connection }))).toMatchObject({
      data: { kind: 'api', action: 'signIn' },
    });
    host.token = sandbox.token;
    await host.request('m365Audit/listSubscriptions', { connection });
    expect(host.tokenRequests.map(({ resource, refresh }) => ({ resource, refresh }))).toEqual([
      { resource: 'https://manage.office.com', refresh: false },
      { resource: 'https://manage.office.com', refresh: true },
      { resource: 'https://manage.office.com', refresh: true },
    ]);
    expect(host.logged.join('\n')).not.toContain(sandbox.token);
  });

  it('refuses a connection that could not be an address', async () => {
    const wrong = { ...connection, id: 'wrong', tenantId: '../../other' };
    expect(await failure(host.request('m365Audit/listSubscriptions', { connection: wrong }))).toMatchObject({
      data: { code: 'InvalidConnection' },
    });
    const query = { connection: wrong, language: 'kql', text: 'AuditGeneral', firstRows: 1 } as const;
    expect(await failure(host.request('m365Audit/runQuery', query))).toMatchObject({
      data: { code: 'InvalidConnection' },
    });
    const nowhere = { ...connection, id: 'nowhere', cloud: 'http://example.com' };
    expect(await failure(host.request('m365Audit/listSubscriptions', { connection: nowhere }))).toMatchObject({
      data: { code: 'InvalidConnection' },
    });
  });

  it('says that a blob has expired, rather than give an empty one', async () => {
    const { blobs } = await host.request('m365Audit/listContent', { connection, contentType, range: lastDay });
    const contentId = blobs[0]?.contentId ?? '';
    serviceDelay = 8 * dayMs;
    // Another client than the other tests', because it learns the service's clock.
    const later = { ...connection, id: 'later' };
    const request = host.request('m365Audit/readBlob', { connection: later, contentType, contentId });
    expect(await failure(request)).toMatchObject({ data: { kind: 'notFound', code: 'AF20051' } });
    serviceDelay = 0;
  });

  it('ends a fetch when it is cancelled', async () => {
    const cancel = new CancellationTokenSource();
    const range = { start: Date.now() - 6 * dayMs, end: Date.now() };
    const request = failure(
      host.request('m365Audit/fetchContent', { connection, contentType, range, progressToken: 'c' }, cancel),
    );
    await expect.poll(() => host.progress.length).toBeGreaterThan(0);
    cancel.cancel();
    expect(await request).toMatchObject({ code: LSPErrorCodes.RequestCancelled });
  });
});
