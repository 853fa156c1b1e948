import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Archive } from '../../../../../src/engine/archive/archive';
import { makeSystemWorkFolder, makeWorkFolder } from '../../../../../src/engine/archive/files/workFolder';
import { openArchive, temporaryFolder } from '../archiveFixture';

/** The id of a process that is over. */
async function endedProcess(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  return child.pid ?? Number.NaN;
}

/** Makes a work folder another process's, with what a query may have left there. */
async function leave(folder: string, pid: number): Promise<string> {
  const name = path.basename(folder).replace(`~${process.pid}~`, `~${pid}~`);
  const left = path.join(path.dirname(folder), name);
  await rename(folder, left);
  await mkdir(path.join(left, 'spill'), { recursive: true });
  await writeFile(path.join(left, 'spill', 'duckdb_temp_storage_DEFAULT-0.tmp'), 'rows');
  return left;
}

test('what a killed process had on the disk goes when the archive is opened the next time, and no one else’s', async () => {
  const folder = await temporaryFolder();
  await (await Archive.open(folder)).close();
  const killed = await leave(await makeWorkFolder(folder), await endedProcess());
  const living = await leave(await makeWorkFolder(folder), process.ppid);
  const archive = await openArchive(folder);
  expect(existsSync(killed)).toBe(false);
  expect(await readdir(path.join(living, 'spill'))).toHaveLength(1);
  expect(existsSync(archive.workFolder)).toBe(true);
});

test('so it is where an archive cannot be written, and the folders are among those of the system', async () => {
  const killed = await leave(await makeSystemWorkFolder(), await endedProcess());
  const living = await leave(await makeSystemWorkFolder(), process.ppid);
  const own = await makeSystemWorkFolder();
  onTestFinished(async () => {
    await Promise.all([living, own].map((folder) => rm(folder, { recursive: true })));
  });
  expect(existsSync(killed)).toBe(false);
  expect(existsSync(living)).toBe(true);
  expect(existsSync(own)).toBe(true);
});
