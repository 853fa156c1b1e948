import { Random } from '../records/random';
import type { SandboxSettings } from '../sandboxOptions';

export interface Faults {
  readonly reset: boolean;
  readonly html: boolean;
  readonly serverError: boolean;
  /** Milliseconds that the answer waits. */
  readonly delayMs: number;
  readonly truncate: boolean;
}

/** Decides what goes wrong with each request. */
export class FaultPlan {
  private readonly random: Random;

  constructor(private readonly settings: SandboxSettings['faults']) {
    this.random = new Random('faults', settings.seed);
  }

  /** The faults of the next request. */
  draw(): Faults {
    const { reset, html, serverError, slow, slowMs, truncate } = this.settings;
    return {
      reset: this.random.chance(reset),
      html: this.random.chance(html),
      serverError: this.random.chance(serverError),
      delayMs: this.random.chance(slow) ? slowMs : 0,
      truncate: this.random.chance(truncate),
    };
  }
}
