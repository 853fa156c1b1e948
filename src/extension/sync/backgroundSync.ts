import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import type { Connection } from '../../core/api/connection';
import type { BackgroundSyncPlan, BackgroundSyncState } from '../../core/protocol/archiveProtocol';
import type { ConnectionStore } from '../connections/connectionStore';
import { Disposable } from '../disposable';
import type { EngineSession } from '../engine/engineSession';

/** So long after the activation the engine is started where there is a plan: VS Code has then shown what it opens with. */
const startDelayMs = 3_000;

/** A connection that is synced in the background, and how that is. */
export interface BackgroundConnection {
  readonly connection: Connection;
  readonly intervalMinutes: number;
  /** Absent until the engine told of it. */
  readonly state?: BackgroundSyncState;
}

/** The engine's background sync, from the host's side: the plans come from the settings. */
export class BackgroundSync extends Disposable {
  private readonly changeEmitter = this.register(new vscode.EventEmitter<void>());
  private readonly turnEmitter = this.register(new vscode.EventEmitter<Connection>());
  private readonly states = new Map<string, BackgroundSyncState>();
  private sentPlans: readonly BackgroundSyncPlan[] = [];
  /** The latest plans are what holds: each change waits for the one before. */
  private lastChange: Promise<unknown> = Promise.resolve();

  readonly onDidChange = this.changeEmitter.event;
  /** A turn of a connection has ended well. */
  readonly onDidEndTurn = this.turnEmitter.event;

  constructor(
    private readonly engine: EngineSession,
    private readonly connections: ConnectionStore,
    private readonly log: vscode.LogOutputChannel,
  ) {
    super();
    this.register(
      engine.onNotification('m365Audit/backgroundSyncChanged', (state) => {
        this.take(state);
      }),
    );
    this.register(
      engine.onDidStart(() => {
        this.states.clear();
        this.sentPlans = [];
        this.update();
      }),
    );
    this.register(
      engine.onDidFail(() => {
        this.states.clear();
        this.changeEmitter.fire();
      }),
    );
    this.register(
      connections.onDidChange(() => {
        this.update();
      }),
    );
    const timer = setTimeout(() => {
      this.update();
    }, startDelayMs);
    this.register({
      dispose: () => {
        clearTimeout(timer);
      },
    });
  }

  /** All that are to be synced in the background. */
  get connectionsInPlan(): readonly BackgroundConnection[] {
    return this.plans.map(({ connection, intervalMinutes }) => {
      const state = this.states.get(connection.id);
      return { connection, intervalMinutes, ...(state === undefined ? {} : { state }) };
    });
  }

  private get plans(): readonly BackgroundSyncPlan[] {
    return this.connections.connections.flatMap((connection) => {
      const { backgroundSync } = this.connections.upkeepOf(connection);
      return backgroundSync === undefined ? [] : { connection, ...backgroundSync };
    });
  }

  private update(): void {
    const known = new Set(this.plans.map(({ connection }) => connection.id));
    for (const id of [...this.states.keys()].filter((key) => !known.has(key))) {
      this.states.delete(id);
    }
    this.changeEmitter.fire();
    this.lastChange = this.lastChange
      .then(() => this.send())
      .catch((error: unknown) => {
        // Whatever asks the engine next meets the same fault, and tells of it.
        this.log.warn('the plans of the background sync could not be sent', error);
      });
  }

  private async send(): Promise<void> {
    const { plans } = this;
    if (isDeepStrictEqual(plans, this.sentPlans)) {
      return;
    }
    if (plans.length === 0) {
      await this.engine.requestIfRunning('m365Audit/setBackgroundSync', { plans });
    } else {
      await this.engine.request('m365Audit/setBackgroundSync', { plans });
    }
    this.sentPlans = plans;
  }

  private take(state: BackgroundSyncState): void {
    const connection = this.connections.find(state.connectionId);
    const before = this.states.get(state.connectionId);
    this.states.set(state.connectionId, state);
    this.changeEmitter.fire();
    if (connection !== undefined && before?.state === 'running' && state.state === 'waiting') {
      this.turnEmitter.fire(connection);
    }
  }
}
