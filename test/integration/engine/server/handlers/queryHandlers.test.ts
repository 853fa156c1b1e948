import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { demoConnection, type Connection } from '../../../../../src/core/api/connection';
import type { RunQueryParams } from '../../../../../src/core/protocol/queryProtocol';
import type { ResultView } from '../../../../../src/core/protocol/resultProtocol';
import { temporaryFolder, tenantId } from '../../../../unit/engine/archive/archiveFixture';
import { TestHost } from '../testHost';

const connection: Connection = { ...demoConnection, id: 'real', name: 'Real', cloud: 'enterprise', tenantId };
const language = 'kql';
const view: ResultView = { sort: [{ column: 0, descending: true }], filters: [], search: '1' };

test('a result is sorted, searched, counted, exported and queried, until it is released', async () => {
  const folder = await temporaryFolder();
  const host = await TestHost.start();
  const text = '\nset notruncation; range x from 1 to 20 step 1 | render card with (title="Sum")';
  const [found] = await host.request('m365Audit/runQuery', { connection, language, text, firstRows: 1 });
  const { resultId = '', ...told } = found ?? {};
  expect(told).toMatchObject({
    ...{ columns: [{ name: 'x', type: 'long' }], rowCount: 20, rows: [[1]] },
    ...{ start: text.indexOf('range'), length: text.length - text.indexOf('range') },
    render: { kind: 'card', properties: { title: 'Sum' } },
    notes: ['"set notruncation" has no effect here.'],
  });
  expect(told).not.toHaveProperty('scan');

  const page = { resultId, view, offset: 1, limit: 2 };
  expect(await host.request('m365Audit/readResultView', page)).toEqual({ rows: [[18], [17]], rowCount: 11 });
  const values = { resultId, column: 0, view, limit: 1 };
  expect(await host.request('m365Audit/countResultValues', values)).toEqual({
    values: [{ value: 1, count: 1 }],
    distinct: 11,
  });
  const file = path.join(folder, 'out.csv');
  const exported = { resultId, view, format: 'csv', file, progressToken: 'export' } as const;
  expect(await host.request('m365Audit/exportResult', exported)).toMatchObject({ records: 11 });
  expect(await readFile(file, 'utf8')).toMatch(/^x\r\n19\r\n18\r\n/);
  expect(host.jobProgress).toContainEqual({ progressToken: 'export', records: 11, fraction: 1 });

  const again: RunQueryParams = {
    ...{ connection, language, firstRows: 9, text: 'declare query_parameters(least: long); Numbers | where x > least' },
    ...{ parameters: { least: '18' }, tables: [{ name: 'Numbers', resultId }] },
  };
  expect(await host.request('m365Audit/runQuery', again)).toMatchObject([{ rows: [[19], [20]] }]);

  await host.request('m365Audit/releaseResults', { resultIds: [resultId] });
  await expect(host.request('m365Audit/readResultView', page)).rejects.toThrow('Run the cell again');
  await expect(host.request('m365Audit/runQuery', again)).rejects.toThrow('Run the cell again');
});

test('a result of audit records says what was read, and how complete it is', async () => {
  const host = await TestHost.start();
  const timeRange = { start: Date.UTC(2026, 4, 1), end: Date.UTC(2026, 4, 2) };
  const query = { connection, language, text: 'AuditRecords', firstRows: 1, timeRange } as const;
  expect(await host.request('m365Audit/runQuery', query)).toMatchObject([
    {
      timeRange: 'applied',
      scan: { files: 0, bytes: 0, coverage: { total: 0, pending: 0, lost: 0, fetchable: [] } },
    },
  ]);
});
