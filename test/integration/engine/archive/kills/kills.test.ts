import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { hourMs } from '../../../../../src/core/api/contentWindow';
import { Archive } from '../../../../../src/engine/archive/archive';
import type { ScriptedBlob } from '../../../../../src/sandbox/content/scriptedContent';
import { Random } from '../../../../../src/sandbox/records/random';
import { startSandbox } from '../../../../../src/sandbox/sandbox';
import {
  blobOf,
  record,
  selectRecords,
  temporaryFolder,
  tenantId,
} from '../../../../unit/engine/archive/archiveFixture';
import { recordFiles } from '../../../../unit/engine/archive/recordFiles';
import { killCount, killSeed, type Life, runAndKill } from './killableProcess';

const timeout = 60_000 + killCount * 10_000;

/** What a process that was killed has left, once the next one has opened the archive: all that is there is accounted for. */
async function reopen<T>(folder: string, step: (archive: Archive) => Promise<T>): Promise<T> {
  const archive = await Archive.open(folder);
  try {
    expect(await recordFiles(folder)).toEqual((await archive.files()).map((file) => file.path).toSorted());
    expect(await readdir(path.join(folder, 'temp'))).toHaveLength(1);
    return await step(archive);
  } finally {
    await archive.close();
  }
}

async function idsOf(archive: Archive): Promise<readonly string[]> {
  const isEmpty = (await archive.files()).length === 0;
  return isEmpty ? [] : (await selectRecords(archive, 'Id', 'ORDER BY Id')).map(({ Id }) => String(Id));
}

/** A third of each blob's records are copies of earlier ones. */
function scriptOf(blobs: number, now: number): ScriptedBlob[] {
  return Array.from({ length: blobs }, (_, number): ScriptedBlob => ({
    contentType: number % 3 === 0 ? 'DLP.All' : 'Audit.Exchange',
    created: now - 30 * hourMs + number * 60_000,
    records: Array.from({ length: 12 }, (_each, index) => ({
      Id: `record ${String(number * 8 + index).padStart(6, '0')}`,
      CreationTime: new Date(now - (index % 3) * 24 * hourMs).toISOString(),
    })),
  }));
}

test(
  `a sync that is killed at ${killCount} instants loses nothing, and has nothing twice`,
  async () => {
    const random = new Random('sync', killSeed);
    const blobs = scriptOf(40, Date.now());
    const sandbox = await startSandbox({ blobs, subscribed: ['Audit.Exchange', 'DLP.All'] });
    onTestFinished(() => sandbox.close());
    const served = [...new Set(blobs.flatMap(({ records }) => records.map(({ Id }) => Id)))].toSorted();
    let folder = await temporaryFolder();
    let isOver = false;
    const sync = (afterMs: number): Promise<Life> =>
      runAndKill('syncProcess.ts', [folder, sandbox.origin, sandbox.tenantId, sandbox.token], afterMs);
    const { ms: lifeMs } = await sync(timeout);
    folder = await temporaryFolder();
    for (let kills = 0; kills < killCount || !isOver;) {
      if (isOver) {
        folder = await temporaryFolder();
      }
      ({ isOver } = await sync(kills < killCount ? random.next() * lifeMs : timeout));
      kills += isOver ? 0 : 1;
      await reopen(folder, async (archive) => {
        const ids = await idsOf(archive);
        expect(ids, `seed ${killSeed}, kill ${kills}`).toEqual([...new Set(ids)]);
        // What the catalogue calls archived is there, whole.
        const [content] = await archive.content(sandbox.tenantId);
        const kept = content?.blobs.map(({ records = 0, duplicates = 0 }) => records - duplicates) ?? [];
        expect(ids).toHaveLength(kept.reduce((sum, count) => sum + count, 0));
        if (isOver) {
          expect(ids).toEqual(served);
        }
      });
    }
  },
  timeout,
);

test(
  `a compaction that is killed at ${killCount} instants changes nothing that can be read`,
  async () => {
    const random = new Random('compaction', killSeed);
    const folder = await temporaryFolder();
    const days = [1, 2, 3, 4];
    let kills = 0;
    let number = 0;
    let isOver = true;
    let lifeMs: number | undefined;
    while (kills < killCount || !isOver) {
      const before = await reopen(folder, async (archive) => {
        // Four files of each day, whenever a compaction has made them few.
        for (let blob = 0; isOver && blob < 4; blob++) {
          const records = days.flatMap((day) =>
            Array.from({ length: 50 }, () => record(`${number++}`, { CreationTime: `2026-05-0${day}T09:00:00` })),
          );
          await archive.addBlobs(tenantId, [blobOf(`blob ${number}`, records)]);
        }
        return selectRecords(archive, '*', 'ORDER BY Id');
      });
      // The first is left alone, and tells how long one takes.
      const afterMs = lifeMs !== undefined && kills < killCount ? random.next() * lifeMs : timeout;
      const life = await runAndKill('compactionProcess.ts', [folder], afterMs);
      lifeMs ??= life.ms;
      isOver = life.isOver;
      kills += isOver ? 0 : 1;
      await reopen(folder, async (archive) => {
        expect(await selectRecords(archive, '*', 'ORDER BY Id'), `seed ${killSeed}, kill ${kills}`).toEqual(before);
        if (isOver) {
          expect(await archive.files()).toHaveLength(days.length);
        }
      });
    }
  },
  timeout,
);
