import type { NodeAuthOptions } from '@azure/msal-node';
import { ConfidentialClientApplication } from '@azure/msal-node';
import type { Credential } from '../../core/protocol/signInProtocol';
import type { AuthorityClientOptions } from './authorityClient';
import { acquireFromAuthority } from './authorityClient';
import { readCertificate } from './certificate/readCertificate';

export interface AppTokenRequest extends AuthorityClientOptions {
  readonly credential: Credential;
  /** The audience: `https://manage.office.com`, say. */
  readonly resource: string;
}

/**
 * Gets a token for the app itself (OAuth 2.0 client credentials). Nothing of the credential is kept.
 *
 * @throws EngineError that says why there is no token
 */
export async function acquireAppToken({ credential, resource, ...options }: AppTokenRequest): Promise<string> {
  const proof = await toMsalCredential(credential);
  const result = await acquireFromAuthority(options, (configuration) =>
    new ConfidentialClientApplication({
      ...configuration,
      auth: { ...configuration.auth, ...proof },
    }).acquireTokenByClientCredential({ scopes: [`${resource}/.default`] }),
  );
  if (result === null) {
    throw new Error('MSAL gave no token and no error.');
  }
  return result.accessToken;
}

async function toMsalCredential(
  credential: Credential,
): Promise<Pick<NodeAuthOptions, 'clientSecret' | 'clientCertificate'>> {
  if (credential.kind === 'clientSecret') {
    return { clientSecret: credential.secret };
  }
  const { thumbprintSha256, privateKey } = await readCertificate(credential, Date.now());
  return {
    clientCertificate: {
      thumbprintSha256,
      privateKey: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    },
  };
}
