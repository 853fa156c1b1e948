import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { LogOutputChannel } from 'vscode';
import { demoConnection } from '../../../../src/core/api/connection';
import type { ReceiverParams, ReceiverState } from '../../../../src/core/protocol/webhookProtocol';
import type { ConnectionStore } from '../../../../src/extension/connections/connectionStore';
import type { EngineSession } from '../../../../src/extension/engine/engineSession';
import { ReceiverSession } from '../../../../src/extension/receiver/receiverSession';
import type { WebhookSecrets } from '../../../../src/extension/subscriptions/webhookSecrets';
import { memento } from '../memento';
import { EventEmitter } from '../vscodeStandIn';

vi.mock('vscode', () => import('../vscodeStandIn'));

const counts = { notifications: 0, rejected: 0, validations: 0 };

/** The engine's receiver, as the host sees it: it listens at the port that it is told, or at a free one. */
class EngineStandIn {
  readonly restarted = new EventEmitter<void>();
  readonly failed = new EventEmitter<void>();
  freePort = 5000;
  params: ReceiverParams | undefined;

  readonly onDidRestart = this.restarted.event;
  readonly onDidFail = this.failed.event;
  readonly onNotification = (): object => ({ dispose: () => undefined });

  request(_method: string, params: ReceiverParams): Promise<ReceiverState> {
    this.params = params;
    return Promise.resolve({
      ...counts,
      localAddress: `http://127.0.0.1:${params.port || this.freePort}/notifications`,
    });
  }

  requestIfRunning(): Promise<void> {
    this.params = undefined;
    return Promise.resolve();
  }
}

/** Secrets are read at the pace of the test. */
class SecretsStandIn {
  readonly changed = new EventEmitter<void>();
  authIds: readonly string[] = [];
  readonly reads: (() => void)[] = [];
  isSlow = false;

  readonly onDidChange = this.changed.event;

  async list(): Promise<readonly string[]> {
    const { authIds } = this;
    if (this.isSlow) {
      await new Promise<void>((resolve) => this.reads.push(resolve));
    }
    return authIds;
  }
}

let engine: EngineStandIn;
let secrets: SecretsStandIn;
let session: ReceiverSession;

beforeEach(() => {
  engine = new EngineStandIn();
  secrets = new SecretsStandIn();
  session = new ReceiverSession({
    engine: engine as unknown as EngineSession,
    connections: {
      connections: [demoConnection],
      onDidChange: new EventEmitter<void>().event,
    } as unknown as ConnectionStore,
    secrets: secrets as unknown as WebhookSecrets,
    state: memento(),
    log: {} as LogOutputChannel,
  });
});

describe('the public address', () => {
  it('is that of the tunnel to the port, and of no other one', async () => {
    await session.start(0);
    await session.setPublicAddress('https://example-5000.devtunnels.ms/notifications');
    expect(session.publicAddress).toBe('https://example-5000.devtunnels.ms/notifications');
    await session.stop();
    engine.freePort = 6000;
    await session.start(0);
    expect(session.publicAddress).toBeUndefined();
    await session.stop();
    await session.start(5000);
    expect(session.publicAddress).toBe('https://example-5000.devtunnels.ms/notifications');
  });
});

describe('listening', () => {
  it('is not begun again by a secret that changes while it is ended', async () => {
    await session.start(0);
    secrets.isSlow = true;
    secrets.changed.fire();
    const stopped = session.stop();
    await expect.poll(() => secrets.reads).toHaveLength(1);
    secrets.reads.forEach((resolve) => {
      resolve();
    });
    await stopped;
    // Whatever still went on has ended by then.
    await new Promise(setImmediate);
    expect(engine.params).toBeUndefined();
    expect(session.state).toBeUndefined();
  });

  it('takes the secrets that there are now, however long those before took to be read', async () => {
    await session.start(0);
    secrets.isSlow = true;
    secrets.changed.fire();
    await expect.poll(() => secrets.reads).toHaveLength(1);
    secrets.isSlow = false;
    secrets.authIds = ['new'];
    secrets.changed.fire();
    secrets.reads[0]?.();
    await session.start(5000);
    expect(engine.params?.routes[0]?.authIds).toEqual(['new']);
  });

  it('has ended where no engine runs any more', async () => {
    await session.start(0);
    engine.failed.fire();
    expect(session.state).toBeUndefined();
  });
});
