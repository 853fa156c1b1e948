import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayMs } from '../../../../src/core/api/contentWindow';
import type { CommittedFile } from '../../../../src/engine/archive/log/commit';
import { filesOfStretch, stretchesOf } from '../../../../src/engine/data/stretches';
import { anySelection, firstDay, isSelected, keptRecord } from './keptRecords';

const files = fc.array(
  fc
    .record({ day: fc.option(fc.integer({ min: 0, max: 4 })), records: fc.integer({ min: 1, max: 250_000 }) })
    .map(({ day, records }): CommittedFile => {
      const name =
        day === null ? '__HIVE_DEFAULT_PARTITION__' : new Date(firstDay + day * dayMs).toISOString().slice(0, 10);
      return { path: `records/TenantId=t/ContentType=DLP.All/Day=${name}/x.parquet`, contentType: 'DLP.All', records };
    }),
);

test('each selected record is in one stretch, and stretches are in order', () => {
  fc.assert(
    fc.property(files, anySelection, fc.integer({ min: 0, max: 5 * dayMs - 1 }), (all, selection, offset) => {
      const stretches = [...stretchesOf(all, selection)];
      const starts = stretches.map((stretch) => Math.max(stretch.day ?? Infinity, stretch.selection.from ?? -Infinity));
      expect(starts).toEqual(starts.toSorted((one, other) => one - other));
      for (const file of all) {
        const timed = !file.path.includes('HIVE');
        const day = Date.parse(/Day=(.{10})/.exec(file.path)?.[1] ?? '');
        const time = timed ? day + (offset % dayMs) : undefined;
        const record = keptRecord('t', '1', 'DLP.All', time);
        const holders = stretches.filter(
          (stretch) => isSelected(record, stretch.selection) && filesOfStretch(all, stretch).includes(file),
        );
        expect(holders).toHaveLength(isSelected(record, selection) ? 1 : 0);
      }
    }),
  );
});
