/** What came in a second, lately. */
export interface Speed {
  readonly records: number;
  readonly bytes: number;
}

interface Sample extends Speed {
  /** Milliseconds of a clock that never goes back. */
  readonly at: number;
}

/** How far back it looks: long enough to be calm, short enough to follow. */
const spanMs = 10_000;

/** A shorter time says nothing. */
const shortestMs = 1_000;

/** Speed of counts that only grow. */
export class SpeedMeter {
  private samples: readonly Sample[] = [];

  /** @returns the speed; undefined as long as nobody can tell */
  measure(sample: Sample): Speed | undefined {
    const recent = this.samples.filter(({ at }) => sample.at - at <= spanMs);
    this.samples = [...recent, sample];
    const [first = sample] = recent;
    const seconds = (sample.at - first.at) / 1_000;
    return seconds * 1_000 < shortestMs
      ? undefined
      : { records: (sample.records - first.records) / seconds, bytes: (sample.bytes - first.bytes) / seconds };
  }
}
