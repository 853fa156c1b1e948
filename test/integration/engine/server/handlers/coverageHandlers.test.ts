import { expect, it } from 'vitest';
import { demoConnection } from '../../../../../src/core/api/connection';
import { contentTypes } from '../../../../../src/core/api/contentType';
import { dayMs, hourMs, type ContentWindow } from '../../../../../src/core/api/contentWindow';
import { TestHost } from '../testHost';

const connection = demoConnection;
const contentType = 'Audit.Exchange';

it('tells what the archive has, before and after a fetch, and asks nobody', async () => {
  const host = await TestHost.start();
  const end = Math.floor(Date.now() / hourMs) * hourMs - 30 * hourMs;
  const range: ContentWindow = { start: end - 3 * hourMs, end };
  const coverage = { connection, range: { start: end - 4 * hourMs, end: end + hourMs }, stepMs: hourMs };
  const before = await host.request('m365Audit/getCoverage', coverage);
  expect(before.rows.map((row) => row.contentType)).toEqual(contentTypes);
  expect(before.rows.flatMap(({ cells }) => cells.map(({ state }) => state))).toEqual(Array(25).fill('none'));

  const { records, fetched } = await host.request('m365Audit/fetchContent', { connection, contentType, range });
  const after = await host.request('m365Audit/getCoverage', coverage);
  const row = after.rows.find((found) => found.contentType === contentType);
  expect(row?.cells.map(({ state }) => state)).toEqual(['pending', 'complete', 'complete', 'complete', 'pending']);
  expect(row).toMatchObject({ archived: fetched, since: range.start, settledUntil: end, lost: [] });
  expect(row?.cells.reduce((sum, cell) => sum + cell.records, 0)).toBe(records);
  expect(host.tokenRequests).toEqual([]);
});

it.each<[string, ContentWindow, number]>([
  ['no range', { start: 5, end: 5 }, hourMs],
  ['a step that is none', { start: 0, end: dayMs }, 1],
  ['more than can be shown', { start: 0, end: 20_000 * hourMs }, hourMs],
])('refuses %s', async (_, range, stepMs) => {
  const host = await TestHost.start();
  await expect(host.request('m365Audit/getCoverage', { connection, range, stepMs })).rejects.toThrow('cannot be shown');
});
