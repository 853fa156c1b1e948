import * as vscode from 'vscode';
import { EngineError } from '../../core/protocol/engineError';
import type { EngineRequests, EngineSettings, HostNotifications } from '../../core/protocol/engineProtocol';
import type { ArchivePlace } from '../archive/archivePlace';
import { Disposable } from '../disposable';
import type { EngineClient, HostAnswers } from './engineClient';
import { EngineEvents } from './engineEvents';
import { engineSettingSections, readEngineSettings } from './engineSettings';
import { RestartLimit } from './restartLimit';

export interface EngineSessionOptions {
  readonly modulePath: string;
  readonly place: ArchivePlace;
  readonly answers: HostAnswers;
  readonly log: vscode.LogOutputChannel;
}

type EngineState =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'starting'; readonly client: Promise<EngineClient> }
  | { readonly kind: 'running'; readonly client: EngineClient }
  /** It died too often; only a restart by the user leads out of here. */
  | { readonly kind: 'failed' };

/** So many restarts in so many milliseconds are accidents; one more is a defect. */
const maxRestarts = 4;
const restartSpanMs = 3 * 60_000;

/** The engine, from the host's side: started at the first request, started again when it dies. */
export class EngineSession extends Disposable {
  private readonly restartLimit = new RestartLimit(maxRestarts, restartSpanMs);
  private readonly startEmitter = this.register(new vscode.EventEmitter<void>());
  private readonly restartEmitter = this.register(new vscode.EventEmitter<void>());
  private readonly failEmitter = this.register(new vscode.EventEmitter<void>());
  private readonly events = this.register(new EngineEvents());
  private state: EngineState = { kind: 'stopped' };

  /** An engine runs, the first or another one: what it has to know from the beginning can be told. */
  readonly onDidStart = this.startEmitter.event;
  /** A new engine has taken over; the results of the one before are gone. */
  readonly onDidRestart = this.restartEmitter.event;
  /** No engine runs, and none could be started: what the one before did has ended. */
  readonly onDidFail = this.failEmitter.event;

  constructor(private readonly options: EngineSessionOptions) {
    super();
    this.register(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (engineSettingSections.some((section) => event.affectsConfiguration(section))) {
          this.notifyIfRunning('m365Audit/changeSettings', currentSettings()).catch((error: unknown) => {
            // The engine stopped or never started: the next one reads the settings itself.
            options.log.debug('the settings could not be sent', error);
          });
        }
      }),
    );
  }

  /** Listens to what the engine tells of, whichever engine runs. */
  readonly onNotification: EngineEvents['on'] = (method, listener) => this.events.on(method, listener);

  /**
   * Asks the engine; starts it if need be.
   *
   * @throws EngineError if the engine refuses or dies, `vscode.CancellationError` if `token` was cancelled.
   */
  async request<M extends keyof EngineRequests>(
    method: M,
    params: EngineRequests[M]['params'],
    token?: vscode.CancellationToken,
  ): Promise<EngineRequests[M]['result']> {
    const client = await this.start();
    return client.request(method, params, token);
  }

  /** As `request`, but only where an engine runs: for cleaning up what would be gone without one. */
  async requestIfRunning<M extends keyof EngineRequests>(
    method: M,
    params: EngineRequests[M]['params'],
  ): Promise<void> {
    if (this.state.kind === 'running') {
      await this.state.client.request(method, params);
    }
  }

  /** Starts the engine, if it does not run, before anything is asked of it. */
  async warmUp(): Promise<void> {
    await this.start();
  }

  /** Tells the engine; one that is not there yet learns of it when it starts, or asks. */
  async notifyIfRunning<M extends keyof HostNotifications>(method: M, params: HostNotifications[M]): Promise<void> {
    if (this.state.kind === 'starting' || this.state.kind === 'running') {
      const client = await this.state.client;
      await client.notify(method, params);
    }
  }

  /** Ends the engine, whatever its state, and starts a new one. */
  async restart(): Promise<void> {
    this.restartLimit.reset();
    await this.stop();
    await this.start();
    this.restartEmitter.fire();
  }

  override dispose(): void {
    void this.stop();
    super.dispose();
  }

  private async start(): Promise<EngineClient> {
    switch (this.state.kind) {
      case 'running':
      case 'starting':
        return this.state.client;
      case 'failed':
        throw new EngineError({
          kind: 'internal',
          message: vscode.l10n.t('The audit engine stopped too often. Run "M365 Audit: Restart Engine" to try again.'),
        });
      case 'stopped': {
        const starting: EngineState = { kind: 'starting', client: this.createClient() };
        this.state = starting;
        try {
          const client = await starting.client;
          if (this.moveFrom(starting, { kind: 'running', client })) {
            this.startEmitter.fire();
          }
          return client;
        } catch (error) {
          this.moveFrom(starting, { kind: 'stopped' });
          this.failEmitter.fire();
          if (error instanceof EngineError) {
            // The archive's folder, say: it was told in words already.
            throw error;
          }
          throw new EngineError(
            {
              kind: 'internal',
              message: vscode.l10n.t('The audit engine could not be started. The log says why.'),
              action: 'retry',
            },
            { cause: error },
          );
        }
      }
    }
  }

  /** Nothing changes, and it says so, where something else has happened in between. */
  private moveFrom(from: EngineState, to: EngineState): boolean {
    const isStill = this.state === from;
    if (isStill) {
      this.state = to;
    }
    return isStill;
  }

  private async stop(): Promise<void> {
    const { state } = this;
    this.state = { kind: 'stopped' };
    if (state.kind === 'running') {
      await state.client.stop();
    } else if (state.kind === 'starting') {
      await state.client.then(
        (client) => client.stop(),
        () => undefined,
      );
    }
  }

  private async createClient(): Promise<EngineClient> {
    const { modulePath, place, answers, log } = this.options;
    const folders = await place.prepare();
    const { EngineClient } = await import(/* webpackChunkName: "engineClient" */ './engineClient');
    const client = await EngineClient.start({
      modulePath,
      folders,
      settings: currentSettings(),
      log,
      answers,
      onDied: () => {
        if (this.state.kind === 'running' && this.state.client === client) {
          void this.recover();
        }
      },
    });
    this.events.attach(client);
    return client;
  }

  private async recover(): Promise<void> {
    const { log } = this.options;
    if (!this.restartLimit.take(Date.now())) {
      this.state = { kind: 'failed' };
      this.failEmitter.fire();
      log.error('engine stopped, and was restarted too often already');
      await this.reportFailure();
      return;
    }
    this.state = { kind: 'stopped' };
    log.warn('engine stopped, restarting');
    try {
      await this.start();
    } catch (error) {
      log.error('engine could not be restarted', error);
      await this.reportFailure();
      return;
    }
    this.restartEmitter.fire();
    const showLog = vscode.l10n.t('Show Log');
    const chosen = await vscode.window.showWarningMessage(
      vscode.l10n.t('The audit engine stopped and was restarted.'),
      showLog,
    );
    if (chosen === showLog) {
      log.show();
    }
  }

  private async reportFailure(): Promise<void> {
    const restart = vscode.l10n.t('Restart Engine');
    const showLog = vscode.l10n.t('Show Log');
    const chosen = await vscode.window.showErrorMessage(
      vscode.l10n.t('The audit engine keeps stopping, so it was not restarted again.'),
      restart,
      showLog,
    );
    if (chosen === restart) {
      await vscode.commands.executeCommand('m365Audit.restartEngine');
    } else if (chosen === showLog) {
      this.options.log.show();
    }
  }
}

function currentSettings(): EngineSettings {
  return readEngineSettings((name) => vscode.workspace.getConfiguration().get(name));
}
