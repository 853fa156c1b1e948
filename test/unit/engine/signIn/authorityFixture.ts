import tls from 'node:tls';
import { onTestFinished } from 'vitest';
import type { Connection } from '../../../../src/core/api/connection';
import type { NetworkSettings } from '../../../../src/core/protocol/engineProtocol';
import { EngineError } from '../../../../src/core/protocol/engineError';
import type { IdentityServerOptions } from '../../../authority/identityServer';
import type { RunningIdentityServer } from '../../../authority/startIdentityServer';
import { startIdentityServer } from '../../../authority/startIdentityServer';

export const resource = 'https://manage.office.com';
export const clientId = '7d1f0c52-3b8a-4a64-9d0e-5a1c0ffee001';
export const account = {
  username: 'alex@contoso.example',
  name: 'Alex Example',
  objectId: '0c9f6c1e-52a3-4f0e-8a11-5a1c0ffee002',
  tenantId: 'b1946ac9-2492-4d23-a7c1-5a1c0ffee003',
};

export const plainNetwork: NetworkSettings = { noProxy: [], strictSsl: true, systemCertificates: false };

/** A stand-in authority that this process trusts, until the test ends. */
export async function startTrustedAuthority(
  options: Partial<IdentityServerOptions> = {},
  names: readonly string[] = [],
): Promise<RunningIdentityServer> {
  const authority = await startIdentityServer({ account, ...options }, names);
  const trusted = tls.getCACertificates('default');
  tls.setDefaultCACertificates([...trusted, authority.trustedCertificate]);
  onTestFinished(async () => {
    tls.setDefaultCACertificates(trusted);
    await authority.close();
  });
  return authority;
}

/** A connection that signs in at an authority; nothing answers where its API would be. */
export function connectionTo(authority: string, changes: Partial<Connection> = {}): Connection {
  return {
    id: 'contoso',
    name: 'Contoso',
    cloud: 'https://localhost:9',
    authority,
    resource,
    tenantId: account.tenantId,
    clientId,
    signIn: 'clientSecret',
    ...changes,
  };
}

/** The data of the error that a promise ends with. */
export async function failureOf(promise: Promise<unknown>): Promise<EngineError['data']> {
  const error: unknown = await promise.then(
    () => new Error('It did not fail.'),
    (reason: unknown) => reason,
  );
  if (error instanceof EngineError) {
    return error.data;
  }
  throw error;
}
