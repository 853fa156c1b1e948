import { setTimeout } from 'node:timers/promises';

/** Clock, waiting and chance, so that tests need none of them. */
export interface Timing {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Waits; rejects at once when the signal aborts. */
  delay(milliseconds: number, signal: AbortSignal | undefined): Promise<void>;
  /** At least 0, below 1. */
  random(): number;
}

export const systemTiming: Timing = {
  now: () => Date.now(),
  delay: (milliseconds, signal) => setTimeout(milliseconds, undefined, signal === undefined ? {} : { signal }),
  random: () => Math.random(),
};
