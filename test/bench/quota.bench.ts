import { describe, expect, it, onTestFinished } from 'vitest';
import { dayMs } from '../../src/core/api/contentWindow';
import { ManagementApiClient } from '../../src/engine/api/managementApiClient';
import { QuotaKeeper } from '../../src/engine/api/quotaKeeper';
import type { ListedBlob } from '../../src/engine/archive/archiveTypes';
import { forEachConcurrently } from '../../src/engine/forEachConcurrently';
import { startSandbox } from '../../src/sandbox/sandbox';
import { report } from './measurement';
import { ScaledTiming } from './scaledTiming';

const contentType = 'Audit.Exchange';
const requestsPerMinute = 2_000;
const minuteMs = 60_000;
/** A minute takes 10 seconds: slow enough for two cores, which play the service as well. */
const speed = 6;
/** As many downloads as a sync has at a time. */
const concurrency = 8;

interface Outcome {
  /** In the faster time. */
  readonly elapsedMs: number;
  /** Answers that there were too many requests, whether or not another try passed. */
  readonly throttled: number;
  /** Blobs that did not come in the end. */
  readonly failed: number;
}

/** Fetches so many blobs from a demo tenant that keeps the quota, both in the same faster time. */
async function fetchBlobs(count: number): Promise<Outcome> {
  const timing = new ScaledTiming(speed);
  const sandbox = await startSandbox({ now: () => timing.now(), requestsPerMinute });
  let throttled = 0;
  const client = new ManagementApiClient({
    origin: sandbox.origin,
    tenantId: sandbox.tenantId,
    getToken: () => Promise.resolve(sandbox.token),
    quota: new QuotaKeeper({ requestsPerMinute, timing }),
    timing,
    onRetry: (error) => {
      throttled += error.data.code === 'AF429' ? 1 : 0;
    },
  });
  onTestFinished(async () => {
    await client.close();
    await sandbox.close();
  });
  const listed = await listYesterday(client, timing.now());
  const blobs = Array.from({ length: count }, (_, index) => listed[index % listed.length]);
  let failed = 0;
  const started = timing.elapsed();
  await forEachConcurrently(blobs, concurrency, undefined, async (blob, signal) => {
    await client.fetchBlob(blob?.contentUri ?? '', signal, 'bulk').catch(() => {
      failed += 1;
    });
  });
  return { elapsedMs: timing.elapsed() - started, throttled, failed };
}

async function listYesterday(client: ManagementApiClient, now: number): Promise<readonly ListedBlob[]> {
  const end = Math.floor(now / 1_000) * 1_000;
  const blobs: ListedBlob[] = [];
  for await (const page of client.listContent(contentType, { start: end - dayMs, end })) {
    blobs.push(...page);
  }
  return blobs;
}

describe('the quota', () => {
  it('lets 3,000 blobs come in the time that it allows', async (context) => {
    const blobs = 3_000;
    const { elapsedMs, throttled, failed } = await fetchBlobs(blobs);
    const ratio = elapsedMs / ((blobs / requestsPerMinute) * minuteMs);
    report(context, {
      measured: `${ratio.toFixed(3)} of the ideal time, ${failed} failed, ${throttled} AF429`,
      limit: '1.050 of the ideal time, 0 failed',
    });
    expect(ratio).toBeLessThanOrEqual(1.05);
    expect(failed).toBe(0);
  });

  it('is used to 95 % by steady traffic, which the service never refuses', async (context) => {
    const blobs = 2 * requestsPerMinute;
    const { elapsedMs, throttled, failed } = await fetchBlobs(blobs);
    const share = (100 * blobs * minuteMs) / (elapsedMs * requestsPerMinute);
    report(context, {
      measured: `${share.toFixed(1)} % of the quota, ${failed} failed, ${throttled} AF429`,
      limit: '95 % of the quota, 0 failed, 0 AF429',
    });
    expect(share).toBeGreaterThanOrEqual(95);
    expect({ throttled, failed }).toEqual({ throttled: 0, failed: 0 });
  });
});
