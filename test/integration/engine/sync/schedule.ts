import fc from 'fast-check';
import type { ContentType } from '../../../../src/core/api/contentType';
import { dayMs, hourMs } from '../../../../src/core/api/contentWindow';
import { settlingMs } from '../../../../src/core/archive/settled';
import type { SandboxOptions } from '../../../../src/sandbox/sandbox';
import type { ScriptedBlob } from '../../../../src/sandbox/content/scriptedContent';

/** What happens while a tenant is synced by two processes, one step after the other. */
export type Step =
  | { readonly kind: 'pass'; readonly ms: number }
  | {
      readonly kind: 'sync';
      /** Which processes sync at the same time. */
      readonly processes: readonly (0 | 1)[];
      readonly isBackground: boolean;
      /** After so many requests it is cancelled; absent if it is not. */
      readonly cancelAfter: number | undefined;
    }
  | { readonly kind: 'restart'; readonly process: 0 | 1 };

export interface Schedule {
  readonly blobs: readonly ScriptedBlob[];
  readonly steps: readonly Step[];
  readonly faults: NonNullable<SandboxOptions['faults']>;
  readonly pageSize: number;
}

export const scheduleStart = Date.parse('2026-03-04T12:00:00Z');
export const scheduledTypes: readonly ContentType[] = ['Audit.Exchange', 'DLP.All'];

/** The tenant's content, from before the retention on. */
const contentFrom = scheduleStart - 9 * dayMs;
const contentTo = scheduleStart + 8 * dayMs;

/** Few ids, so that blobs share some: records come twice. Times are in any order. */
const record = fc
  .record({ number: fc.integer({ min: 0, max: 60 }), at: fc.integer({ min: contentFrom, max: contentTo }) })
  .map(({ number, at }) => ({
    Id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    CreationTime: new Date(at).toISOString().slice(0, 19),
    Operation: 'FileAccessed',
    RecordType: 6,
  }));

/** What comes later than `settlingMs` is what nobody promises to find. */
const delay = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: settlingMs - hourMs }) },
);

const blob = fc
  .record({
    contentType: fc.constantFrom(...scheduledTypes),
    created: fc.integer({ min: contentFrom, max: contentTo }),
    delay,
    records: fc.array(record, { maxLength: 6 }),
  })
  .map(({ delay: late, ...rest }): ScriptedBlob => ({ ...rest, listed: rest.created + late }));

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .oneof(
        { weight: 4, arbitrary: fc.integer({ min: 1, max: 40 }) },
        { weight: 1, arbitrary: fc.integer({ min: 100, max: 260 }) },
      )
      .map((hours): Step => ({ kind: 'pass', ms: hours * hourMs })),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('sync' as const),
      processes: fc.constantFrom<readonly (0 | 1)[]>([0], [1], [0, 1]),
      isBackground: fc.boolean(),
      cancelAfter: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const), process: fc.constantFrom(0, 1) }) },
);

/** A few faults at a time: with all of them, hardly an answer would be good before they end. */
const rate = fc.oneof(
  { weight: 5, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.double({ min: 0.05, max: 0.5, noNaN: true }) },
);

/** All that can go wrong with answers, for a while: `most` ends it. */
const faults = fc.record({
  serverError: rate,
  html: rate,
  empty: rate,
  cutError: rate,
  message: rate,
  exception: rate,
  notUtf8: rate,
  redirect: rate,
  refusedWindow: rate,
  lostPage: rate,
  foreignPage: rate,
  pageLoop: rate,
  foreignContent: rate,
  cutOff: rate,
  reset: rate,
  slow: rate,
  truncate: rate,
  slowMs: fc.constant(1),
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  most: fc.integer({ min: 0, max: 60 }),
});

export const schedule: fc.Arbitrary<Schedule> = fc.record({
  // Known by when they were created.
  blobs: fc.uniqueArray(blob, { minLength: 1, maxLength: 30, selector: ({ created }) => created }),
  steps: fc.array(step, { minLength: 1, maxLength: 12 }),
  faults,
  pageSize: fc.integer({ min: 1, max: 4 }),
});
