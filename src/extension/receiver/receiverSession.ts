import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Connection } from '../../core/api/connection';
import type { ReceiverRoute, ReceiverState } from '../../core/protocol/webhookProtocol';
import type { ConnectionStore } from '../connections/connectionStore';
import { Disposable } from '../disposable';
import type { EngineSession } from '../engine/engineSession';
import type { WebhookSecrets } from '../subscriptions/webhookSecrets';
import { portOf } from './publicAddress';

/** Context key of the commands that need a receiver. */
const listeningKey = 'm365Audit.isListening';

const publicAddressKey = 'receiver.publicAddress';

/** Where the user's tunnel is reached from outside, and the port on this machine that it leads to. */
const keptAddress = z.object({ address: z.string(), port: z.number() });

export interface ReceiverServices {
  readonly engine: EngineSession;
  readonly connections: ConnectionStore;
  readonly secrets: WebhookSecrets;
  /** Of this machine: the tunnel leads here. */
  readonly state: vscode.Memento;
  readonly log: vscode.LogOutputChannel;
}

/** The engine's receiver of notifications, from the host's side. It listens only once the user has asked for it. */
export class ReceiverSession extends Disposable {
  private readonly changeEmitter = this.register(new vscode.EventEmitter<void>());
  /** Of webhooks that are being set: the service proves itself with them before anything is remembered. */
  private readonly pending = new Set<ReceiverRoute>();
  private current: ReceiverState | undefined;
  /** What the engine was told last: each change waits for the one before, so that the latest is what holds. */
  private lastChange: Promise<unknown> = Promise.resolve();

  /** It began or ended to listen, counted something, or has another public address. */
  readonly onDidChange = this.changeEmitter.event;

  constructor(private readonly services: ReceiverServices) {
    super();
    const { engine, connections, secrets } = services;
    this.register(
      engine.onNotification('m365Audit/receiverChanged', (state) => {
        this.show(state.localAddress === undefined ? undefined : state);
      }),
    );
    for (const onDidChange of [
      connections.onDidChange,
      (listener: () => void) => secrets.onDidChange(listener),
      // The engine before took the receiver with it.
      engine.onDidRestart,
    ]) {
      this.register(
        onDidChange(() => {
          void this.sendRoutes();
        }),
      );
    }
    this.register(
      engine.onDidFail(() => {
        this.show(undefined);
      }),
    );
  }

  /** Undefined where it does not listen. */
  get state(): ReceiverState | undefined {
    return this.current;
  }

  get localAddress(): string | undefined {
    return this.current?.localAddress;
  }

  /** Where the user's tunnel is reached from outside, with the receiver's path; undefined where it leads to another port. */
  get publicAddress(): string | undefined {
    const kept = keptAddress.safeParse(this.services.state.get(publicAddressKey)).data;
    return this.localAddress !== undefined && kept?.port === portOf(this.localAddress) ? kept.address : undefined;
  }

  /** Of the tunnel to the port that is listened at now. */
  async setPublicAddress(address: string): Promise<void> {
    if (this.localAddress !== undefined) {
      const kept: z.output<typeof keptAddress> = { address, port: portOf(this.localAddress) };
      await this.services.state.update(publicAddressKey, kept);
      this.changeEmitter.fire();
    }
  }

  /**
   * Listens on loopback.
   *
   * @param port 0 lets the system choose one
   * @throws EngineError if the port is taken, say
   */
  start(port: number): Promise<void> {
    return this.inTurn(() => this.listen(port));
  }

  stop(): Promise<void> {
    return this.inTurn(async () => {
      await this.services.engine.requestIfRunning('m365Audit/stopReceiver', {});
      this.show(undefined);
    });
  }

  /** Takes one more authId while something is done, if the receiver listens. */
  async accepting<T>(connection: Connection, authId: string | undefined, work: () => Promise<T>): Promise<T> {
    if (authId === undefined || this.localAddress === undefined) {
      return work();
    }
    const route: ReceiverRoute = { connection, authIds: [authId] };
    this.pending.add(route);
    try {
      await this.sendRoutes();
      return await work();
    } finally {
      this.pending.delete(route);
      await this.sendRoutes();
    }
  }

  /** With the port that it had, so that the tunnel still leads to it. */
  private sendRoutes(): Promise<void> {
    return this.inTurn(async () => {
      // It may have been stopped in the meantime.
      if (this.localAddress === undefined) {
        return;
      }
      try {
        await this.listen(portOf(this.localAddress));
      } catch (error) {
        this.services.log.error('the receiver of notifications could not be told what to take', error);
        this.show(undefined);
      }
    });
  }

  private async listen(port: number): Promise<void> {
    const routes = await this.routes();
    this.show(await this.services.engine.request('m365Audit/startReceiver', { port, routes }));
  }

  private inTurn(change: () => Promise<void>): Promise<void> {
    const done = this.lastChange.then(change);
    this.lastChange = done.catch(() => undefined);
    return done;
  }

  private async routes(): Promise<readonly ReceiverRoute[]> {
    const { connections, secrets } = this.services;
    return Promise.all(
      connections.connections.map(async (connection) => {
        const pending = [...this.pending].filter((route) => route.connection.id === connection.id);
        const authIds = [...(await secrets.list(connection)), ...pending.flatMap((route) => route.authIds)];
        return { connection, authIds };
      }),
    );
  }

  private show(state: ReceiverState | undefined): void {
    this.current = state;
    this.changeEmitter.fire();
    void vscode.commands.executeCommand('setContext', listeningKey, state !== undefined);
  }
}
