/** The user's files in queries of the command line. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { formatNotebook } from '../../../src/core/notebook/notebookFormat';
import { openArchive, temporaryFolder } from '../../unit/engine/archive/archiveFixture';
import { runInProcess } from './cliFixture';

async function folders(): Promise<{ readonly archive: string; readonly folder: string }> {
  const [archive, folder] = [await temporaryFolder(), await temporaryFolder()];
  await (await openArchive(archive)).close();
  return { archive, folder };
}

test('a query reads a file that --allow-file names, and no other', async () => {
  const { archive, folder } = await folders();
  const file = path.join(folder, 'users.csv');
  await writeFile(file, 'ann\n');
  const query = `externaldata(Name: string)[@"${file}"]`;
  const run = (...options: string[]): ReturnType<typeof runInProcess> =>
    runInProcess(['query', '--archive', archive, '--format', 'json', ...options, query]);
  expect((await run('--allow-file', file)).stdout).toContain('"rows":[["ann"]]');
  const refused = await run('--allow-file', path.join(folder, 'other.csv'));
  expect(refused.exitCode).toBe(1);
  expect(refused.stdout).toContain('"code":"fileNotAllowed"');
});

test('watchlists come from the folders that --watchlists names, in notebooks too', async () => {
  const { archive, folder } = await folders();
  const lists = path.join(folder, 'lists');
  await mkdir(lists);
  await writeFile(path.join(lists, 'vips.csv'), 'User\nann\n');
  const query = "_GetWatchlist('vips') | project SearchKey";
  const answer = await runInProcess(['query', '--archive', archive, '--format', 'csv', '--watchlists', lists, query]);
  expect(answer.stdout).toBe('SearchKey\r\nann\r\n');
  const notebook = path.join(folder, 'hunt.auditnb');
  const cell = { kind: 'code', language: 'kql', text: query, metadata: {}, unknownFields: {} } as const;
  await writeFile(notebook, formatNotebook({ cells: [cell], metadata: {}, unknownFields: {} }));
  const report = await runInProcess(['run', '--archive', archive, '--format', 'json', '--watchlists', lists, notebook]);
  expect(report.exitCode).toBe(0);
  expect(report.stdout).toContain('"ann"');
});
