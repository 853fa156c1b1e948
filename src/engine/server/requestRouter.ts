import type { CancellationToken, Connection } from 'vscode-languageserver/node';
import { LSPErrorCodes, RequestType, ResponseError } from 'vscode-languageserver/node';
import { EngineError } from '../../core/protocol/engineError';
import type { EngineErrorData, EngineRequests } from '../../core/protocol/engineProtocol';
import { describeFailure } from './describeFailure';
import type { EngineLog } from './engineLog';

export type EngineMethod = keyof EngineRequests;

export type EngineRequestHandler<M extends EngineMethod> = (
  params: EngineRequests[M]['params'],
  signal: AbortSignal,
) => Promise<EngineRequests[M]['result']>;

/** Answers the host's requests: each method by a handler that gets a signal for its cancellation and may throw. */
export class RequestRouter {
  constructor(
    private readonly connection: Connection,
    private readonly log: EngineLog,
  ) {}

  handle<M extends EngineMethod>(method: M, handler: EngineRequestHandler<M>): void {
    // The handler's type keeps the result; the library cannot resolve it for a method that is yet open.
    const type = new RequestType<EngineRequests[M]['params'], unknown, EngineErrorData>(method);
    this.connection.onRequest(type, async (params, token) => {
      const signal = toAbortSignal(token);
      try {
        return await handler(params, signal);
      } catch (error) {
        return this.toResponseError(method, error, signal);
      }
    });
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
    const message = `The audit engine failed: ${error instanceof Error ? error.message : String(error)}`;
    return new ResponseError<EngineErrorData>(LSPErrorCodes.RequestFailed, message, { kind: 'internal', message });
  }
}

function toAbortSignal(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) {
    controller.abort();
  }
  token.onCancellationRequested(() => {
    controller.abort();
  });
  return controller.signal;
}
