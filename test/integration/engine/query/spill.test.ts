/** Queries that need more memory than they may have. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Archive } from '../../../../src/engine/archive/archive';
import { QueryRunner } from '../../../../src/engine/query/queryRunner';
import { temporaryFolder } from '../../../unit/engine/archive/archiveFixture';

const now = Date.UTC(2026, 4, 1, 12);
const memory = 64;

/** 1,000,000 rows with texts that are all different: some 100 MB. */
const rows = 'range x from 1 to 1000000 step 1 | extend t = strcat(hash_md5(tostring(x)), hash_sha256(tostring(x)))';

async function openSmall(): Promise<{ readonly archive: Archive; readonly runner: QueryRunner }> {
  const archive = await Archive.open(await temporaryFolder(), { memory });
  const runner = new QueryRunner(archive);
  onTestFinished(async () => {
    runner.close();
    await archive.close();
  });
  return { archive, runner };
}

const spillFiles = async ({ workFolder }: Archive): Promise<readonly string[]> =>
  readdir(path.join(workFolder, 'spill'));

test.each([
  ['a sort', `${rows} | sort by t asc`, 1_000_000],
  ['a group-by', `${rows} | summarize n = count() by t`, 1_000_000],
  ['a join', `${rows} | join kind=inner (${rows}) on t | project t, x, x1`, 1_000_000],
])(
  '%s goes to the disk, beside the archive, and is gone with its result',
  { timeout: 120_000 },
  async (_, query, count) => {
    const { archive, runner } = await openSmall();
    const [result] = await runner.run(query, { language: 'kql', now });
    expect(result?.rowCount).toBe(count);
    expect(await result?.readRows(count - 1, 10)).toHaveLength(1);
    expect(await spillFiles(archive)).not.toEqual([]);
    await result?.dispose();
    expect(await spillFiles(archive)).toEqual([]);
    runner.close();
    await archive.close();
    expect(existsSync(archive.workFolder)).toBe(false);
  },
);

test('what must be in memory as a whole is refused, in words that help', { timeout: 120_000 }, async () => {
  const { archive, runner } = await openSmall();
  await expect(runner.run(`${rows} | summarize make_list(t)`, { language: 'kql', now })).rejects.toMatchObject({
    data: { kind: 'query', message: expect.stringContaining('more memory than it may have') as unknown },
  });
  expect(await spillFiles(archive)).toEqual([]);
  const [result] = await runner.run('print 1', { language: 'kql', now });
  expect(result?.rowCount).toBe(1);
});
