import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { archiveFacts } from '../../../../src/engine/data/archiveFacts';
import { blobOf, openArchive, record, temporaryFolder, tenantId } from '../archive/archiveFixture';

test('tells what an archive takes while others make and remove unfinished files in it', async () => {
  const archive = await openArchive(await temporaryFolder());
  await archive.addBlobs(tenantId, [blobOf('1', [record('1'), record('2')])]);
  await archive.addBlobs('other tenant', [blobOf('2', [record('3')])]);
  const { bytes: bytesAlone } = await archiveFacts(archive, tenantId);
  const unfinished = path.join(archive.folder, 'temp', 'other');
  const over = new AbortController();
  const other = (async () => {
    while (!over.signal.aborted) {
      await mkdir(path.join(unfinished, 'a', 'b'), { recursive: true });
      await writeFile(path.join(unfinished, 'a', 'b', 'file'), 'x');
      await rm(unfinished, { recursive: true });
    }
  })();
  try {
    for (let round = 0; round < 100; round++) {
      const { bytes, files, tenant } = await archiveFacts(archive, tenantId);
      expect(bytes - bytesAlone).toBeLessThanOrEqual(1);
      expect({ files, records: tenant.records }).toEqual({ files: 2, records: 2 });
    }
  } finally {
    over.abort();
    await other;
  }
});
