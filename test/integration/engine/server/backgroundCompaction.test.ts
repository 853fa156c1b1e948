import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import type { CompactionOptions, CompactionSummary } from '../../../../src/engine/archive/compaction/compaction';
import { BackgroundCompaction } from '../../../../src/engine/server/backgroundCompaction';

const minuteMs = 60_000;
const nothing: CompactionSummary = { filesBefore: 0, filesAfter: 0, bytesBefore: 0, bytesAfter: 0, records: 0 };

/** A background compaction whose next turn a test gives, and what it did. */
class Bench {
  readonly failures: unknown[] = [];
  compact: (options: CompactionOptions) => Promise<CompactionSummary> = () => Promise.resolve(nothing);
  turns = 0;
  private now = 0;
  private next = (): void => undefined;
  readonly compaction: BackgroundCompaction;

  constructor() {
    const archive = {
      compact: (options: CompactionOptions): Promise<CompactionSummary> => {
        this.turns += 1;
        return this.compact(options);
      },
    };
    this.compaction = new BackgroundCompaction({
      timing: {
        elapsed: () => this.now,
        delay: (milliseconds, signal) =>
          new Promise((resolve, reject) => {
            signal?.throwIfAborted();
            signal?.addEventListener('abort', () => {
              reject(new Error('Stopped.'));
            });
            this.next = () => {
              this.now += milliseconds;
              resolve();
            };
          }),
      },
      archives: () => Promise.resolve([archive]),
      onFailure: (error) => this.failures.push(error),
    });
    onTestFinished(() => this.compaction.stop());
  }

  /** Lets the wait be over, and the turn end. */
  async turn(): Promise<void> {
    await new Promise(setImmediate);
    this.next();
    await new Promise(setImmediate);
  }

  pass(milliseconds: number): void {
    this.now += milliseconds;
  }
}

test('archives are compacted while nobody waits for anything', async () => {
  const bench = new Bench();
  await bench.turn();
  expect(bench.turns).toBe(1);
  let answer = (): void => undefined;
  const answered = bench.compaction.interrupt(
    () =>
      new Promise<void>((resolve) => {
        answer = resolve;
      }),
  );
  await bench.turn();
  expect(bench.turns).toBe(1);
  bench.pass(10 * minuteMs);
  answer();
  await answered;
  await bench.turn();
  expect(bench.turns).toBe(2);
});

test('what someone asks for ends a compaction at once, and the next one comes when it is quiet again', async () => {
  const bench = new Bench();
  let cancelled = 0;
  bench.compact = async ({ signal }) => {
    await once(signal, 'abort');
    cancelled += 1;
    throw signal.reason;
  };
  await bench.turn();
  expect(await bench.compaction.interrupt(() => Promise.resolve('answer'))).toBe('answer');
  expect(cancelled).toBe(1);
  await bench.turn();
  expect(bench.turns).toBe(2);
  await bench.compaction.stop();
  expect(cancelled).toBe(2);
  expect(bench.failures).toEqual([]);
});

test('an archive that cannot be compacted is told of once, tried less and less, and as before once it could', async () => {
  const bench = new Bench();
  const full = new Error('The drive is full.');
  bench.compact = () => Promise.reject(full);
  await bench.turn();
  await bench.turn();
  expect(bench.turns).toBe(1);
  for (const [rest, turns] of [
    [15, 2],
    [15, 2],
    [30, 3],
    [6 * 60, 4],
  ] as const) {
    bench.pass(rest * minuteMs);
    await bench.turn();
    expect(bench.turns).toBe(turns);
  }
  expect(bench.failures).toEqual([full]);

  bench.compact = () => Promise.resolve(nothing);
  bench.pass(6 * 60 * minuteMs);
  await bench.turn();
  await bench.turn();
  expect(bench.turns).toBe(6);
  bench.compact = () => Promise.reject(full);
  await bench.turn();
  expect(bench.failures).toEqual([full, full]);
});
