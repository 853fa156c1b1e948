import { describe, expect, it, vi } from 'vitest';
import type { SyncProgress, SyncSummary } from '../../../../src/core/protocol/archiveProtocol';
import { hourMs } from '../../../../src/core/api/contentWindow';
import { SpeedMeter } from '../../../../src/extension/sync/speedMeter';
import { syncFraction, syncProgressText } from '../../../../src/extension/sync/syncProgressText';
import { sumUpSyncs } from '../../../../src/extension/sync/syncTotals';

vi.mock('vscode', () => import('../vscodeStandIn'));

const progress: SyncProgress = {
  progressToken: 'p',
  contentType: 'Audit.Exchange',
  phase: 'fetching',
  contentTypesDone: 1,
  contentTypesTotal: 4,
  windowsDone: 8,
  windowsTotal: 8,
  blobsDone: 10,
  blobsTotal: 40,
  records: 3456,
  bytes: 5_000_000,
};

describe('the progress of a sync', () => {
  it('says what is done, how fast, and how long it takes', () => {
    expect(syncProgressText({ ...progress, remainingMs: 130_000 }, { records: 1200.4, bytes: 1.44e6 }, 'en')).toBe(
      'Exchange: 10 of 40 blobs, 3,456 new records · 1,200 records/s, 1.4 MB/s · 2 minutes left',
    );
  });

  it('says no more than is known', () => {
    const listing = { ...progress, phase: 'listing', windowsDone: 3 } as const;
    expect(syncProgressText(listing, undefined, 'en')).toBe('Exchange: listing, 3 of 8 windows');
    expect(syncProgressText({ ...listing, remainingMs: 10_000 }, { records: 0, bytes: 0 }, 'en')).toBe(
      'Exchange: listing, 3 of 8 windows · less than a minute left',
    );
  });

  it('counts no records until the first of them are in the archive', () => {
    expect(syncProgressText({ ...progress, records: 0 }, { records: 0, bytes: 1.44e6 }, 'en')).toBe(
      'Exchange: 10 of 40 blobs · 1.4 MB/s',
    );
  });

  it('counts content types alike, and of the present one its blobs', () => {
    expect(syncFraction(progress)).toBe(0.3125);
    expect(syncFraction({ ...progress, phase: 'listing' })).toBe(0.25);
    expect(syncFraction({ ...progress, contentTypesTotal: 0 })).toBe(0);
    expect(syncFraction({ ...progress, contentTypesDone: 4, blobsDone: 40 })).toBe(1);
  });
});

describe('SpeedMeter', () => {
  it('tells the speed of late, and nothing before there is one', () => {
    const meter = new SpeedMeter();
    expect(meter.measure({ at: 0, records: 0, bytes: 0 })).toBeUndefined();
    expect(meter.measure({ at: 500, records: 100, bytes: 100 })).toBeUndefined();
    expect(meter.measure({ at: 2_000, records: 400, bytes: 2_000 })).toEqual({ records: 200, bytes: 1_000 });
    // What is ten seconds old no longer counts.
    expect(meter.measure({ at: 12_000, records: 400, bytes: 2_000 })).toEqual({ records: 0, bytes: 0 });
  });
});

describe('sumUpSyncs', () => {
  it('adds what came, and the hours that the service no longer had', () => {
    const failure = { contentId: 'x', state: 'lost', reason: 'gone' } as const;
    const summary = { fetched: 2, alreadyArchived: 1, records: 10, duplicates: 0, failures: [failure] };
    const sync: SyncSummary = {
      contentTypes: [
        { contentType: 'Audit.Exchange', summary: { ...summary, expired: { start: 0, end: 1.5 * hourMs } } },
        // The margin that is kept clear of the 7 days is no loss.
        { contentType: 'Audit.General', summary: { ...summary, failures: [], expired: { start: 0, end: 60_000 } } },
        { contentType: 'DLP.All', error: { kind: 'api', message: 'no' } },
      ],
      notSubscribed: [],
    };
    expect(sumUpSyncs([sync, sync])).toEqual({
      leftOut: 0,
      fetched: 8,
      records: 40,
      failures: [failure, failure],
      lostHours: 3,
    });
  });
});
