import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contentTypes } from '../../../../src/core/api/contentType';
import { measureSelection } from '../../../../src/engine/data/measureSelection';
import { openArchive, temporaryFolder, tenantId } from '../archive/archiveFixture';
import { anySelection, isSelected, keep, keptRecord, recordFacts } from './keptRecords';

const otherTenant = '99999999-2222-3333-4444-555555555555';

test('a selection holds what a plain filter finds, whatever it is', async () => {
  const facts = fc.sample(fc.array(recordFacts, { minLength: 60, maxLength: 60 }), { numRuns: 1, seed: 7 })[0] ?? [];
  const records = facts.map(({ contentType, time }, index) => keptRecord(tenantId, `${index}`, contentType, time));
  const archive = await openArchive(await temporaryFolder());
  // In two steps, so that days have several files.
  await keep(archive, records.slice(0, 30));
  await keep(archive, records.slice(30));
  await keep(archive, [keptRecord(otherTenant, 'x', 'DLP.All', 0)]);
  await fc.assert(
    fc.asyncProperty(anySelection, async (selection) => {
      const selected = records.filter((record) => isSelected(record, selection));
      const times = selected.flatMap(({ time }) => time ?? []);
      const { bytes, ...size } = await measureSelection(archive, { tenantId, selection });
      expect(size).toEqual({
        records: selected.length,
        contentTypes: contentTypes
          .map((contentType) => ({
            contentType,
            records: selected.filter((record) => record.contentType === contentType).length,
          }))
          .filter((count) => count.records > 0),
        ...(times.length === 0 ? {} : { oldest: Math.min(...times), newest: Math.max(...times) }),
      });
      expect(bytes > 0).toBe(selected.length > 0);
    }),
    { numRuns: 60 },
  );
  expect((await measureSelection(archive, { selection: {} })).records).toBe(61);
});

test('opens no file whose facts tell enough', async () => {
  const archive = await openArchive(await temporaryFolder());
  const { measureFiles } = await import('../../../../src/engine/data/measureSelection');
  const day = Date.UTC(2026, 4, 2);
  // A file that is not there: to open it would fail.
  const file = {
    path: `records/TenantId=${tenantId}/ContentType=Audit.Exchange/Day=2026-05-02/absent.parquet`,
    contentType: 'Audit.Exchange',
    records: 5,
    bytes: 500,
    oldest: day + 1_000,
    newest: day + 2_000,
  } as const;
  const size = { records: 5, bytes: 500, contentTypes: [{ contentType: 'Audit.Exchange', records: 5 }] };
  const measure = (from?: number, until?: number): Promise<object> =>
    measureFiles(archive, [file], {
      ...(from === undefined ? {} : { from }),
      ...(until === undefined ? {} : { until }),
    });
  expect(await measure(day + 1_000, day + 2_001)).toEqual({ ...size, oldest: day + 1_000, newest: day + 2_000 });
  expect(await measure()).toMatchObject(size);
  expect(await measure(day + 2_001)).toMatchObject({ records: 0 });
  expect(await measure(undefined, day + 1_000)).toMatchObject({ records: 0 });
  await expect(measure(day + 1_001)).rejects.toThrow();
});
