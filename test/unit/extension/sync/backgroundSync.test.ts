import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LogOutputChannel } from 'vscode';
import { demoConnection, type Connection } from '../../../../src/core/api/connection';
import type { BackgroundSyncPlan, BackgroundSyncState } from '../../../../src/core/protocol/archiveProtocol';
import type { ConnectionStore } from '../../../../src/extension/connections/connectionStore';
import type { Upkeep } from '../../../../src/extension/connections/upkeepSettings';
import type { EngineSession } from '../../../../src/extension/engine/engineSession';
import { BackgroundSync } from '../../../../src/extension/sync/backgroundSync';
import { backgroundSyncText } from '../../../../src/extension/sync/backgroundSyncText';
import { EventEmitter } from '../vscodeStandIn';

vi.mock('vscode', () => import('../vscodeStandIn'));

/** An engine that starts at the first request, as the real one does. */
class EngineStandIn {
  readonly started = new EventEmitter<void>();
  readonly states = new EventEmitter<BackgroundSyncState>();
  readonly sent: (readonly BackgroundSyncPlan[])[] = [];
  isRunning = false;

  readonly onDidStart = this.started.event;
  readonly onDidFail = new EventEmitter<void>().event;
  readonly onNotification = (_method: string, listener: (state: BackgroundSyncState) => void): object =>
    this.states.event(listener);

  request(_method: string, { plans }: { readonly plans: readonly BackgroundSyncPlan[] }): Promise<null> {
    if (!this.isRunning) {
      this.start();
    }
    this.sent.push(plans);
    return Promise.resolve(null);
  }

  async requestIfRunning(method: string, params: { readonly plans: readonly BackgroundSyncPlan[] }): Promise<void> {
    if (this.isRunning) {
      await this.request(method, params);
    }
  }

  start(): void {
    this.isRunning = true;
    this.started.fire();
  }
}

const plan = { connection: demoConnection, intervalMinutes: 15 };
let engine: EngineStandIn;
let upkeep: Upkeep;
let changed: EventEmitter<void>;
let background: BackgroundSync;

beforeEach(() => {
  vi.useFakeTimers();
  engine = new EngineStandIn();
  upkeep = {};
  changed = new EventEmitter();
  background = new BackgroundSync(
    engine as unknown as EngineSession,
    {
      connections: [demoConnection],
      find: () => demoConnection,
      upkeepOf: () => upkeep,
      onDidChange: changed.event,
    } as unknown as ConnectionStore,
    { warn: () => undefined } as unknown as LogOutputChannel,
  );
});

afterEach(() => {
  background.dispose();
  vi.useRealTimers();
});

async function turnOn(): Promise<void> {
  upkeep = { backgroundSync: { intervalMinutes: 15 } };
  changed.fire();
  await vi.advanceTimersByTimeAsync(0);
}

describe('the plans', () => {
  it('start no engine where there are none', async () => {
    await vi.advanceTimersByTimeAsync(60_000);
    expect(engine.isRunning).toBe(false);
  });

  it('start the engine some time after the activation', async () => {
    upkeep = { backgroundSync: { intervalMinutes: 15 } };
    await vi.advanceTimersByTimeAsync(60_000);
    expect(engine.sent).toEqual([[plan]]);
  });

  it('are sent once, again to another engine, and withdrawn', async () => {
    await turnOn();
    changed.fire();
    await vi.advanceTimersByTimeAsync(0);
    expect(engine.sent).toEqual([[plan]]);
    engine.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(engine.sent).toEqual([[plan], [plan]]);
    upkeep = {};
    changed.fire();
    await vi.advanceTimersByTimeAsync(0);
    expect(engine.sent.at(-1)).toEqual([]);
  });
});

describe('a turn', () => {
  const state = (kind: BackgroundSyncState['state'], more: Partial<BackgroundSyncState> = {}): BackgroundSyncState => ({
    connectionId: demoConnection.id,
    state: kind,
    ...more,
  });
  const words = (): readonly string[] => background.connectionsInPlan.map((one) => backgroundSyncText(one, 'en'));

  it('is told of when it has ended well', async () => {
    await turnOn();
    const ended: Connection[] = [];
    background.onDidEndTurn((connection) => ended.push(connection));
    engine.states.fire(state('waiting', { nextAt: 0 }));
    engine.states.fire(state('running'));
    engine.states.fire(state('failed', { error: { kind: 'network', message: 'No network.' } }));
    expect(ended).toEqual([]);
    engine.states.fire(state('running'));
    engine.states.fire(state('waiting', { lastAt: 0, nextAt: 900_000, records: 12 }));
    expect(ended).toEqual([demoConnection]);
    expect(words()).toEqual(['every 15 minutes; 12 new records at 00:00 UTC, next at 00:15 UTC']);
  });

  it('says why it failed, and who else does it', async () => {
    await turnOn();
    expect(words()).toEqual(['every 15 minutes']);
    engine.states.fire(state('failed', { error: { kind: 'network', message: 'No network.' } }));
    expect(words()).toEqual(['every 15 minutes; the last turn failed: No network.']);
    engine.states.fire(state('elsewhere'));
    expect(words()).toEqual(['every 15 minutes; another window does it']);
  });
});
