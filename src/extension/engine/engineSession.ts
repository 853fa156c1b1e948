import * as vscode from 'vscode';
import { EngineError } from '../../core/protocol/engineError';
import type { EngineNotifications, EngineRequests, HostRequests } from '../../core/protocol/engineProtocol';
import { Disposable } from '../disposable';
import type { EngineClient } from './engineClient';
import { readEngineSettings } from './engineSettings';
import { RestartLimit } from './restartLimit';

/** Answers the engine when it needs a token. */
export interface TokenSource {
  getToken(params: HostRequests['m365Audit/getToken']['params']): Promise<HostRequests['m365Audit/getToken']['result']>;
}

export interface EngineSessionOptions {
  readonly modulePath: string;
  readonly archiveFolder: string;
  readonly tokens: TokenSource;
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
  private readonly restartEmitter = this.register(new vscode.EventEmitter<void>());
  private readonly progressEmitter = this.register(
    new vscode.EventEmitter<EngineNotifications['m365Audit/fetchProgress']>(),
  );
  private readonly archiveEmitter = this.register(
    new vscode.EventEmitter<EngineNotifications['m365Audit/archiveChanged']>(),
  );
  private state: EngineState = { kind: 'stopped' };

  /** A new engine has taken over; the results of the one before are gone. */
  readonly onDidRestart = this.restartEmitter.event;
  readonly onFetchProgress = this.progressEmitter.event;
  readonly onArchiveChanged = this.archiveEmitter.event;

  constructor(private readonly options: EngineSessionOptions) {
    super();
  }

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
          this.moveFrom(starting, { kind: 'running', client });
          return client;
        } catch (error) {
          this.moveFrom(starting, { kind: 'stopped' });
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

  /** Nothing changes where something else has happened in between. */
  private moveFrom(from: EngineState, to: EngineState): void {
    if (this.state === from) {
      this.state = to;
    }
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
    const { modulePath, archiveFolder, tokens, log } = this.options;
    const { EngineClient } = await import(/* webpackMode: "eager" */ './engineClient');
    const client = await EngineClient.start({
      modulePath,
      archiveFolder,
      settings: readEngineSettings(),
      log,
      getToken: (params) => tokens.getToken(params),
      onDied: () => {
        if (this.state.kind === 'running' && this.state.client === client) {
          void this.recover();
        }
      },
    });
    client.onNotification('m365Audit/fetchProgress', (progress) => {
      this.progressEmitter.fire(progress);
    });
    client.onNotification('m365Audit/archiveChanged', (change) => {
      this.archiveEmitter.fire(change);
    });
    return client;
  }

  private async recover(): Promise<void> {
    const { log } = this.options;
    if (!this.restartLimit.take(Date.now())) {
      this.state = { kind: 'failed' };
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
