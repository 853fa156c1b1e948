import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentTypes } from '../../../../src/core/api/contentType';
import { retentionMs } from '../../../../src/core/api/contentWindow';
import type { FetchSummary } from '../../../../src/core/protocol/contentProtocol';
import { ManagementApiClient } from '../../../../src/engine/api/managementApiClient';
import { Archive } from '../../../../src/engine/archive/archive';
import { ContentSync } from '../../../../src/engine/sync/contentSync';
import type { SandboxOptions } from '../../../../src/sandbox/sandbox';
import { startSandbox } from '../../../../src/sandbox/sandbox';
import { FakeTiming } from '../../../unit/engine/api/fakeTiming';

const workloads = ['Exchange', 'SharePoint', 'AzureActiveDirectory', 'MicrosoftTeams'];
const recordCount = 200;

let folder: string;
let recordsFile: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sandbox-sync-'));
  recordsFile = path.join(folder, 'records.ndjson');
  const lines = Array.from({ length: recordCount }, (_, index) =>
    JSON.stringify({
      Id: `00000000-0000-0000-0000-${String(index).padStart(12, '0')}`,
      CreationTime: '2026-03-03T08:00:00',
      Operation: 'FileAccessed',
      Workload: workloads[index % workloads.length],
      RecordType: 6,
    }),
  );
  await writeFile(recordsFile, lines.join('\n'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Syncs all that a demo tenant of these options has, twice, into a new archive. */
async function syncTwice(
  options: SandboxOptions,
): Promise<{ first: FetchSummary; second: FetchSummary; waits: number }> {
  const timing = new FakeTiming();
  const sandbox = await startSandbox({ recordsFile, now: () => timing.now(), pageSize: 3, ...options });
  const archive = await Archive.open(await mkdtemp(path.join(folder, 'archive-')));
  const client = new ManagementApiClient({
    origin: sandbox.origin,
    tenantId: sandbox.tenantId,
    getToken: () => Promise.resolve(sandbox.token),
    timing,
  });
  const sync = new ContentSync({ client, store: archive, tenantId: sandbox.tenantId, now: () => timing.now() });
  const range = { start: timing.now() - retentionMs, end: timing.now() };
  const fetchAll = async (): Promise<FetchSummary> => {
    const summaries: FetchSummary[] = [];
    for (const contentType of contentTypes) {
      summaries.push(await sync.fetch({ contentType, range }));
    }
    return total(summaries);
  };
  try {
    const first = await fetchAll();
    return { first, waits: timing.waits.length, second: await fetchAll() };
  } finally {
    await client.close();
    await archive.close();
    await sandbox.close();
  }
}

function total(summaries: readonly FetchSummary[]): FetchSummary {
  const sum = (key: 'fetched' | 'alreadyArchived' | 'records' | 'duplicates'): number =>
    summaries.reduce((count, summary) => count + summary[key], 0);
  return {
    fetched: sum('fetched'),
    alreadyArchived: sum('alreadyArchived'),
    records: sum('records'),
    duplicates: sum('duplicates'),
    failures: summaries.flatMap((summary) => summary.failures),
  };
}

describe('the sync of a whole tenant', () => {
  it('brings in every record once, over all pages, and nothing the second time', async () => {
    const { first, second, waits } = await syncTwice({});
    expect(first).toMatchObject({ records: recordCount, failures: [] });
    expect(second).toMatchObject({ fetched: 0, alreadyArchived: first.fetched, records: 0 });
    expect(waits).toBe(0);
  });

  it.each<[string, SandboxOptions]>([
    ['internal errors', { faults: { serverError: 0.3 } }],
    ['web pages', { faults: { html: 0.3 } }],
    ['resets', { faults: { reset: 0.2 } }],
    ['bodies that are cut off', { faults: { truncate: 0.3 } }],
    ['AF429 as 403', { requestsPerMinute: 20, throttleStatus: 403 }],
    ['AF429 as 429, with single quotes', { requestsPerMinute: 20, throttleStatus: 429, singleQuotedErrors: true }],
  ])('loses nothing to %s', async (_name, options) => {
    const { first, waits } = await syncTwice(options);
    expect(first).toMatchObject({ records: recordCount, failures: [] });
    expect(waits).toBeGreaterThan(0);
  });
});
