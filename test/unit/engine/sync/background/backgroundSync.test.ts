import { beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../../../../src/core/api/connection';
import type {
  BackgroundSyncPlan,
  BackgroundSyncState,
  SyncSummary,
} from '../../../../../src/core/protocol/archiveProtocol';
import { EngineError } from '../../../../../src/core/protocol/engineError';
import { BackgroundSync } from '../../../../../src/engine/sync/background/backgroundSync';
import type { Lease } from '../../../../../src/engine/sync/background/processLease';
import { SteppedTiming } from './steppedTiming';

const minuteMs = 60_000;
const connection: Connection = {
  id: 'c',
  name: 'C',
  cloud: 'enterprise',
  tenantId: '00000000-0000-4000-8000-000000000001',
};
const plan: BackgroundSyncPlan = { connection, intervalMinutes: 60 };
const synced: SyncSummary = {
  contentTypes: [
    {
      contentType: 'Audit.Exchange',
      summary: { fetched: 1, alreadyArchived: 0, records: 5, duplicates: 0, failures: [] },
    },
  ],
  notSubscribed: [],
};
const noToken = new EngineError({ kind: 'signIn', message: 'Nobody is signed in.', action: 'signIn' });

/** One process: its background sync, and what it told. */
class Engine {
  readonly states: BackgroundSyncState[] = [];
  readonly turns: { readonly at: number; readonly signal: AbortSignal }[] = [];
  readonly defects: unknown[] = [];
  answer: (signal: AbortSignal) => Promise<SyncSummary> = () => Promise.resolve(synced);
  readonly background: BackgroundSync;

  constructor(timing: SteppedTiming, lease: FakeLease) {
    this.background = new BackgroundSync({
      timing,
      holdLease: () => Promise.resolve(lease.take(this)),
      sync: (_plan, signal) => {
        this.turns.push({ at: timing.elapsed(), signal });
        return this.answer(signal);
      },
      onChange: (state) => this.states.push(state),
      onDefect: (error) => this.defects.push(error),
    });
  }

  get stateNames(): readonly string[] {
    return this.states.map(({ state }) => state);
  }
}

class FakeLease {
  holder: Engine | undefined;

  take(engine: Engine): Lease | undefined {
    if (this.holder !== undefined && this.holder !== engine) {
      return undefined;
    }
    this.holder = engine;
    return {
      isHeld: () => Promise.resolve(this.holder === engine),
      release: () => {
        this.holder = this.holder === engine ? undefined : this.holder;
        return Promise.resolve();
      },
    };
  }
}

let timing: SteppedTiming;
let lease: FakeLease;
let engine: Engine;

beforeEach(() => {
  timing = new SteppedTiming();
  lease = new FakeLease();
  engine = new Engine(timing, lease);
});

describe('a plan', () => {
  it('has its first turn soon, and then one each interval', async () => {
    await engine.background.setPlans([plan]);
    expect(engine.turns).toEqual([]);
    await timing.pass(minuteMs);
    expect(engine.turns).toHaveLength(1);
    await timing.pass(3 * 60 * minuteMs);
    expect(engine.turns).toHaveLength(4);
    expect(engine.stateNames.slice(0, 4)).toEqual(['waiting', 'running', 'waiting', 'running']);
    expect(engine.states[2]).toEqual({
      connectionId: 'c',
      state: 'waiting',
      records: 5,
      lastAt: timing.clockMs + 5_000,
      nextAt: timing.clockMs + 5_000 + 60 * minuteMs,
    });
  });

  it('ends with its turn when it is taken back, and begins anew when it is another one', async () => {
    engine.answer = (signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(new Error('Aborted.'));
        });
      });
    await engine.background.setPlans([plan]);
    await timing.pass(minuteMs);
    await engine.background.setPlans([{ ...plan, intervalMinutes: 15 }]);
    expect(engine.turns[0]?.signal.aborted).toBe(true);
    await timing.pass(minuteMs);
    expect(engine.turns).toHaveLength(2);
    await engine.background.stop();
    expect(lease.holder).toBeUndefined();
    expect(engine.defects).toEqual([]);
    await timing.pass(60 * minuteMs);
    expect(engine.turns).toHaveLength(2);
  });

  it('comes in time after a sleep, and whatever the clock is set to', async () => {
    await engine.background.setPlans([plan]);
    await timing.pass(minuteMs);
    timing.clockMs += 8 * 60 * minuteMs;
    await timing.pass(minuteMs);
    expect(engine.turns).toHaveLength(2);
    timing.clockMs -= 48 * 60 * minuteMs;
    await timing.pass(61 * minuteMs);
    expect(engine.turns).toHaveLength(3);
  });
});

describe('a turn that fails', () => {
  it('says why, and the next comes all the same', async () => {
    engine.answer = () => Promise.reject(noToken);
    await engine.background.setPlans([plan]);
    await timing.pass(minuteMs);
    expect(engine.states.at(-1)).toMatchObject({ state: 'failed', error: noToken.data });
    engine.answer = () => Promise.resolve(synced);
    await timing.pass(60 * minuteMs);
    expect(engine.states.at(-1)).toMatchObject({ state: 'waiting', records: 5 });
    expect(engine.states.at(-1)).not.toHaveProperty('error');
  });

  it('is tried again at once, when what was wrong may be right', async () => {
    engine.answer = () => Promise.reject(noToken);
    await engine.background.setPlans([plan]);
    await timing.pass(minuteMs);
    await engine.background.setPlans([plan]);
    await timing.pass(0);
    expect(engine.turns).toHaveLength(2);
    engine.answer = () => Promise.resolve(synced);
    engine.background.retryFailed();
    await timing.pass(0);
    expect(engine.turns).toHaveLength(3);
    engine.background.retryFailed();
    await timing.pass(0);
    expect(engine.turns).toHaveLength(3);
  });

  it('is one where a content type failed, or none is subscribed to', async () => {
    const error = { kind: 'api', message: 'Not allowed.' } as const;
    engine.answer = () =>
      Promise.resolve({ ...synced, contentTypes: [...synced.contentTypes, { contentType: 'DLP.All', error }] });
    await engine.background.setPlans([plan]);
    await timing.pass(minuteMs);
    expect(engine.states.at(-1)).toMatchObject({ state: 'failed', records: 5, error });
    engine.answer = () => Promise.resolve({ contentTypes: [], notSubscribed: ['Audit.Exchange'] });
    engine.background.retryFailed();
    await timing.pass(0);
    expect(engine.states.at(-1)).toMatchObject({ state: 'failed', error: { action: 'subscribe' } });
  });

  it('shows no words of a defect', async () => {
    const defect = new TypeError('with a secret');
    engine.answer = () => Promise.reject(defect);
    await engine.background.setPlans([plan]);
    await timing.pass(minuteMs);
    expect(engine.defects).toEqual([defect]);
    expect(JSON.stringify(engine.states)).not.toContain('secret');
  });
});

describe('two windows', () => {
  it('do not both sync, and the other one takes over within a minute', async () => {
    const other = new Engine(timing, lease);
    await engine.background.setPlans([plan]);
    await timing.pass(1_000);
    await other.background.setPlans([plan]);
    await timing.pass(5 * 60 * minuteMs);
    expect(engine.turns).toHaveLength(5);
    expect(other.turns).toEqual([]);
    expect(other.stateNames).toEqual(['waiting', 'elsewhere']);
    await engine.background.stop();
    await timing.pass(minuteMs);
    expect(other.turns).toHaveLength(1);
    expect(other.stateNames).toEqual(['waiting', 'elsewhere', 'running', 'waiting']);
  });

  it('find out when one has taken the lease from the other', async () => {
    await engine.background.setPlans([plan]);
    await timing.pass(minuteMs);
    lease.holder = new Engine(timing, lease);
    await timing.pass(60 * minuteMs);
    expect(engine.turns).toHaveLength(1);
    expect(engine.stateNames.at(-1)).toBe('elsewhere');
  });
});
