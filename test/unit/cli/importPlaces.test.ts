import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../engine/archive/archiveFixture';
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
    `${path.join(folder, 'b', 'x.csv')}: 1 records, 1 added, 0 duplicates`,
    `${path.join(folder, 'c.json')}: 1 records, 1 added, 0 duplicates`,
    '2 files: 2 records, 2 added, 0 duplicates; 1 files skipped',
    '',
  ]);
  expect((await runInProcess(args)).stderr).toContain('2 files: 2 records, 0 added, 2 duplicates; 1 files skipped');
});

test('imports standard input', async () => {
  const archive = path.join(await temporaryFolder(), 'archive');
  const run = await runInProcess(['import', '--archive', archive, '-'], { stdin: `[${record('1')}]` });
  expect(run).toEqual({ exitCode: 0, stdout: '', stderr: 'standard input: 1 records, 1 added, 0 duplicates\n' });
});
