export type Step = (round: number) => Promise<unknown>;

/** How long runs of the same step took, in milliseconds. */
export class Timings {
  private readonly values: number[] = [];

  /** The first round warms up and does not count. */
  async run(step: Step, round: number): Promise<void> {
    const started = performance.now();
    await step(round);
    if (round > 0) {
      this.values.push(performance.now() - started);
    }
  }

  get median(): number {
    return this.values.toSorted((a, b) => a - b)[Math.floor(this.values.length / 2)] ?? Number.NaN;
  }

  /** The run that other work on the machine disturbed least. */
  get best(): number {
    return Math.min(...this.values);
  }

  get text(): string {
    return `${this.best.toFixed(0)} ms (median ${this.median.toFixed(0)})`;
  }
}

export async function timeRuns(rounds: number, step: Step): Promise<Timings> {
  const timings = new Timings();
  for (let round = 0; round <= rounds; round++) {
    await timings.run(step, round);
  }
  return timings;
}

/** Times two steps in turn, so that what disturbs one disturbs the other. */
export async function timeInTurn(rounds: number, one: Step, other: Step): Promise<readonly [Timings, Timings]> {
  const timings = [new Timings(), new Timings()] as const;
  for (let round = 0; round <= rounds; round++) {
    await timings[0].run(one, round);
    await timings[1].run(other, round);
  }
  return timings;
}

/** The value that this share of the values does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
}
