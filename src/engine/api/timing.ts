import { setTimeout } from 'node:timers/promises';

/** Clock, waiting and chance, so that tests need none of them. */
export interface Timing {
  /** Milliseconds since the epoch, by this computer's clock, which may be wrong and may be set while we run. */
  now(): number;
  /** Milliseconds since some beginning, which nobody sets. They may stand still while the computer sleeps. */
  elapsed(): number;
  /** Waits; rejects at once when the signal aborts. */
  delay(milliseconds: number, signal: AbortSignal | undefined): Promise<void>;
  /** At least 0, below 1. */
  random(): number;
}

export const systemTiming: Timing = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  delay: (milliseconds, signal) => setTimeout(milliseconds, undefined, signal === undefined ? {} : { signal }),
  random: () => Math.random(),
};
