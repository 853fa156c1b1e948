/**
 * The engine process. The extension host starts it with `--node-ipc`, and it ends with the host; `--stdio` works as well.
 */
import { CancellationSenderStrategy, createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { cancellationReceiver } from './server/cancellationFiles';
import { startEngineServer } from './server/engineServer';

const cancellationStrategy = {
  receiver: cancellationReceiver(process.argv),
  sender: CancellationSenderStrategy.Message,
};

startEngineServer(createConnection(ProposedFeatures.all, { cancellationStrategy }));
