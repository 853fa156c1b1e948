/**
 * The engine process. The extension host starts it with `--node-ipc`, and it ends with the host; `--stdio` works as well.
 */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startEngineServer } from './server/engineServer';

startEngineServer(createConnection(ProposedFeatures.all));
