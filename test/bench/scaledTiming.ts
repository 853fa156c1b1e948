import { setTimeout } from 'node:timers/promises';
import type { Timing } from '../../src/engine/api/timing';

/** A clock that runs so many times faster than the real one, from now on: a minute of quota passes in some seconds. */
export class ScaledTiming implements Timing {
  private readonly started = { wall: Date.now(), monotonic: performance.now() };

  constructor(private readonly speed: number) {}

  now(): number {
    return this.started.wall + this.elapsed();
  }

  elapsed(): number {
    return (performance.now() - this.started.monotonic) * this.speed;
  }

  random(): number {
    return Math.random();
  }

  async delay(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
    await setTimeout(milliseconds / this.speed, undefined, signal === undefined ? {} : { signal });
  }
}
