import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../unit/engine/archive/archiveFixture';
import { runInProcess } from './cliFixture';

const record = (id: string): string => `{"Id":"${id}","OrganizationId":"a"}`;

test('imports a folder with all that is in it, in the order of names, and names what it skips', async () => {
  const folder = await temporaryFolder();
  await mkdir(path.join(folder, 'b'));
  await writeFile(path.join(folder, 'c.json'), `[${record('1')}]`);
  await writeFile(path.join(folder, 'b', 'x.csv'), `AuditData\n"${record('2').replaceAll('"', '""')}"\n`);
  await writeFile(path.join(folder, 'a.txt'), 'notes');
  const args = ['import', '--archive', path.join(folder, 'archive'), folder];
  const first = await runInProcess(args);
  expect(first.exitCode).toBe(0);
  expect(first.stderr.split('\n')).toEqual([
    expect.stringContaining(`Skipped. ${path.join(folder, 'a.txt')}`),
    `${path.join(folder, 'b', 'x.csv')}: 1 record, 1 added, 0 duplicates`,
    `${path.join(folder, 'c.json')}: 1 record, 1 added, 0 duplicates`,
    '2 files: 2 records, 2 added, 0 duplicates; 1 file skipped',
    '',
  ]);
  expect((await runInProcess(args)).stderr).toContain('2 files: 2 records, 0 added, 2 duplicates; 1 file skipped');
});

test('imports standard input', async () => {
  const archive = path.join(await temporaryFolder(), 'archive');
  const run = await runInProcess(['import', '--archive', archive, '-'], { stdin: `[${record('1')}]` });
  expect(run).toEqual({ exitCode: 0, stdout: '', stderr: 'standard input: 1 record, 1 added, 0 duplicates\n' });
});

test('of what was only imported, the status does not say that nothing is missing', async () => {
  const archive = path.join(await temporaryFolder(), 'archive');
  await runInProcess(['import', '--archive', archive, '-'], { stdin: `[{"Id":"1","OrganizationId":"\\u001b[31m"}]` });
  const { stdout, exitCode } = await runInProcess(['status', '--archive', archive]);
  expect(exitCode).toBe(0);
  expect(stdout).not.toContain('Nothing is missing');
  // A stranger wrote the tenant's id: the terminal is not to obey it.
  expect(stdout.split('\n').slice(-3)).toEqual([
    'Never synced, so nobody can say whether anything is missing:',
    '  \\u001b[31m  Audit.General',
    '',
  ]);
});

test('counts what it could read of a file that is cut, and shows no control characters of names', async () => {
  const folder = await temporaryFolder();
  const file = path.join(folder, 'cut \u001b[2J.json.gz');
  const records = Array.from({ length: 20_000 }, (_, index) => record(`${index} ${randomUUID()}`));
  const whole = gzipSync(records.join('\n'));
  await writeFile(file, whole.subarray(0, whole.length / 2));
  const run = await runInProcess(['import', '--archive', path.join(folder, 'archive'), file]);
  expect(run.exitCode).toBe(1);
  const shown = file.replace('\u001b', '\\u001b');
  const [failure = '', counts = ''] = run.stderr.split('\n');
  expect(failure).toContain(`${shown} cannot be imported.`);
  expect(counts).toMatch(/: \d{4,} records, \d{4,} added, 0 duplicates/);
  expect(run.stderr).not.toContain('\u001b');
});
