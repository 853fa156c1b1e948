import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { runCli } from '../../../src/cli/runCli';
import { Archive } from '../../../src/engine/archive/archive';
import { temporaryFolder, tenantId } from '../../unit/engine/archive/archiveFixture';
import { firstDay, hour, keep, keptRecord } from '../../unit/engine/data/keptRecords';
import { runInProcess } from './cliFixture';

const otherTenant = '99999999-2222-3333-4444-555555555555';
const records = [0, 24, 30].map((hours, index) =>
  keptRecord(tenantId, `${index}`, index === 1 ? 'DLP.All' : 'Audit.Exchange', firstDay + hours * hour),
);

async function keptArchive(): Promise<string> {
  const folder = path.join(await temporaryFolder(), 'archive');
  const archive = await Archive.open(folder);
  await keep(archive, [...records, keptRecord(otherTenant, 'other', 'DLP.All', firstDay)]);
  await archive.close();
  return folder;
}

async function idsIn(archive: string): Promise<readonly string[]> {
  const { stdout } = await runInProcess([
    'query',
    '--archive',
    archive,
    '--format',
    'ndjson',
    'AuditRecords | project Id',
  ]);
  return stdout
    .trim()
    .split('\n')
    .map((line) => /"Id":"(.*)"/.exec(line)?.[1] ?? '')
    .toSorted();
}

test('export writes a file, or to standard output', async () => {
  const archive = await keptArchive();
  const file = path.join(path.dirname(archive), 'out.ndjson');
  const select = ['--tenant', tenantId, '--content-type', 'Audit.Exchange', '--since', '2026-05-01T00:00:01Z'];
  const args = ['export', '--archive', archive, ...select, '--format', 'ndjson'];
  const expected = `${records[2]?.text ?? ''}\n`;
  expect(await runInProcess([...args, file])).toEqual({
    exitCode: 0,
    stdout: '',
    stderr: `${file}: 1 record, ${expected.length} bytes\n`,
  });
  expect(await readFile(file, 'utf8')).toBe(expected);
  expect(await runInProcess([...args, '-'])).toEqual({ exitCode: 0, stdout: expected, stderr: '1 record\n' });
  const csv = await runInProcess(['export', '--archive', archive, '--format', 'csv', '--until', '2026-05-02', '-']);
  expect(csv.stdout).toMatch(/^RecordId,CreationDate,.*\r\n0,2026-05-01T00:00:00.0000000Z,.*\r\nother,.*\r\n$/);
  const parquet = await runInProcess(['export', '--archive', archive, '--format', 'parquet', '-']);
  expect(parquet.stdout).toMatch(/^PAR1/);
});

test('export says what is wrong, and an interrupted one leaves no file', async () => {
  const archive = await keptArchive();
  const format = ['--format', 'csv'];
  expect((await runInProcess(['export', '--archive', archive, '-'])).exitCode).toBe(1);
  const absent = await runInProcess(['export', '--archive', `${archive}x`, ...format, '-']);
  expect(absent).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining('no archive') as unknown });
  const file = path.join(path.dirname(archive), 'out.csv');
  const run = await runInProcess(['export', '--archive', archive, ...format, file], { signal: AbortSignal.abort() });
  expect(run.exitCode).toBe(130);
  await expect(readFile(file)).rejects.toThrow('ENOENT');
});

test('delete says what would go, and deletes it only when told so', async () => {
  const archive = await keptArchive();
  const args = ['delete', '--archive', archive, '--tenant', tenantId, '--until', '2026-05-02T00:00:01Z'];
  const what =
    /^2 records \(Audit.Exchange 1, DLP.All 1\), about 0.0 MB, from 2026-05-01T00:00:00Z to 2026-05-02T00:00:00Z\n/;
  const asked = await runInProcess(args);
  expect(asked).toMatchObject({ exitCode: 1, stdout: '' });
  expect(asked.stderr).toMatch(what);
  expect(asked.stderr).toContain('Nothing was deleted. Add --yes');
  expect(await idsIn(archive)).toEqual(['0', '1', '2', 'other']);
  const told = await runInProcess([...args, '--yes']);
  expect(told.exitCode).toBe(0);
  expect(told.stderr).toMatch(what);
  expect(told.stderr).toContain('Deleted 2 records.');
  expect(await idsIn(archive)).toEqual(['2', 'other']);
  expect((await runInProcess(['delete', '--archive', archive, '--yes'])).exitCode).toBe(1);
});

test.each([
  ['y', 0, ['other']],
  ['', 1, ['0', '1', '2', 'other']],
])('delete asks at a terminal; the answer %j counts', async (answer, exitCode, left) => {
  const archive = await keptArchive();
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const stderr = Object.assign(new PassThrough(), { isTTY: true });
  stderr.on('data', (text: Buffer) => {
    if (text.includes('[y/N]')) {
      stdin.write(`${answer}\n`);
    }
  });
  const { signal } = new AbortController();
  const io = { stdin, stdout: new PassThrough(), stderr, env: {}, signal };
  expect(await runCli(['delete', '--archive', archive, '--tenant', tenantId], io)).toBe(exitCode);
  expect(await idsIn(archive)).toEqual(left);
});

test('prune keeps days or gigabytes, of all tenants or one', async () => {
  const archive = await keptArchive();
  const prune = (...args: readonly string[]): ReturnType<typeof runInProcess> =>
    runInProcess(['prune', '--archive', archive, ...args]);
  expect(await prune('--keep-gigabytes', '1')).toMatchObject({ exitCode: 0, stderr: 'Nothing is to be deleted.\n' });
  expect(await prune('--keep-days', '100000')).toMatchObject({ exitCode: 0, stderr: 'Nothing is to be deleted.\n' });
  const days = Math.floor(Date.now() / (24 * hour)) - Math.floor((firstDay + 24 * hour) / (24 * hour));
  expect((await prune('--keep-days', String(days))).exitCode).toBe(1);
  expect((await prune('--keep-days', String(days), '--tenant', tenantId, '--yes')).stderr).toContain(
    'Deleted 1 record',
  );
  expect(await idsIn(archive)).toEqual(['1', '2', 'other']);
  expect((await prune('--keep-days', String(days), '--yes')).stderr).toContain('Deleted 1 record');
  expect(await idsIn(archive)).toEqual(['1', '2']);
  expect((await prune('--keep-gigabytes', '0.000000001', '--yes')).stderr).toContain('Deleted 2 records');
  for (const wrong of [[], ['--keep-days', '0'], ['--keep-gigabytes', '0']]) {
    expect((await prune(...wrong)).exitCode).toBe(1);
  }
});
