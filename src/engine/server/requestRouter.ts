import type { CancellationToken, Connection } from 'vscode-languageserver/node';
import { LSPErrorCodes, RequestType, ResponseError } from 'vscode-languageserver/node';
import { EngineError, type EngineErrorData } from '../../core/protocol/engineError';
import type { EngineRequests } from '../../core/protocol/engineProtocol';
import { describeFailure } from './describeFailure';
import type { EngineLog } from './engineLog';

export type EngineMethod = keyof EngineRequests;

export type EngineRequestHandler<M extends EngineMethod> = (
  params: EngineRequests[M]['params'],
  signal: AbortSignal,
) => Promise<EngineRequests[M]['result']>;

/** Answers the host's requests: each method by a handler that gets a signal for its cancellation and may throw. */
export class RequestRouter {
  private readonly running = new Set<CancellationToken>();

  constructor(
    private readonly connection: Connection,
    private readonly log: EngineLog,
    /** Runs around each request. */
    private readonly around: <T>(work: () => Promise<T>) => Promise<T> = (work) => work(),
  ) {}

  handle<M extends EngineMethod>(method: M, handler: EngineRequestHandler<M>): void {
    // The handler's type keeps the result; the library cannot resolve it for a method that is yet open.
    const type = new RequestType<EngineRequests[M]['params'], unknown, EngineErrorData>(method);
    this.connection.onRequest(type, async (params, token) => {
      const signal = toAbortSignal(token);
      this.running.add(token);
      try {
        return await this.around(() => handler(params, signal));
      } catch (error) {
        return this.toResponseError(method, error, signal);
      } finally {
        this.running.delete(token);
      }
    });
  }

  /** Aborts the signals of requests that were cancelled in a way that a token sees without a message, see `CancellationFiles`. */
  hearCancellations(): void {
    // To look at it is what makes a token fire.
    this.running.forEach((token) => token.isCancellationRequested);
  }

  private toResponseError(method: EngineMethod, error: unknown, signal: AbortSignal): ResponseError<EngineErrorData> {
    if (signal.aborted) {
      return new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled.');
    }
    if (error instanceof EngineError) {
      this.log.warn(`${method}: ${describeFailure(error)}`);
      return new ResponseError(LSPErrorCodes.RequestFailed, error.message, error.data);
    }
    this.log.error(`${method}: ${describeFailure(error)}`);
    // Its words may hold anything, a record or a secret among it, and the host logs what it shows.
    const message = `The audit engine failed (${nameFailure(error)}). The log says where. Try again; if it fails again, restart the engine.`;
    return new ResponseError<EngineErrorData>(LSPErrorCodes.RequestFailed, message, { kind: 'internal', message });
  }
}

/** The kind of a defect, with the system's code where it has one: `Error ENOSPC`, say. */
function nameFailure(error: unknown): string {
  if (!(error instanceof Error)) {
    return typeof error;
  }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return code === undefined ? error.name : `${error.name} ${code}`;
}

/** A signal that is aborted when the host cancels the request. */
export function toAbortSignal(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) {
    controller.abort();
  }
  token.onCancellationRequested(() => {
    controller.abort();
  });
  return controller.signal;
}
