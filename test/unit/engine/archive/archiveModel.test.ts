import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ContentType } from '../../../../src/core/api/contentType';
import { Archive } from '../../../../src/engine/archive/archive';
import { deleteRecords } from '../../../../src/engine/data/deleteRecords';
import { fetchedBlob, selectRecords, tenantId } from './archiveFixture';
import { recordFiles } from './recordFiles';

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

/** What an archive should be, and two that are open on the same folder. */
class Rehearsal {
  private readonly kept = new Map<string, KeptRecord>();
  /** The texts of the records of each blob; undefined for one that has a record which was deleted. */
  private readonly blobs = new Map<string, string[] | undefined>();
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
    let added = 0;
    const first = records.map(({ id, day }, index) => {
      const known = this.kept.get(String(id));
      added += known === undefined ? 1 : 0;
      const kept = known ?? { text: texts[index] ?? '', contentType, day };
      this.kept.set(String(id), kept);
      return kept.text;
    });
    if (kind === 'import') {
      const keys = new Set(records.flatMap(({ extra }) => ['Id', 'CreationTime', `Extra${extra}`]));
      expect(await archive.importRecords(tenantId, [{ contentType, texts, keys }])).toBe(added);
      return;
    }
    const contentId = `blob ${this.count++}`;
    const result = await archive.addBlobs(tenantId, [fetchedBlob(contentId, `[${texts.join(', ')}]`, contentType)]);
    expect(result.added).toEqual([{ contentId, records: texts.length, duplicates: texts.length - added }]);
    this.blobs.set(contentId, first);
  }

  private async delete({ process, contentType, day }: Deleted): Promise<void> {
    const gone = [...this.kept].filter(([, kept]) => kept.contentType === contentType && kept.day === day);
    const range = { from: firstDay + day * dayMs, until: firstDay + (day + 1) * dayMs };
    const { records } = await deleteRecords(this.archives[process], tenantId, {
      contentTypes: [contentType],
      ...range,
    });
    expect(records).toBe(gone.length);
    const texts = new Set(gone.map(([, { text }]) => text));
    gone.forEach(([id]) => this.kept.delete(id));
    for (const [contentId, own] of this.blobs) {
      if (own?.some((text) => texts.has(text)) === true) {
        this.blobs.set(contentId, undefined);
      }
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
    for (const [contentId, texts] of this.blobs) {
      const expected = texts === undefined ? undefined : `[${texts.join(',')}]`;
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
