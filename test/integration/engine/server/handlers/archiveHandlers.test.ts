import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Connection } from '../../../../../src/core/api/connection';
import { demoConnection } from '../../../../../src/core/api/connection';
import { temporaryFolder, tenantId } from '../../../../unit/engine/archive/archiveFixture';
import { firstDay, hour, keptRecord } from '../../../../unit/engine/data/keptRecords';
import { TestHost } from '../testHost';

const connection: Connection = { ...demoConnection, id: 'real', name: 'Real', cloud: 'enterprise', tenantId };
const records = [0, 24].map((hours) => keptRecord(tenantId, `${hours}`, 'DLP.All', firstDay + hours * hour));
const text = records.map((record) => `${record.text}\n`).join('');

test('records are imported, measured, exported, deleted and moved', async () => {
  const folder = await temporaryFolder();
  const archive = path.join(folder, 'archive');
  const imported = path.join(folder, 'in.ndjson');
  await writeFile(imported, text);
  const host = await TestHost.start(archive);

  const places = [imported, path.join(folder, 'absent')];
  expect(await host.request('m365Audit/importFiles', { connection, places, progressToken: 'import' })).toMatchObject([
    { file: imported, records: 2, added: 2 },
    { file: places[1], error: { kind: 'archive' } },
  ]);
  expect(host.changedTenants).toEqual([tenantId]);
  expect(host.jobProgress).toContainEqual({ progressToken: 'import', records: 2, fraction: 1 });

  const facts = await host.request('m365Audit/getArchiveFacts', { connection });
  expect(facts).toMatchObject({ folder: archive, files: 2, tenant: { records: 2, newest: firstDay + 24 * hour } });
  expect(facts.bytes).toBeGreaterThan(facts.tenant.bytes);

  const file = path.join(folder, 'out.ndjson');
  const everything = { connection, selection: {} };
  expect(await host.request('m365Audit/exportRecords', { ...everything, format: 'ndjson', file })).toEqual({
    records: 2,
    bytes: text.length,
  });
  expect(await readFile(file, 'utf8')).toBe(text);

  const plan = await host.request('m365Audit/planRetention', { connection, retention: { gigabytes: 1e-9 } });
  expect(plan).toMatchObject({ selection: { until: firstDay + 48 * hour }, size: { records: 2 } });
  expect(await host.request('m365Audit/planRetention', { connection, retention: { gigabytes: 1 } })).toBeNull();

  const selection = { until: firstDay + 24 * hour };
  const measured = await host.request('m365Audit/measureSelection', { connection, selection });
  expect(measured.records).toBe(1);
  expect(await host.request('m365Audit/deleteRecords', { connection, selection })).toEqual(measured);
  expect(host.changedTenants).toEqual([tenantId, tenantId]);

  const query = { connection, language: 'kql', text: 'AuditRecords | project Id', firstRows: 0 } as const;
  const [found] = await host.request('m365Audit/runQuery', query);
  const moved = path.join(folder, 'moved');
  expect(await host.request('m365Audit/moveArchive', { connection, folder: moved })).toMatchObject({
    folder: moved,
    files: 1,
    tenant: { records: 1 },
  });
  // What was found before is there still, and the next question goes to the new folder.
  const rows = { resultId: found?.resultId ?? '', offset: 0, limit: 9 };
  expect(await host.request('m365Audit/readResultRows', rows)).toEqual([['24']]);
  expect(await host.request('m365Audit/runQuery', { ...query, firstRows: 9 })).toMatchObject([{ rows: [['24']] }]);
  await host.request('m365Audit/importFiles', { connection, places: [imported] });
  expect(await host.request('m365Audit/getArchiveFacts', { connection })).toMatchObject({
    folder: moved,
    tenant: { records: 2 },
  });
});

test('the archive of the demo tenant is not moved', async () => {
  const folder = await temporaryFolder();
  const host = await TestHost.start();
  const params = { connection: demoConnection, folder: path.join(folder, 'moved') };
  await expect(host.request('m365Audit/moveArchive', params)).rejects.toThrow('made anew each day');
});
