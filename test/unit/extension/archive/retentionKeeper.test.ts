import { beforeEach, expect, it, vi } from 'vitest';
import { window, type LogOutputChannel } from 'vscode';
import { demoConnection, type Connection } from '../../../../src/core/api/connection';
import type { RetentionPlan } from '../../../../src/core/protocol/archiveProtocol';
import { RetentionKeeper } from '../../../../src/extension/archive/retentionKeeper';
import type { ConnectionStore } from '../../../../src/extension/connections/connectionStore';
import type { Upkeep } from '../../../../src/extension/connections/upkeepSettings';
import type { EngineSession } from '../../../../src/extension/engine/engineSession';
import type { ErrorPresenter } from '../../../../src/extension/errors/errorPresenter';
import { memento } from '../memento';
import { EventEmitter } from '../vscodeStandIn';

vi.mock('vscode', () => import('../vscodeStandIn'));

const plan: RetentionPlan = {
  selection: { until: 1 },
  size: { records: 5, bytes: 1_000, contentTypes: [{ contentType: 'Audit.General', records: 5 }] },
};
let upkeep: Upkeep;
let asked: string[];
let synced: EventEmitter<Connection>;
let keeper: RetentionKeeper;

beforeEach(() => {
  vi.restoreAllMocks();
  upkeep = { retention: { days: 30 } };
  asked = [];
  synced = new EventEmitter();
  keeper = new RetentionKeeper({
    engine: {
      onDidStart: new EventEmitter<void>().event,
      request: (method: string) => {
        asked.push(method);
        return Promise.resolve(plan);
      },
    } as unknown as EngineSession,
    connections: { connections: [demoConnection], upkeepOf: () => upkeep } as unknown as ConnectionStore,
    state: memento(),
    errors: { guard: (_: object, action: () => Promise<void>) => action() } as unknown as ErrorPresenter,
    log: {} as LogOutputChannel,
    onDidSync: synced.event as never,
  });
});

it('asks after a sync, at most once a day, and deletes nothing by itself', async () => {
  const message = vi.spyOn(window, 'showInformationMessage');
  synced.fire(demoConnection);
  await expect.poll(() => message).toHaveBeenCalledOnce();
  await new Promise(setImmediate);
  synced.fire(demoConnection);
  await new Promise(setImmediate);
  expect(asked).toEqual(['m365Audit/planRetention']);
  expect(message.mock.calls[0]?.[0]).toContain('30 days');
});

it('looks at once where the retention has just been changed', async () => {
  synced.fire(demoConnection);
  await expect.poll(() => asked).toHaveLength(1);
  await new Promise(setImmediate);
  await keeper.lookNow(demoConnection);
  await expect.poll(() => asked).toHaveLength(2);
});

it('asks nothing of the engine where everything is kept', async () => {
  upkeep = {};
  synced.fire(demoConnection);
  await new Promise(setImmediate);
  expect(asked).toEqual([]);
});
