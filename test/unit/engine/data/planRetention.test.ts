import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayMs } from '../../../../src/core/api/contentWindow';
import { planRetention, retainedFrom } from '../../../../src/engine/data/planRetention';
import { openArchive, temporaryFolder, tenantId } from '../archive/archiveFixture';
import { firstDay, hour, keep, keptRecord } from './keptRecords';

const daySizes = fc.uniqueArray(
  fc.record({
    day: fc.integer({ min: 0, max: 50 }).map((day) => firstDay + day * dayMs),
    bytes: fc.nat(3_000_000_000),
  }),
  { selector: ({ day }) => day },
);

function bytesFrom(days: readonly { readonly day: number; readonly bytes: number }[], from: number): number {
  return days.filter(({ day }) => day >= from).reduce((sum, { bytes }) => sum + bytes, 0);
}

test('gigabytes keep as many of the youngest days as fit, and no more', () => {
  fc.assert(
    fc.property(daySizes, fc.double({ min: 0, max: 20, noNaN: true }), (days, gigabytes) => {
      const from = retainedFrom(days, { gigabytes }, firstDay);
      const limit = gigabytes * 1e9;
      if (from === undefined) {
        expect(bytesFrom(days, -Infinity)).toBeLessThanOrEqual(limit);
      } else {
        expect(bytesFrom(days, from)).toBeLessThanOrEqual(limit);
        // The day before would be too much.
        expect(bytesFrom(days, from - dayMs)).toBeGreaterThan(limit);
      }
    }),
  );
});

test('days keep so many whole days, and what there is of today; the narrower limit holds', () => {
  fc.assert(
    fc.property(
      daySizes,
      fc.integer({ min: 1, max: 60 }),
      fc.nat(60 * 24),
      fc.nat(9),
      (days, kept, hours, gigabytes) => {
        const now = firstDay + hours * hour;
        const from = retainedFrom(days, { days: kept }, now) ?? NaN;
        expect(from % dayMs).toBe(0);
        expect(now - from).toBeGreaterThanOrEqual(kept * dayMs);
        expect(now - from).toBeLessThan((kept + 1) * dayMs);
        const bySize = retainedFrom(days, { gigabytes }, now) ?? -Infinity;
        expect(retainedFrom(days, { days: kept, gigabytes }, now)).toBe(Math.max(from, bySize));
      },
    ),
  );
  expect(retainedFrom([{ day: firstDay, bytes: 1e12 }], {}, firstDay)).toBeUndefined();
});

test('a plan says what goes, and is none where nothing goes', async () => {
  const archive = await openArchive(await temporaryFolder());
  const times = [firstDay, firstDay + 23 * hour, firstDay + dayMs, firstDay + 3 * dayMs, undefined];
  await keep(
    archive,
    times.map((time, index) => keptRecord(tenantId, `${index}`, index === 1 ? 'DLP.All' : 'Audit.Exchange', time)),
  );
  const now = firstDay + 3 * dayMs + hour;
  expect(await planRetention(archive, { tenantId, retention: { days: 2 }, now })).toMatchObject({
    selection: { until: firstDay + dayMs },
    size: {
      records: 2,
      contentTypes: [
        { contentType: 'Audit.Exchange', records: 1 },
        { contentType: 'DLP.All', records: 1 },
      ],
      oldest: firstDay,
      newest: firstDay + 23 * hour,
    },
  });
  expect(await planRetention(archive, { tenantId, retention: { days: 3 }, now })).toBeUndefined();
  expect(await planRetention(archive, { tenantId, retention: { gigabytes: 1 }, now })).toBeUndefined();
  expect(await planRetention(archive, { tenantId, retention: { gigabytes: 0 }, now })).toMatchObject({
    selection: { until: firstDay + 4 * dayMs },
    size: { records: 4 },
  });
  expect(await planRetention(archive, { tenantId: 'other', retention: { days: 1 }, now })).toBeUndefined();
});
