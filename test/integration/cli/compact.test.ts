import path from 'node:path';
import { expect, test } from 'vitest';
import { Archive } from '../../../src/engine/archive/archive';
import { blobOf, record, temporaryFolder, tenantId } from '../../unit/engine/archive/archiveFixture';
import { recordFiles } from '../../unit/engine/archive/recordFiles';
import { runInProcess } from './cliFixture';

test('compact makes few files of many, says so, and leaves no others', async () => {
  const folder = path.join(await temporaryFolder(), 'archive');
  const archive = await Archive.open(folder);
  for (const id of ['1', '2', '3']) {
    await archive.addBlobs(tenantId, [blobOf(id, [record(id)])]);
  }
  await archive.close();
  const first = await runInProcess(['compact', '--archive', folder]);
  expect(first.stdout).toMatch(/^3 files became 1, [\d.]+ MB became [\d.]+ MB; 3 records\n$/);
  expect(first.exitCode).toBe(0);
  expect(await recordFiles(folder)).toHaveLength(1);
  expect(await runInProcess(['compact', '--archive', folder])).toEqual({
    exitCode: 0,
    stdout: 'There is nothing to compact.\n',
    stderr: '',
  });
});

test('compact makes no archive where there is none, and can be interrupted', async () => {
  const folder = path.join(await temporaryFolder(), 'archive');
  const absent = await runInProcess(['compact', '--archive', folder]);
  expect(absent.stderr).toContain('There is no archive in');
  expect(absent.exitCode).toBe(1);
  const archive = await Archive.open(folder);
  await archive.addBlobs(tenantId, [blobOf('1', [record('1')])]);
  await archive.addBlobs(tenantId, [blobOf('2', [record('2')])]);
  await archive.close();
  const before = await recordFiles(folder);
  const { exitCode } = await runInProcess(['compact', '--archive', folder], { signal: AbortSignal.abort() });
  expect(exitCode).toBe(130);
  expect(await recordFiles(folder)).toEqual(before);
});
