import { PassThrough } from 'node:stream';
import type { Connection, ProtocolConnection } from 'vscode-languageserver/node';
import {
  CancellationStrategy,
  createConnection,
  createProtocolConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

/**
 * Both ends of a connection, without a process in between. Neither listens yet.
 *
 * @param strategy is how the engine hears of cancelled requests, and how the host tells of them
 */
export function connectPair(strategy: CancellationStrategy = CancellationStrategy.Message): {
  readonly engine: Connection;
  readonly host: ProtocolConnection;
} {
  const { receiver, sender } = strategy;
  const toEngine = new PassThrough();
  const toHost = new PassThrough();
  return {
    engine: createConnection(ProposedFeatures.all, new StreamMessageReader(toEngine), new StreamMessageWriter(toHost), {
      cancellationStrategy: { ...CancellationStrategy.Message, receiver },
    }),
    host: createProtocolConnection(new StreamMessageReader(toHost), new StreamMessageWriter(toEngine), undefined, {
      cancellationStrategy: { ...CancellationStrategy.Message, sender },
    }),
  };
}
