import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ContentType } from '../../../../src/core/api/contentType';
import { Archive } from '../../../../src/engine/archive/archive';
import { deleteRecords } from '../../../../src/engine/data/deleteRecords';
import { fetchedBlob, selectRecords, tenantId } from '../../../unit/engine/archive/archiveFixture';
import { recordFiles } from '../../../unit/engine/archive/recordFiles';

const firstDay = Date.UTC(2026, 4, 1);
const dayMs = 86_400_000;
const signal = new AbortController().signal;

/** Few ids, days and content types, so that all of them meet. */
const sentRecord = fc.record({
  id: fc.integer({ min: 0, max: 25 }),
  day: fc.integer({ min: 0, max: 2 }),
  extra: fc.nat({ max: 9 }),
});
const contentType = fc.constantFrom<ContentType>('Audit.Exchange', 'DLP.All');
const either = fc.constantFrom<0 | 1>(0, 1);

const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom('addBlob' as const, 'import' as const),
      process: either,
      contentType,
      records: fc.array(sentRecord, { maxLength: 8 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('compact' as const),
      processes: fc.constantFrom<readonly (0 | 1)[]>([0], [1], [0, 1]),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('delete' as const),
      process: either,
      contentType,
      day: fc.integer({ min: 0, max: 2 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reopen' as const), process: either }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

type Added = Extract<Step, { kind: 'addBlob' | 'import' }>;
type Deleted = Extract<Step, { kind: 'delete' }>;

interface KeptRecord {
  readonly text: string;
  readonly contentType: ContentType;
  readonly day: number;
}

/** A record of a blob. */
interface SentRecord {
  readonly id: string;
  /** Where it was kept; absent where it was a copy: then the one that was kept stands in. */
  readonly ownText?: string;
}

/** What an archive should be, and two that are open on the same folder. */
class Rehearsal {
  private readonly kept = new Map<string, KeptRecord>();
  private readonly blobs = new Map<string, readonly SentRecord[]>();
  /** Content types and days of which records were deleted. */
  private readonly deleted = new Set<string>();
  private count = 0;

  constructor(
    private readonly folder: string,
    private readonly archives: [Archive, Archive],
  ) {}

  static async play(steps: readonly Step[]): Promise<void> {
    const folder = await mkdtemp(path.join(tmpdir(), 'archive-model-'));
    const rehearsal = new Rehearsal(folder, [await Archive.open(folder), await Archive.open(folder)]);
    try {
      for (const next of steps) {
        await rehearsal.take(next);
        await rehearsal.check();
      }
      await rehearsal.close();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  private async take(next: Step): Promise<void> {
    switch (next.kind) {
      case 'addBlob':
      case 'import':
        await this.add(next);
        break;
      case 'compact':
        await Promise.all(next.processes.map((index) => this.archives[index].compact({ signal, isThorough: true })));
        break;
      case 'delete':
        await this.delete(next);
        break;
      case 'reopen':
        await this.archives[next.process].close();
        this.archives[next.process] = await Archive.open(this.folder);
    }
  }

  private async add({ kind, process, contentType, records }: Added): Promise<void> {
    const archive = this.archives[process];
    const texts = records.map(({ id, day, extra }) => {
      const time = new Date(firstDay + day * dayMs + extra).toISOString();
      return `{"Id": "${id}", "CreationTime": "${time}", "Extra${extra}": ${this.count++}.0}`;
    });
    const leftOut = new Set<string>();
    let restored = 0;
    const sent = records.map(({ id, day }, index): SentRecord => {
      const [key, text = ''] = [String(id), texts[index]];
      if (this.kept.has(key) || leftOut.has(key)) {
        return { id: key };
      }
      const isDeleted = this.deleted.has(`${contentType} ${day}`);
      if (isDeleted && kind === 'addBlob') {
        leftOut.add(key);
      } else {
        restored += isDeleted ? 1 : 0;
        this.kept.set(key, { text, contentType, day });
      }
      return { id: key, ownText: text };
    });
    const added = sent.filter(({ ownText }) => ownText !== undefined).length;
    if (kind === 'import') {
      const keys = new Set(records.flatMap(({ extra }) => ['Id', 'CreationTime', `Extra${extra}`]));
      expect(await archive.importRecords(tenantId, [{ contentType, texts, keys }])).toEqual({ added, restored });
      return;
    }
    const contentId = `blob ${this.count++}`;
    const result = await archive.addBlobs(tenantId, [fetchedBlob(contentId, `[${texts.join(', ')}]`, contentType)]);
    const counts = { records: texts.length, duplicates: texts.length - added };
    const notKept = leftOut.size === 0 ? {} : { leftOut: leftOut.size };
    expect(result.added).toEqual([{ contentId, ...counts, ...notKept }]);
    this.blobs.set(contentId, sent);
  }

  private async delete({ process, contentType, day }: Deleted): Promise<void> {
    const gone = [...this.kept].filter(([, kept]) => kept.contentType === contentType && kept.day === day);
    const range = { from: firstDay + day * dayMs, until: firstDay + (day + 1) * dayMs };
    const { records } = await deleteRecords(this.archives[process], tenantId, {
      contentTypes: [contentType],
      ...range,
    });
    expect(records).toBe(gone.length);
    gone.forEach(([id]) => this.kept.delete(id));
    if (gone.length > 0) {
      this.deleted.add(`${contentType} ${day}`);
    }
  }

  private async check(): Promise<void> {
    for (const archive of this.archives) {
      const isEmpty = (await archive.files()).length === 0;
      const rows = isEmpty ? [] : await selectRecords(archive, 'Id, Record::VARCHAR AS Record, ContentType');
      const found = new Map(rows.map(({ Id, Record, ContentType }) => [String(Id), { Record, ContentType }]));
      expect(rows).toHaveLength(found.size);
      expect(found).toEqual(
        new Map([...this.kept].map(([id, kept]) => [id, { Record: kept.text, ContentType: kept.contentType }])),
      );
    }
    for (const [contentId, sent] of this.blobs) {
      const texts = sent.map(({ id, ownText = this.kept.get(id)?.text }) => [ownText, this.kept.get(id)?.text]);
      const isWhole = texts.every(([text, kept]) => text !== undefined && text === kept);
      const expected = isWhole ? `[${texts.map(([text]) => text).join(',')}]` : undefined;
      expect(await this.archives[0].readBlob(tenantId, contentId)).toBe(expected);
    }
  }

  /** At rest, what lies among the records is the archive. */
  private async close(): Promise<void> {
    const files = (await this.archives[0].files()).map((file) => file.path).toSorted();
    await Promise.all(this.archives.map((archive) => archive.close()));
    expect(await recordFiles(this.folder)).toEqual(files);
  }
}

test('an archive is what was added to it and not deleted, each record once, whatever happens in between', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => Rehearsal.play(steps)),
    { numRuns: Number(process.env.M365_AUDIT_RUNS ?? 15), endOnFailure: true },
  );
}, 600_000);
