import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { Connection } from '../../core/api/connection';
import type { SyncProgress, SyncSummary } from '../../core/protocol/archiveProtocol';
import { Disposable } from '../disposable';
import type { EngineSession } from '../engine/engineSession';
import type { ErrorPresenter } from '../errors/errorPresenter';
import type { AuditTree } from '../tree/auditTree';
import { SpeedMeter } from './speedMeter';
import { syncFraction, syncProgressText } from './syncProgressText';
import { showSyncCancelled, showSyncOutcome, type FinishedSync } from './syncOutcome';
import type { SyncRequest } from './syncRequest';
import { TurnQueue } from './turnQueue';

export interface ContentSyncServices {
  readonly engine: EngineSession;
  readonly tree: AuditTree;
  readonly errors: ErrorPresenter;
  readonly log: vscode.LogOutputChannel;
}

/** A sync that the user began. */
export interface RunningSync {
  readonly connection: Connection;
  /** New records until now. */
  readonly records: number;
}

type Report = vscode.Progress<{ readonly message?: string; readonly increment?: number }>;

/** The syncs that the user begins: one after the other of a tenant, with progress that can be cancelled. */
export class ContentSyncs extends Disposable {
  private readonly changeEmitter = this.register(new vscode.EventEmitter<void>());
  private readonly endEmitter = this.register(new vscode.EventEmitter<Connection>());
  private readonly turns = new TurnQueue();
  private readonly runningSyncs = new Map<string, RunningSync>();

  readonly onDidChange = this.changeEmitter.event;
  /** A connection was synced, and none of it failed as a whole. */
  readonly onDidEnd = this.endEmitter.event;

  constructor(private readonly services: ContentSyncServices) {
    super();
  }

  get running(): readonly RunningSync[] {
    return [...this.runningSyncs.values()];
  }

  /**
   * Runs the requests one after the other, and tells what came of them: it does not wait until the messages are read. A connection that
   * fails does not stop the others.
   */
  async run(requests: readonly SyncRequest[]): Promise<void> {
    const { errors, log } = this.services;
    const names = [...new Set(requests.map(({ connection }) => connection.name))].join(', ');
    const done: FinishedSync[] = [];
    await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Syncing {0}', names), cancellable: true },
      async (report, token) => {
        for (const request of requests) {
          try {
            done.push(await this.runOne(request, 100 / requests.length, report, token));
          } catch (error) {
            if (token.isCancellationRequested) {
              showSyncCancelled();
              return;
            }
            const retry = (): Promise<void> => this.run([request]);
            void errors.show(error, { connection: request.connection, retry });
          }
        }
      },
    );
    if (done.length > 0) {
      void showSyncOutcome(done, { errors, log, retry: (request) => this.run([request]) });
    }
  }

  /** `share`: how much of the bar, in per cent, the request stands for. */
  private async runOne(
    request: SyncRequest,
    share: number,
    report: Report,
    token: vscode.CancellationToken,
  ): Promise<FinishedSync> {
    const { connection } = request;
    if (this.turns.isTaken(connection.tenantId)) {
      report.report({ message: vscode.l10n.t('{0}: waits for the sync that runs', connection.name) });
    }
    const summary = await this.turns.take(connection.tenantId, token, () =>
      this.services.tree.showConnectionWork(connection, vscode.l10n.t('syncing…'), () =>
        this.sync(request, share, report, token),
      ),
    );
    this.endEmitter.fire(connection);
    return { request, summary };
  }

  private async sync(
    request: SyncRequest,
    share: number,
    report: Report,
    token: vscode.CancellationToken,
  ): Promise<SyncSummary> {
    const { connection } = request;
    const progressToken = randomUUID();
    const speed = new SpeedMeter();
    let shown = 0;
    const show = (progress: SyncProgress): void => {
      const reached = Math.max(shown, share * syncFraction(progress));
      const measured = speed.measure({ at: performance.now(), ...progress });
      const message = syncProgressText(progress, measured, vscode.env.language);
      report.report({ message, increment: reached - shown });
      shown = reached;
      this.note(progressToken, { connection, records: progress.records });
    };
    report.report({ message: connection.name });
    this.note(progressToken, { connection, records: 0 });
    const listener = this.services.engine.onNotification('m365Audit/syncProgress', (progress) => {
      if (progress.progressToken === progressToken) {
        show(progress);
      }
    });
    try {
      return await this.services.engine.request('m365Audit/syncContent', { ...request, progressToken }, token);
    } finally {
      listener.dispose();
      this.note(progressToken, undefined);
      report.report({ increment: share - shown });
    }
  }

  private note(key: string, sync: RunningSync | undefined): void {
    if (sync === undefined) {
      this.runningSyncs.delete(key);
    } else {
      this.runningSyncs.set(key, sync);
    }
    this.changeEmitter.fire();
  }
}
