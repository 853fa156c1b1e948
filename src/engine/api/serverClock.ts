import { counted } from '../../core/text/counted';
import type { Timing } from './timing';

/** What one answer told of the service's clock. Milliseconds. */
interface ClockReading {
  /** The service's clock less this computer's. */
  readonly offset: number;
  /** How far that may be off, both ways. */
  readonly uncertainty: number;
  /** When it was taken, by `Timing.elapsed`. */
  readonly takenAt: number;
}

/** `Date` is cut to whole seconds (RFC 9110, section 10.2.2). */
const dateResolutionMs = 1_000;

/** A better reading than this old gives way to a newer one: clocks drift, and are set. */
const longestUseMs = 10 * 60_000;

/** From here on people are told: listings of the last hours and days come out wrong. */
export const largeOffsetMs = 5 * 60_000;

/**
 * The service's clock, as far as the `Date` headers of its answers tell. An answer is dated at some moment between request and
 * answer, so its date says the offset to half a second and half the round trip; the best recent reading is kept.
 */
export class ServerClock {
  private reading: ClockReading | undefined;
  private isLargeOffsetTold = false;

  /** @param onLargeOffset told once, with the milliseconds that the service is ahead */
  constructor(
    private readonly timing: Timing,
    private readonly onLargeOffset?: (offsetMs: number) => void,
  ) {}

  /** How many milliseconds the service's clock is ahead of this computer's; undefined before the first answer. */
  get offsetMs(): number | undefined {
    return this.reading?.offset;
  }

  /** How far `offsetMs` may be off, both ways. */
  get uncertaintyMs(): number | undefined {
    return this.reading?.uncertainty;
  }

  /** The service's time now, in milliseconds since the epoch. */
  now(): number {
    return this.toServerTime(this.timing.now());
  }

  /** The service's time at a moment of this computer's clock. A difference that the reading itself explains is none. */
  toServerTime(localTime: number): number {
    const { offset, uncertainty } = this.reading ?? { offset: 0, uncertainty: 0 };
    return Math.abs(offset) > uncertainty ? localTime + Math.round(offset) : localTime;
  }

  /**
   * Takes a reading from an answer.
   *
   * @param date its header `Date`; one that is absent or cannot be read tells nothing
   * @param roundTripMs from before the request was sent to now, when the answer begins
   */
  observe(date: string | readonly string[] | undefined, roundTripMs: number): void {
    const dated = typeof date === 'string' ? Date.parse(date) : NaN;
    if (Number.isNaN(dated)) {
      return;
    }
    const reading = {
      offset: dated + dateResolutionMs / 2 - (this.timing.now() - roundTripMs / 2),
      uncertainty: (dateResolutionMs + roundTripMs) / 2,
      takenAt: this.timing.elapsed(),
    };
    if (this.reading === undefined || isBetter(reading, this.reading)) {
      this.reading = reading;
      this.tellLargeOffset(reading.offset);
    }
  }

  private tellLargeOffset(offset: number): void {
    if (!this.isLargeOffsetTold && Math.abs(offset) > largeOffsetMs) {
      this.isLargeOffsetTold = true;
      this.onLargeOffset?.(offset);
    }
  }
}

/** The warning of a clock that is wrong. */
export function describeClockOffset(offsetMs: number): string {
  const minutes = Math.round(Math.abs(offsetMs) / 60_000);
  const direction = offsetMs > 0 ? 'behind' : 'ahead of';
  return `The clock of this computer is ${counted(minutes, 'minute')} ${direction} that of the service, which is allowed for. Set it right.`;
}

/** Readings that exclude each other show that a clock was set: the newer one holds. */
function isBetter(newer: ClockReading, older: ClockReading): boolean {
  return (
    newer.uncertainty <= older.uncertainty ||
    newer.takenAt - older.takenAt > longestUseMs ||
    Math.abs(newer.offset - older.offset) > newer.uncertainty + older.uncertainty
  );
}
