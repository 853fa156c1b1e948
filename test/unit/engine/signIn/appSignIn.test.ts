import { describe, expect, it, onTestFinished } from 'vitest';
import type { Connection } from '../../../../src/core/api/connection';
import { readTokenClaims } from '../../../../src/core/api/tokenClaims';
import type { Credential } from '../../../../src/core/protocol/signInProtocol';
import { Network } from '../../../../src/engine/network/network';
import { TokenCache } from '../../../../src/engine/server/tokenCache';
import { AppSignIn } from '../../../../src/engine/signIn/appSignIn';
import { createGetFeedToken } from '../../../../src/engine/signIn/feedToken';
import { makeAppCertificate } from '../../../authority/certificates';
import type { RegisteredApp } from '../../../authority/registeredApp';
import { startIdentityServer } from '../../../authority/startIdentityServer';
import {
  account,
  clientId,
  connectionTo,
  failureOf,
  plainNetwork,
  resource,
  startTrustedAuthority,
} from './authorityFixture';

const secret = 'right-secret~value';
const withSecret: Credential = { kind: 'clientSecret', secret };

function signInWith(credential: Credential): AppSignIn {
  return new AppSignIn({ network: new Network(plainNetwork, {}), getCredential: () => Promise.resolve(credential) });
}

function requestToken(connection: Connection, credential: Credential): Promise<string> {
  return signInWith(credential).requestToken({ connection, resource, refresh: false });
}

describe('with a client secret', () => {
  it('gets a token of the app, and asks no other host than the authority', async () => {
    const { origin, identityServer } = await startTrustedAuthority({ apps: [{ clientId, secret }] });
    const token = await requestToken(connectionTo(origin), withSecret);
    expect(readTokenClaims(token)).toMatchObject({
      audience: resource,
      isAppOnly: true,
      roles: ['ActivityFeed.Read', 'ActivityFeed.ReadDlp'],
    });
    expect(identityServer.requests).toEqual([
      expect.stringMatching(`^${origin}/${connectionTo(origin).tenantId}/oauth2/v2.0/token`),
    ]);
  });

  it.each<[string, Omit<RegisteredApp, 'clientId'>, string, string, RegExp]>([
    ['a wrong secret', { secret: 'other' }, 'AADSTS7000215', 'editConnection', /secret is wrong.*value/],
    ['an expired secret', { secret, isSecretExpired: true }, 'AADSTS7000222', 'editConnection', /has expired/],
    [
      'an app of another tenant',
      { secret, isForeign: true },
      'AADSTS700016',
      'editConnection',
      /does not know this app/,
    ],
    ['missing consent', { secret, hasConsent: false }, 'AADSTS65001', 'openSetup', /consent/],
  ])('explains %s', async (_, app, code, action, message) => {
    const { origin } = await startTrustedAuthority({ apps: [{ clientId, ...app }] });
    const failure = await failureOf(requestToken(connectionTo(origin), withSecret));
    expect(failure).toMatchObject({ kind: 'signIn', code, action });
    expect(failure.message).toMatch(message);
    expect(JSON.stringify(failure)).not.toContain(secret);
  });

  it.each<[string, Omit<RegisteredApp, 'clientId'>, string, RegExp]>([
    ['a missing role', { permissions: [] }, 'MissingPermission', /application permission ActivityFeed\.Read/],
    ['a wrong audience', { audience: 'https://graph.microsoft.com' }, 'WrongAudience', /for graph\.microsoft\.com/],
  ])('explains %s before the token is sent, and asks for another one the next time', async (_, app, code, message) => {
    const { origin, identityServer } = await startTrustedAuthority({ apps: [{ clientId, secret, ...app }] });
    const connection = connectionTo(origin);
    const signIn = signInWith(withSecret);
    const getToken = createGetFeedToken(new TokenCache((params) => signIn.requestToken(params)), connection);
    const request = { refresh: false, now: Date.now() };
    const failure = await failureOf(getToken(request));
    expect(failure).toMatchObject({ kind: 'signIn', code });
    expect(failure.message).toMatch(message);
    await failureOf(getToken(request));
    expect(identityServer.issuedTokens).toHaveLength(2);
  });

  it('misses the permission for DLP only where it is needed', async () => {
    const app = { clientId, secret, permissions: ['ActivityFeed.Read'] };
    const { origin } = await startTrustedAuthority({ apps: [app] });
    const signIn = signInWith(withSecret);
    const getToken = createGetFeedToken(new TokenCache((params) => signIn.requestToken(params)), connectionTo(origin));
    const request = { refresh: false, now: Date.now() };
    await getToken({ ...request, contentType: 'Audit.Exchange' });
    expect(await failureOf(getToken({ ...request, contentType: 'DLP.All' }))).toMatchObject({
      code: 'MissingDlpPermission',
      action: 'openSetup',
    });
  });

  it('says that the connection names no app', async () => {
    const connection: Connection = { id: 'own', name: 'Own', cloud: 'enterprise', tenantId: account.tenantId };
    expect(await failureOf(requestToken(connection, withSecret))).toMatchObject({ code: 'MissingClientId' });
  });
});

describe('with a certificate', () => {
  it('proves itself by what the certificate signed', async () => {
    const { certificate, key } = await makeAppCertificate();
    const { origin } = await startTrustedAuthority({ apps: [{ clientId, certificates: [certificate] }] });
    const credential: Credential = { kind: 'certificate', format: 'pem', data: `${certificate}\n${key}` };
    const connection = connectionTo(origin, { signIn: 'certificate' });
    expect(readTokenClaims(await requestToken(connection, credential))?.isAppOnly).toBe(true);
    // The assertion of each request is another one: the authority takes none twice.
    expect(readTokenClaims(await requestToken(connection, credential))?.isAppOnly).toBe(true);
  });

  it('explains a certificate that the app registration does not have', async () => {
    const { certificate, key } = await makeAppCertificate();
    const other = await makeAppCertificate();
    const { origin } = await startTrustedAuthority({ apps: [{ clientId, certificates: [other.certificate] }] });
    const credential: Credential = { kind: 'certificate', format: 'pem', data: `${certificate}\n${key}` };
    const failure = await failureOf(requestToken(connectionTo(origin, { signIn: 'certificate' }), credential));
    expect(failure).toMatchObject({ kind: 'signIn', code: 'AADSTS700027', action: 'editConnection' });
    expect(failure.message).toContain('thumbprint');
  });
});

describe('an authority', () => {
  it('that cannot be reached is an error of the network', async () => {
    const failure = await failureOf(requestToken(connectionTo('https://localhost:9'), withSecret));
    expect(failure).toMatchObject({ kind: 'network', code: 'ECONNREFUSED', action: 'retry' });
  });

  it('that nobody vouches for gets no secret', async () => {
    const { origin, identityServer, close } = await startIdentityServer({ account, apps: [{ clientId, secret }] });
    onTestFinished(close);
    const failure = await failureOf(requestToken(connectionTo(origin), withSecret));
    expect(failure).toMatchObject({ kind: 'network', code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
    expect(failure.message).toContain('NODE_EXTRA_CA_CERTS');
    expect(identityServer.requests).toEqual([]);
  });
});
