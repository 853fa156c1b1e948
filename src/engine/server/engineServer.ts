import type { Connection, InitializeError, InitializeResult } from 'vscode-languageserver/node';
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { z } from 'zod';
import { type HostNotifications, protocolVersion } from '../../core/protocol/engineProtocol';
import { QuotaKeepers } from '../api/quotaKeepers';
import { quotaFolder } from '../api/quotaShare';
import { systemTiming } from '../api/timing';
import { languageCapabilities, registerLanguageFeatures } from '../language/languageFeatures';
import type { LanguageThread } from '../language/languageThread';
import { startLanguageThread } from '../language/startLanguageThread';
import { Network } from '../network/network';
import { SignInService } from '../signIn/signInService';
import { registerArchiveHandlers } from './handlers/archiveHandlers';
import { BackgroundCompaction } from './backgroundCompaction';
import { registerContentHandlers } from './handlers/contentHandlers';
import { registerCoverageHandlers } from './handlers/coverageHandlers';
import { describeFailure } from './describeFailure';
import { registerDoctorHandlers } from './handlers/doctorHandlers';
import { registerDocumentHandlers } from './handlers/documentHandlers';
import { EngineLog } from './engineLog';
import { engineSettings } from './engineSettings';
import { Host } from './host';
import { registerLookUpHandlers } from './handlers/lookUpHandlers';
import { registerPowerShellHandlers } from './handlers/powerShellHandlers';
import { registerQueryHandlers } from './handlers/queryHandlers';
import { registerReceiverHandlers } from './handlers/receiverHandlers';
import { RequestRouter } from './requestRouter';
import { registerSignInHandlers } from './handlers/signInHandlers';
import { registerSubscriptionHandlers } from './handlers/subscriptionHandlers';
import { SubscriptionStartTimes } from './handlers/subscriptionStartTimes';
import { registerSyncHandlers } from './handlers/syncHandlers';
import { Tenants } from './tenants';

const initializationOptions = z.object({
  protocolVersion: z.literal(protocolVersion),
  archiveFolder: z.string().min(1),
  demoArchiveFolder: z.string().min(1).optional(),
  archiveMustExist: z.boolean().optional(),
  settings: engineSettings,
});

/**
 * Serves one extension host over a connection, from its `initialize` to its `shutdown`.
 *
 * @param createLanguageThread gives the thread of the language service; tests give one without a bundle
 */
export function startEngineServer(
  connection: Connection,
  createLanguageThread: () => LanguageThread = startLanguageThread,
): void {
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
    const { settings, ...folders } = options.data;
    const network = new Network(settings.network);
    const signIns = new SignInService(host, network);
    const { requestsPerMinute } = settings;
    const quotas = new QuotaKeepers({ requestsPerMinute, folder: quotaFolder() });
    const hearCancellations = (): void => {
      router.hearCancellations();
    };
    const tenants = new Tenants({ ...folders, tokens: signIns.tokens, network, quotas, log, hearCancellations });
    const compaction = new BackgroundCompaction({
      timing: systemTiming,
      archives: () => tenants.openArchives(),
      onFailure: (error) => {
        log.warn(`Compaction: ${describeFailure(error)}`);
      },
    });
    const router = new RequestRouter(connection, log, (work) => compaction.interrupt(work));
    registerSignInHandlers(router, signIns, network);
    const startTimes = new SubscriptionStartTimes();
    registerSubscriptionHandlers(router, tenants, startTimes);
    registerContentHandlers(router, tenants, host);
    registerCoverageHandlers(router, tenants);
    registerArchiveHandlers(router, tenants, host);
    const background = registerSyncHandlers(router, tenants, host, log);
    registerDocumentHandlers(router, tenants);
    registerQueryHandlers(router, tenants, host);
    registerPowerShellHandlers(router, tenants);
    registerLookUpHandlers(router, tenants);
    registerDoctorHandlers(router, { tenants, tokens: signIns.tokens, network, startTimes, host });
    const receiver = registerReceiverHandlers(router, tenants, host, log);
    const language = registerLanguageFeatures(connection, { tenants, host, thread: createLanguageThread(), log });
    connection.onNotification(
      'm365Audit/changeSettings' satisfies keyof HostNotifications,
      async (changed: unknown) => {
        const read = engineSettings.safeParse(changed);
        if (!read.success) {
          log.warn('The changed settings cannot be read. Those from before hold.');
          return;
        }
        network.changeSettings(read.data.network);
        quotas.changeQuota(read.data.requestsPerMinute);
        await tenants.renewClients();
        background.retryFailed();
      },
    );
    connection.onShutdown(async () => {
      language.close();
      await background.stop();
      await compaction.stop();
      await receiver.stop();
      await tenants.dispose();
      await quotas.close();
    });
    return {
      capabilities: languageCapabilities,
      serverInfo: { name: 'm365-audit-engine', version: String(protocolVersion) },
    };
  });
  connection.listen();
}
