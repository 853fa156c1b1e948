import type { Network } from '../../network/network';
import { lookUpTenant } from '../../signIn/lookUpTenant';
import { readCertificate } from '../../signIn/certificate/readCertificate';
import type { SignInService } from '../../signIn/signInService';
import type { RequestRouter } from '../requestRouter';

export function registerSignInHandlers(router: RequestRouter, signIns: SignInService, network: Network): void {
  router.handle('m365Audit/signIn', ({ connection }, signal) => signIns.signIn(connection, signal));

  router.handle('m365Audit/signOut', ({ connection }) => {
    signIns.signOut(connection);
    return Promise.resolve(null);
  });

  router.handle('m365Audit/findSignIn', ({ connection }) => Promise.resolve(signIns.findSignIn(connection) ?? null));

  router.handle('m365Audit/lookUpTenant', async (lookup, signal) => ({
    tenantId: await lookUpTenant(lookup, network, signal),
  }));

  router.handle('m365Audit/readCertificate', async (file) => (await readCertificate(file, Date.now())).facts);
}
