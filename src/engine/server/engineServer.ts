import type { Connection, InitializeError, InitializeResult } from 'vscode-languageserver/node';
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { z } from 'zod';
import { protocolVersion } from '../../core/protocol/engineProtocol';
import { registerContentHandlers } from './contentHandlers';
import { registerDocumentHandlers } from './documentHandlers';
import { EngineLog } from './engineLog';
import { engineSettings } from './engineSettings';
import { Host } from './host';
import { registerQueryHandlers } from './queryHandlers';
import { registerReceiverHandlers } from './receiverHandlers';
import { RequestRouter } from './requestRouter';
import { registerSubscriptionHandlers } from './subscriptionHandlers';
import { Tenants } from './tenants';
import { TokenCache } from './tokenCache';

const initializationOptions = z.object({
  protocolVersion: z.literal(protocolVersion),
  archiveFolder: z.string().min(1),
  settings: engineSettings,
});

/** Serves one extension host over a connection, from its `initialize` to its `shutdown`. */
export function startEngineServer(connection: Connection): void {
  connection.onInitialize((params): InitializeResult | ResponseError<InitializeError> => {
    const options = initializationOptions.safeParse(params.initializationOptions);
    if (!options.success) {
      return new ResponseError<InitializeError>(
        LSPErrorCodes.RequestFailed,
        'The extension and its engine are of different versions. Reload the window.',
        { retry: false },
      );
    }
    const host = new Host(connection);
    const log = new EngineLog((message) => {
      host.notify('m365Audit/log', message);
    });
    const tokens = new TokenCache((tokenParams) => host.requestToken(tokenParams));
    const tenants = new Tenants({ archiveFolder: options.data.archiveFolder, tokens, log });
    const router = new RequestRouter(connection, log);
    registerSubscriptionHandlers(router, tenants);
    registerContentHandlers(router, tenants, host);
    registerDocumentHandlers(router, tenants);
    registerQueryHandlers(router, tenants);
    const receiver = registerReceiverHandlers(router, tenants, host, log);
    connection.onShutdown(async () => {
      await receiver.stop();
      await tenants.dispose();
    });
    return { capabilities: {}, serverInfo: { name: 'm365-audit-engine', version: String(protocolVersion) } };
  });
  connection.listen();
}
