import * as vscode from 'vscode';
import {
  CancellationReceiverStrategy,
  CancellationSenderStrategy,
  CloseAction,
  ErrorAction,
  ErrorCodes,
  LanguageClient,
  LSPErrorCodes,
  type MessageConnection,
  ResponseError,
  RevealOutputChannelOn,
  TransportKind,
} from 'vscode-languageclient/node';
import { EngineError, type EngineErrorData } from '../../core/protocol/engineError';
import {
  protocolVersion,
  type EngineInitializationOptions,
  type EngineNotifications,
  type EngineRequests,
  type EngineSettings,
  type HostNotifications,
  type HostRequests,
} from '../../core/protocol/engineProtocol';
import type { ArchiveFolders } from '../archive/archivePlace';
import { toEngineError } from '../errors/rehydrateError';
import { kqlDocuments } from '../language/kqlDocuments';
import { withoutNamedResults } from '../notebook/running/namedResultDiagnostics';
import { CancellationFiles } from './cancellationFiles';
import { engineEnvironment } from './engineEnvironment';
import { SilentChannel } from './silentChannel';

/** Answers the engine's questions. */
export type HostAnswers = {
  readonly [M in keyof HostRequests]: (params: HostRequests[M]['params']) => Promise<HostRequests[M]['result']>;
};

export interface EngineClientOptions {
  readonly modulePath: string;
  readonly folders: ArchiveFolders;
  readonly settings: EngineSettings;
  readonly log: vscode.LogOutputChannel;
  readonly answers: HostAnswers;
  /** The process ended, and nobody asked it to. */
  readonly onDied: () => void;
}

/** How long the engine may take to end by itself before it is ended, in milliseconds. */
const stopTimeoutMs = 3_000;

/**
 * One engine process, over its whole life. This is the only module that loads `vscode-languageclient`, so it is itself loaded when
 * the first engine starts, not when the extension does.
 */
export class EngineClient {
  private constructor(
    private readonly client: LanguageClient,
    private readonly cancellations: CancellationFiles<MessageConnection>,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  static async start(options: EngineClientOptions): Promise<EngineClient> {
    const { log } = options;
    const cancellations = await CancellationFiles.create(CancellationSenderStrategy.Message, (error) => {
      log.warn('no temporary folder: queries that compute are cancelled later', error);
    });
    const client = createLanguageClient(options, cancellations);
    answer(client, 'm365Audit/getToken', options.answers['m365Audit/getToken']);
    answer(client, 'm365Audit/getCredential', options.answers['m365Audit/getCredential']);
    answer(client, 'm365Audit/getDocumentConnection', options.answers['m365Audit/getDocumentConnection']);
    const engine = new EngineClient(client, cancellations, log);
    engine.onNotification('m365Audit/log', ({ level, message }) => {
      log[level](message);
    });
    try {
      await client.start();
    } catch (error) {
      await cancellations.remove();
      throw error;
    }
    log.info(`engine started, pid ${client.serverProcess?.pid ?? 'unknown'}`);
    return engine;
  }

  async request<M extends keyof EngineRequests>(
    method: M,
    params: EngineRequests[M]['params'],
    token?: vscode.CancellationToken,
  ): Promise<EngineRequests[M]['result']> {
    try {
      // A token that is absent must not be passed on: it would travel as a second parameter.
      return await (token === undefined
        ? this.client.sendRequest<EngineRequests[M]['result']>(method, params)
        : this.client.sendRequest<EngineRequests[M]['result']>(method, params, token));
    } catch (error) {
      throw translateError(error);
    }
  }

  onNotification<M extends keyof EngineNotifications>(
    method: M,
    handler: (params: EngineNotifications[M]) => void,
  ): vscode.Disposable {
    return this.client.onNotification(method, handler);
  }

  async notify<M extends keyof HostNotifications>(method: M, params: HostNotifications[M]): Promise<void> {
    await this.client.sendNotification(method, params);
  }

  async stop(): Promise<void> {
    try {
      await this.client.dispose(stopTimeoutMs);
    } catch (error) {
      // An engine that hangs or is gone is no concern any more; the client ends the process.
      this.log.debug('the engine did not end by itself', error);
    }
    await this.cancellations.remove();
  }
}

function answer<M extends keyof HostRequests>(client: LanguageClient, method: M, answerOf: HostAnswers[M]): void {
  client.onRequest(method, async (params: HostRequests[M]['params']) => {
    try {
      return await answerOf(params);
    } catch (error) {
      // Whatever went wrong, there is nothing to sign in with, and signing in is what helps.
      const data: EngineErrorData = { ...toEngineError(error).data, kind: 'signIn', action: 'signIn' };
      return new ResponseError(LSPErrorCodes.RequestFailed, data.message, data);
    }
  });
}

function createLanguageClient(
  options: EngineClientOptions,
  cancellations: CancellationFiles<MessageConnection>,
): LanguageClient {
  const initializationOptions: EngineInitializationOptions = {
    protocolVersion,
    ...options.folders,
    settings: options.settings,
  };
  return new LanguageClient(
    'm365Audit',
    vscode.l10n.t('Audit Engine'),
    {
      module: options.modulePath,
      transport: TransportKind.ipc,
      args: cancellations.engineArguments,
      options: { env: engineEnvironment(process.env) },
    },
    {
      documentSelector: [...kqlDocuments],
      initializationOptions,
      connectionOptions: {
        cancellationStrategy: { sender: cancellations, receiver: CancellationReceiverStrategy.Message },
      },
      middleware: {
        handleDiagnostics: (uri, diagnostics, next) => {
          next(uri, withoutNamedResults(uri, diagnostics));
        },
      },
      outputChannel: options.log,
      traceOutputChannel: new SilentChannel(options.log.name),
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationFailedHandler: () => false,
      errorHandler: {
        // The pipe only breaks when the process ends, and then `closed` follows.
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => {
          void cancellations.remove();
          options.onDied();
          return { action: CloseAction.DoNotRestart, handled: true, message: 'engine connection closed' };
        },
      },
    },
  );
}

function translateError(error: unknown): Error {
  if (error instanceof ResponseError) {
    switch (error.code) {
      case LSPErrorCodes.RequestCancelled:
      case LSPErrorCodes.ServerCancelled:
        return new vscode.CancellationError();
      case ErrorCodes.PendingResponseRejected:
      case ErrorCodes.ConnectionInactive:
        return new EngineError(
          { kind: 'internal', message: vscode.l10n.t('The audit engine stopped before it answered.'), action: 'retry' },
          { cause: error },
        );
    }
  }
  return toEngineError(error);
}
