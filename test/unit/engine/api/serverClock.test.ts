import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ServerClock } from '../../../../src/engine/api/serverClock';
import { FakeTiming } from './fakeTiming';

const noon = Date.parse('2026-03-04T12:00:00Z');
const minute = 60_000;

/** The header of an answer that is dated at an instant. */
function dateHeader(instant: number): string {
  return new Date(instant).toUTCString();
}

describe('the clock of the service', () => {
  it('is that of this computer until an answer tells', () => {
    const clock = new ServerClock(new FakeTiming(noon));
    expect(clock.offsetMs).toBeUndefined();
    expect(clock.now()).toBe(noon);
  });

  it('is as far ahead as the middle of the round trip says', () => {
    const clock = new ServerClock(new FakeTiming(noon));
    clock.observe(dateHeader(noon + 7 * minute), 200);
    expect(clock.offsetMs).toBe(7 * minute + 600);
    expect(clock.uncertaintyMs).toBe(600);
    expect(clock.now()).toBe(noon + 7 * minute + 600);
    expect(clock.toServerTime(noon - minute)).toBe(noon + 6 * minute + 600);
  });

  it('is found to the uncertainty that it says, wherever in the round trip and the second the answer was dated', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -86_400_000, max: 86_400_000 }),
        fc.integer({ min: 0, max: 30_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 999 }),
        (offset, roundTrip, share, fraction) => {
          const received = noon + fraction;
          const clock = new ServerClock(new FakeTiming(received));
          clock.observe(dateHeader(received - share * roundTrip + offset), roundTrip);
          expect(Math.abs((clock.offsetMs ?? NaN) - offset)).toBeLessThanOrEqual((clock.uncertaintyMs ?? NaN) + 1);
        },
      ),
    );
  });

  it('does not differ where the resolution of the header explains the difference', () => {
    const clock = new ServerClock(new FakeTiming(noon + 900));
    clock.observe(dateHeader(noon), 100);
    expect(clock.now()).toBe(noon + 900);
  });

  it('keeps the best reading, for a while', async () => {
    const timing = new FakeTiming(noon);
    const clock = new ServerClock(timing);
    clock.observe(dateHeader(noon + minute), 100);
    clock.observe(dateHeader(noon + minute), 4_000);
    expect(clock.uncertaintyMs).toBe(550);
    await timing.delay(11 * minute, undefined);
    clock.observe(dateHeader(noon + 12 * minute), 4_000);
    expect(clock.uncertaintyMs).toBe(2_500);
  });

  it('follows at once where a clock was set', () => {
    const clock = new ServerClock(new FakeTiming(noon));
    clock.observe(dateHeader(noon + 60 * minute), 10);
    clock.observe(dateHeader(noon), 4_000);
    expect(clock.now()).toBe(noon);
  });

  it.each([undefined, '', 'yesterday', ['a', 'b']])('learns nothing from %j', (header) => {
    const clock = new ServerClock(new FakeTiming(noon));
    clock.observe(header, 10);
    expect(clock.offsetMs).toBeUndefined();
  });

  it('is told of once, when it is more than 5 minutes off', () => {
    const told: number[] = [];
    const clock = new ServerClock(new FakeTiming(noon), (offset) => told.push(offset));
    clock.observe(dateHeader(noon + 4 * minute), 0);
    expect(told).toEqual([]);
    clock.observe(dateHeader(noon - 6 * minute), 0);
    clock.observe(dateHeader(noon - 60 * minute), 0);
    expect(told).toEqual([-6 * minute + 500]);
  });
});
