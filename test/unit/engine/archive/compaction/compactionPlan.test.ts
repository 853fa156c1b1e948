import { describe, expect, test } from 'vitest';
import type { CommittedFile } from '../../../../../src/engine/archive/log/commit';
import { planCompaction } from '../../../../../src/engine/archive/compaction/compactionPlan';

const dayMs = 86_400_000;
const day = Date.UTC(2026, 4, 1);
const mebibyte = 1024 * 1024;

function file(name: string, facts: Partial<CommittedFile> = {}, folder = '2026-05-01'): CommittedFile {
  const path = `records/TenantId=t/ContentType=DLP.All/Day=${folder}/${name}.parquet`;
  return { path, contentType: 'DLP.All', records: 10, bytes: 1_000, ...facts };
}

function smallFiles(count: number, folder?: string): CommittedFile[] {
  return Array.from({ length: count }, (_, index) => file(String(index), {}, folder));
}

/** The names of the files of each job. */
function plan(files: readonly CommittedFile[], now: number, isThorough = false): string[] {
  return planCompaction(files, { now, isThorough }).map(({ inputs }) =>
    inputs.map(({ path }) => /([^/]*)\.parquet$/.exec(path)?.[1]).join(' '),
  );
}

describe('a partition is compacted', () => {
  test.each([
    ['that still grows', day + dayMs / 2, 16],
    ['that late content may still come to', day + 2 * dayMs, 8],
    ['that nothing comes to any more', day + 9 * dayMs, 2],
  ])('%s, from so many small files on', (_what, now, minimum) => {
    expect(plan(smallFiles(minimum - 1), now)).toEqual([]);
    expect(plan(smallFiles(minimum), now)).toHaveLength(1);
  });

  test('thoroughly, whatever its age', () => {
    expect(plan(smallFiles(2), day, true)).toEqual(['0 1']);
    expect(plan(smallFiles(1), day, true)).toEqual([]);
  });

  test('each for itself, the oldest first, and those with no time before all', () => {
    const folders = ['2026-05-02', '2026-05-01', '__HIVE_DEFAULT_PARTITION__'];
    const jobs = planCompaction(
      folders.flatMap((folder) => smallFiles(2, folder)),
      { now: day + 30 * dayMs, isThorough: false },
    );
    expect(jobs.map(({ folder }) => folder.replace(/.*=/, ''))).toEqual(folders.toReversed());
  });
});

describe('the files of a partition', () => {
  test('that are large stay as they are', () => {
    const files = [file('large', { bytes: 16 * mebibyte }), file('a'), file('b')];
    expect(plan(files, day, true)).toEqual(['a b']);
  });

  test('become several where they are much, each a stretch of time', () => {
    const files = [3, 1, 4, 2, 5].map((hour) =>
      file(String(hour), { oldest: day + hour, newest: day + hour, bytes: 15 * mebibyte }),
    );
    expect(plan(files, day, true)).toEqual(['1 2', '3 4']);
    const many = [1, 2, 3, 4].map((hour) => file(String(hour), { oldest: day + hour, records: 90_000 }));
    expect(plan(many, day, true)).toEqual(['1 2', '3 4']);
  });

  test('whose size nobody noted go by their records', () => {
    const files = ['a', 'b', 'c'].map((name): CommittedFile => {
      const { path, contentType } = file(name);
      return { path, contentType, records: 60_000 };
    });
    expect(plan(files, day, true)).toEqual(['a b']);
  });
});
