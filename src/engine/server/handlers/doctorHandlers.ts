import { checkConnection } from '../../doctor/checkConnection';
import { doctorRetryPolicy } from '../../doctor/doctorServices';
import type { Network } from '../../network/network';
import { resolveConnectionCloud } from '../../signIn/connectionCloud';
import type { Host } from '../host';
import type { RequestRouter } from '../requestRouter';
import type { SubscriptionStartTimes } from './subscriptionStartTimes';
import type { Tenants } from '../tenants';
import type { TokenCache } from '../tokenCache';

export interface DoctorHandlerServices {
  readonly tenants: Tenants;
  readonly tokens: TokenCache;
  readonly network: Network;
  readonly startTimes: SubscriptionStartTimes;
  readonly host: Host;
}

export function registerDoctorHandlers(router: RequestRouter, services: DoctorHandlerServices): void {
  const { tenants, tokens, network, startTimes, host } = services;

  router.handle('m365Audit/checkConnection', ({ connection }, signal) =>
    checkConnection(
      connection,
      {
        network,
        openAccess: async () => {
          const { health } = await tenants.client(connection);
          return { health, client: await tenants.openClient(connection, doctorRetryPolicy) };
        },
        getToken: (tokenSignal) => {
          const { resource } = resolveConnectionCloud(connection);
          // A new one shows whether signing in works now, and has what an administrator granted meanwhile. VS Code's provider brings
          // the one that it keeps: only another sign-in renews that.
          tokens.forget(connection, resource);
          return tokens.get(connection, resource, { refresh: false, signal: tokenSignal });
        },
        readCredential: () => host.requestCredential(connection),
        openArchive: () => tenants.archive(connection),
        startedAt: (contentType) => startTimes.get(connection, contentType),
      },
      signal,
    ),
  );
}
