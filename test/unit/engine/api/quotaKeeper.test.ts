import { describe, expect, it } from 'vitest';
import type { RequestPriority } from '../../../../src/engine/api/quotaKeeper';
import { QuotaKeeper } from '../../../../src/engine/api/quotaKeeper';
import { QuotaKeepers } from '../../../../src/engine/api/quotaKeepers';
import { FakeTiming } from './fakeTiming';

const minute = 60_000;

function createKeeper(requestsPerMinute = 2_000): { keeper: QuotaKeeper; timing: FakeTiming } {
  const timing = new FakeTiming();
  return { timing, keeper: new QuotaKeeper({ requestsPerMinute, timing }) };
}

/** When each of so many requests goes, in milliseconds from the first. */
async function send(keeper: QuotaKeeper, timing: FakeTiming, count: number): Promise<readonly number[]> {
  const begin = timing.elapsed();
  const times: number[] = [];
  for (let i = 0; i < count; i += 1) {
    await keeper.admit('bulk', undefined);
    times.push(timing.elapsed() - begin);
  }
  return times;
}

describe('the pace', () => {
  it.each([1, 7, 60, 2_000])('keeps every minute within %i requests, wherever it begins', async (quota) => {
    const { keeper, timing } = createKeeper(quota);
    const times = await send(keeper, timing, 3 * quota + 5);
    times.forEach((start, index) => {
      expect(times.filter((time, other) => other >= index && time < start + minute).length).toBeLessThanOrEqual(quota);
    });
  });

  it('is half of the quota at once, and 95 % of it in a minute', async () => {
    const { keeper, timing } = createKeeper();
    const times = await send(keeper, timing, 3_800);
    expect(times.filter((time) => time === 0)).toHaveLength(1_000);
    expect(times.filter((time) => time < minute)).toHaveLength(1_900);
    expect(times.at(-1)).toBeLessThan(1.5 * minute);
  });

  it('keeps the last part of each minute for what someone waits for', async () => {
    const { keeper, timing } = createKeeper();
    await send(keeper, timing, 1_900);
    const begin = timing.elapsed();
    await keeper.admit('interactive', undefined);
    expect(timing.elapsed() - begin).toBeLessThan(100);
    expect((await send(keeper, timing, 1))[0]).toBeGreaterThan(10_000);
  });

  it('makes no flood of what was not used for hours', async () => {
    const { keeper, timing } = createKeeper();
    await send(keeper, timing, 500);
    await timing.delay(180 * minute, undefined);
    const times = await send(keeper, timing, 1_500);
    expect(times.filter((time) => time === 0)).toHaveLength(1_000);
  });

  it('follows the setting', async () => {
    const { keeper, timing } = createKeeper(60);
    await send(keeper, timing, 3);
    keeper.changeQuota(6_000);
    expect((await send(keeper, timing, 2)).at(-1)).toBeLessThan(100);
    expect(keeper.facts).toMatchObject({ requestsPerMinute: 6_000, pacePerMinute: 5_700, used: 5 });
  });
});

describe('a refusal', () => {
  it('stops all requests for as long as Retry-After says, and halves the pace', async () => {
    const { keeper, timing } = createKeeper();
    keeper.throttled(30_000);
    expect(keeper.facts).toMatchObject({ pacePerMinute: 950, lastThrottled: timing.now() });
    const times = await send(keeper, timing, 3);
    expect(times[0]).toBe(30_000);
    expect(times[2]).toBeGreaterThan(30_100);
  });

  it.each([
    ['for a while where it says nothing', undefined, 10_000],
    ['never for longer than people wait', 3_600_000, 120_000],
  ])('stops them %s', async (_name, retryAfterMs, expected) => {
    const { keeper, timing } = createKeeper();
    keeper.throttled(retryAfterMs);
    expect(await send(keeper, timing, 1)).toEqual([expected]);
  });

  it('counts once for requests that were under way together, and again later', async () => {
    const { keeper, timing } = createKeeper();
    for (let i = 0; i < 8; i += 1) {
      keeper.throttled(undefined);
    }
    expect(keeper.facts.pacePerMinute).toBe(950);
    await timing.delay(10_000, undefined);
    keeper.throttled(undefined);
    // Half of what came back in between.
    expect(keeper.facts.pacePerMinute).toBe(491);
  });

  it('is forgotten slowly', async () => {
    const { keeper, timing } = createKeeper();
    keeper.throttled(undefined);
    await timing.delay(minute, undefined);
    expect(keeper.facts.pacePerMinute).toBe(1_140);
    await timing.delay(4 * minute, undefined);
    expect(keeper.facts.pacePerMinute).toBe(1_900);
  });

  it('leaves something of the pace, however often it comes', async () => {
    const { keeper, timing } = createKeeper();
    for (let i = 0; i < 50; i += 1) {
      keeper.throttled(undefined);
      await timing.delay(10_000, undefined);
    }
    expect(keeper.facts.pacePerMinute).toBeGreaterThan(50);
  });
});

describe('the queue', () => {
  it('lets what someone waits for go first, and else the first', async () => {
    const { keeper } = createKeeper(1);
    await keeper.admit('bulk', undefined);
    const order: string[] = [];
    const enter = (name: string, priority: RequestPriority): Promise<unknown> =>
      keeper.admit(priority, undefined).then(() => order.push(name));
    await Promise.all([
      enter('bulk 1', 'bulk'),
      enter('bulk 2', 'bulk'),
      enter('click 1', 'interactive'),
      enter('click 2', 'interactive'),
    ]);
    expect(order).toEqual(['click 1', 'click 2', 'bulk 1', 'bulk 2']);
  });

  it('is left at once by what is cancelled, and costs nothing then', async () => {
    const timing = new FakeTiming();
    let endWait = (): void => undefined;
    let waits = 0;
    const keeper = new QuotaKeeper({
      requestsPerMinute: 1,
      timing: {
        now: () => timing.now(),
        elapsed: () => timing.elapsed(),
        random: () => 1,
        // A wait that only its signal ends: what is cancelled must not depend on it.
        delay: (_ms, signal) =>
          new Promise((resolve, reject) => {
            waits += 1;
            endWait = resolve;
            signal?.addEventListener('abort', () => {
              reject(new Error('Aborted.'));
            });
          }),
      },
    });
    await keeper.admit('bulk', undefined);
    const cancel = new AbortController();
    const cancelled = keeper.admit('bulk', cancel.signal);
    cancel.abort();
    await expect(cancelled).rejects.toHaveProperty('name', 'AbortError');
    await expect(keeper.admit('bulk', cancel.signal)).rejects.toHaveProperty('name', 'AbortError');
    expect(keeper.facts.used).toBe(1);

    const next = keeper.admit('bulk', undefined);
    await timing.delay(2 * minute, undefined);
    await Promise.resolve();
    await Promise.resolve();
    expect(waits).toBe(2);
    endWait();
    await next;
  });
});

describe('the keepers', () => {
  const owner = { origin: 'https://manage.office.com', tenantId: 'aa' };

  it('are one for all connections of a tenant, and another for another cloud or tenant', () => {
    const keepers = new QuotaKeepers({ requestsPerMinute: 10, timing: new FakeTiming() });
    const keeper = keepers.get(owner);
    expect(keepers.get({ ...owner, tenantId: 'AA' })).toBe(keeper);
    for (const other of [
      { ...owner, origin: 'https://manage-gcc.office.com' },
      { ...owner, tenantId: 'cc' },
    ]) {
      expect(keepers.get(other)).not.toBe(keeper);
    }
  });

  it('all follow the setting, those to come as well', () => {
    const keepers = new QuotaKeepers({ requestsPerMinute: 10, timing: new FakeTiming() });
    const keeper = keepers.get(owner);
    keepers.changeQuota(3_000);
    expect(keeper.facts.requestsPerMinute).toBe(3_000);
    expect(keepers.get({ ...owner, tenantId: 'cc' }).facts.requestsPerMinute).toBe(3_000);
  });
});
