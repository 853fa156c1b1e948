import type { Timing } from '../../../../src/engine/api/timing';

/** A clock that goes on only while something waits; chance gives the longest wait. */
export class FakeTiming implements Timing {
  readonly waits: number[] = [];

  constructor(private instant = Date.parse('2026-03-04T12:00:00Z')) {}

  now(): number {
    return this.instant;
  }

  elapsed(): number {
    return this.instant;
  }

  random(): number {
    return 1;
  }

  delay(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    this.waits.push(milliseconds);
    this.instant += milliseconds;
    return Promise.resolve();
  }
}
