import { PassThrough } from 'node:stream';
import type { Connection, ProtocolConnection } from 'vscode-languageserver/node';
import {
  createConnection,
  createProtocolConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

/** Both ends of a connection, without a process in between. Neither listens yet. */
export function connectPair(): { readonly engine: Connection; readonly host: ProtocolConnection } {
  const toEngine = new PassThrough();
  const toHost = new PassThrough();
  return {
    engine: createConnection(ProposedFeatures.all, new StreamMessageReader(toEngine), new StreamMessageWriter(toHost)),
    host: createProtocolConnection(new StreamMessageReader(toHost), new StreamMessageWriter(toEngine)),
  };
}
