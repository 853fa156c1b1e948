import type { Connection } from '../../core/api/connection';
import type { Credential, TokenParams } from '../../core/protocol/signInProtocol';
import type { Network } from '../network/network';
import { requireClientId } from './clientId';
import { resolveConnectionCloud } from './connectionCloud';

export interface AppSignInOptions {
  /** Asked for each token anew: a credential is not kept here. */
  readonly getCredential: (connection: Connection) => Promise<Credential>;
  readonly network: Network;
}

/** Signs in as the app itself, with a client secret or a certificate. */
export class AppSignIn {
  constructor(private readonly options: AppSignInOptions) {}

  /** @throws EngineError where there is no credential, or the authority refuses it */
  async requestToken({ connection, resource }: TokenParams): Promise<string> {
    const { getCredential, network } = this.options;
    const clientId = requireClientId(connection);
    const { authority } = resolveConnectionCloud(connection);
    const credential = await getCredential(connection);
    // Late, because most engines never sign in by themselves.
    const { acquireAppToken } = await import('./acquireAppToken');
    return acquireAppToken({ authority, tenantId: connection.tenantId, clientId, credential, resource, network });
  }
}
