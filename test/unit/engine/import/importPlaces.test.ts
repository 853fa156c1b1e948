import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { ImportedFile } from '../../../../src/core/protocol/archiveProtocol';
import type { ImportProgress } from '../../../../src/engine/import/importPlaces';
import { importPlaces } from '../../../../src/engine/import/importPlaces';
import { notRecordsCode } from '../../../../src/engine/import/readRows';
import { openArchive, temporaryFolder } from '../archive/archiveFixture';

const record = (id: string): string => `{"Id":"${id}","OrganizationId":"a"}\n`;

test('what cannot be imported is told, and does not stop the rest', async () => {
  const archive = await openArchive(await temporaryFolder());
  const folder = await temporaryFolder();
  await mkdir(path.join(folder, 'in'));
  await writeFile(path.join(folder, 'in', 'notes.txt'), 'notes');
  await writeFile(path.join(folder, 'in', 'one.ndjson'), `${record('1')}{"cut":\n`);
  await writeFile(path.join(folder, 'named.txt'), 'notes');
  await writeFile(path.join(folder, 'two.ndjson'), record('1') + record('2'));
  const places = ['absent', 'in', 'named.txt', 'two.ndjson'].map((name) => path.join(folder, name));
  const seen: ImportProgress[] = [];
  const onProgress = (progress: ImportProgress): void => {
    seen.push(progress);
  };
  const outcomes: ImportedFile[] = [];
  for await (const outcome of importPlaces(archive, places, { onProgress })) {
    outcomes.push(outcome);
  }
  const none = { records: 0, added: 0, duplicates: 0, rejected: 0, isSkipped: false };
  const file = (name: string): string => path.join(folder, name);
  const anyText = expect.any(String) as unknown;
  const notRecords = { kind: 'archive', code: notRecordsCode, message: anyText };
  expect(outcomes).toEqual([
    { ...none, file: file('absent'), error: expect.objectContaining({ kind: 'archive' }) as unknown },
    { ...none, file: file('in/notes.txt'), isSkipped: true, error: notRecords },
    { ...none, file: file('in/one.ndjson'), records: 1, added: 1, rejected: 1, rejectedFile: anyText },
    { ...none, file: file('named.txt'), error: notRecords },
    { ...none, file: file('two.ndjson'), records: 2, added: 1, duplicates: 1 },
  ]);
  const fractions = seen.map(({ fraction }) => fraction);
  expect(fractions).toEqual(fractions.toSorted((one, other) => one - other));
  expect(seen.at(-1)).toMatchObject({ records: 3, fraction: 1 });
});

test('a cancel ends it at once, and what is in stays', async () => {
  const archive = await openArchive(await temporaryFolder());
  const folder = await temporaryFolder();
  await writeFile(path.join(folder, '1.ndjson'), record('1'));
  await writeFile(path.join(folder, '2.ndjson'), record('2'));
  const cancel = new AbortController();
  const outcomes = importPlaces(archive, [folder], { signal: cancel.signal });
  expect(await outcomes.next()).toMatchObject({ value: { added: 1 } });
  cancel.abort();
  await expect(outcomes.next()).rejects.toMatchObject({ name: 'AbortError' });
  expect(await archive.readRecord('a', '1')).toBeDefined();
  expect(await archive.readRecord('a', '2')).toBeUndefined();
});

test('records of other tenants are kept for those, and counted', async () => {
  const archive = await openArchive(await temporaryFolder());
  const folder = await temporaryFolder();
  const file = path.join(folder, 'both.ndjson');
  await writeFile(file, record('1') + record('2').replace('"a"', '"B"') + record('3').replace('"a"', '"b"'));
  for (const [tenantId, ofOtherTenants] of [
    ['A', 2],
    ['b', 1],
  ] as const) {
    const outcomes = importPlaces(archive, [file], { tenantId });
    expect(await outcomes.next()).toMatchObject({ value: { records: 3, ofOtherTenants } });
  }
  expect(await archive.readRecord('b', '2')).toBeDefined();
});
