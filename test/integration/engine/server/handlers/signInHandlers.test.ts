import { expect, it, onTestFinished } from 'vitest';
import { CancellationTokenSource, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import type { EngineErrorData } from '../../../../../src/core/protocol/engineError';
import type { Sandbox } from '../../../../../src/sandbox/sandbox';
import { startSandbox } from '../../../../../src/sandbox/sandbox';
import { makeAccessToken } from '../../../../authority/accessToken';
import { makeAppCertificate } from '../../../../authority/certificates';
import { startConnectProxy } from '../../../../authority/connectProxy';
import {
  account,
  clientId,
  connectionTo,
  plainNetwork,
  resource,
  startTrustedAuthority,
} from '../../../../unit/engine/signIn/authorityFixture';
import { TestHost } from '../testHost';

const secret = 'right-secret~value';

async function startTenant(): Promise<Sandbox> {
  const sandbox = await startSandbox({ tenantId: account.tenantId });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

async function failureOf(request: Promise<unknown>): Promise<EngineErrorData | undefined> {
  const error: unknown = await request.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof ResponseError ? (error as ResponseError<EngineErrorData>).data : undefined;
}

it('signs an app in with the secret that the host keeps, asks for it once a token, and forgets at sign-out', async () => {
  const { origin, identityServer } = await startTrustedAuthority({ apps: [{ clientId, secret }] });
  const sandbox = await startTenant();
  const host = await TestHost.start();
  host.credential = { kind: 'clientSecret', secret };
  const connection = connectionTo(origin, { cloud: sandbox.origin });
  expect(await host.request('m365Audit/findSignIn', { connection })).toBeNull();
  expect(await host.request('m365Audit/signIn', { connection })).toEqual({ account: clientId });
  expect(await host.request('m365Audit/findSignIn', { connection })).toEqual({ account: clientId });
  expect(await host.request('m365Audit/listSubscriptions', { connection })).toHaveLength(5);
  expect(host.credentialRequests).toHaveLength(1);
  expect(host.tokenRequests).toEqual([]);

  await host.request('m365Audit/signOut', { connection });
  expect(await host.request('m365Audit/findSignIn', { connection })).toBeNull();
  const data = {
    kind: 'signIn',
    message: 'There is no client secret.',
    code: 'CredentialMissing',
    action: 'editConnection',
  };
  host.credential = new ResponseError(LSPErrorCodes.RequestFailed, data.message, data);
  expect(await failureOf(host.request('m365Audit/listSubscriptions', { connection }))).toEqual(data);

  const logged = host.logged.join('\n');
  expect(logged).not.toContain(secret);
  expect(identityServer.issuedTokens.filter((token) => logged.includes(token))).toEqual([]);
});

it('signs an app in with a certificate, and describes it before it is kept', async () => {
  const { certificate, key } = await makeAppCertificate();
  const { origin } = await startTrustedAuthority({ apps: [{ clientId, certificates: [certificate] }] });
  const sandbox = await startTenant();
  const host = await TestHost.start();
  const file = { format: 'pem', data: `${certificate}${key}` } as const;
  expect(await host.request('m365Audit/readCertificate', file)).toMatchObject({
    subject: 'CN=Audit Collector, O=Contoso',
  });
  expect(await failureOf(host.request('m365Audit/readCertificate', { ...file, data: certificate }))).toMatchObject({
    code: 'CertificateKeyMissing',
  });
  host.credential = { kind: 'certificate', ...file };
  const connection = connectionTo(origin, { cloud: sandbox.origin, signIn: 'certificate' });
  expect(await host.request('m365Audit/listSubscriptions', { connection })).toHaveLength(5);
  expect(host.logged.join('\n')).not.toContain('PRIVATE KEY');
});

it('signs a user in with a code that the host shows, and can be cancelled', async () => {
  const { origin, identityServer } = await startTrustedAuthority();
  const sandbox = await startTenant();
  const host = await TestHost.start();
  const connection = connectionTo(origin, { cloud: sandbox.origin, signIn: 'deviceCode' });
  expect(await failureOf(host.request('m365Audit/listSubscriptions', { connection }))).toMatchObject({
    code: 'NotSignedIn',
  });

  const cancel = new CancellationTokenSource();
  host.onDeviceCode = () => {
    cancel.cancel();
  };
  await expect(host.request('m365Audit/signIn', { connection }, cancel)).rejects.toMatchObject({
    code: LSPErrorCodes.RequestCancelled,
  });

  host.onDeviceCode = ({ userCode }) => {
    identityServer.deviceCodes.set(userCode, 'entered');
  };
  expect(await host.request('m365Audit/signIn', { connection })).toEqual({ account: account.username });
  expect(await host.request('m365Audit/findSignIn', { connection })).toEqual({ account: account.username });
  expect(await host.request('m365Audit/listSubscriptions', { connection })).toHaveLength(5);
  await host.request('m365Audit/signOut', { connection });
  expect(await host.request('m365Audit/findSignIn', { connection })).toBeNull();
});

it("forgets the tokens of VS Code's provider at sign-out", async () => {
  const sandbox = await startTenant();
  const host = await TestHost.start();
  host.token = makeAccessToken(account, clientId, resource);
  const connection = {
    ...connectionTo('https://localhost:9', { cloud: sandbox.origin }),
    signIn: 'microsoft',
  } as const;
  await host.request('m365Audit/listSubscriptions', { connection });
  await host.request('m365Audit/listSubscriptions', { connection });
  expect(host.tokenRequests).toHaveLength(1);
  await host.request('m365Audit/signOut', { connection });
  host.token = new ResponseError(LSPErrorCodes.RequestFailed, 'Gone.', { kind: 'signIn', message: 'Gone.' });
  expect(await failureOf(host.request('m365Audit/listSubscriptions', { connection }))).toMatchObject({
    message: 'Gone.',
    action: 'signIn',
  });
});

it('explains a token that does not fit, and sends it nowhere', async () => {
  const sandbox = await startTenant();
  const host = await TestHost.start();
  host.token = makeAccessToken(account, clientId, 'https://graph.microsoft.com');
  const connection = {
    ...connectionTo('https://localhost:9', { cloud: sandbox.origin }),
    signIn: 'microsoft',
  } as const;
  expect(await failureOf(host.request('m365Audit/listSubscriptions', { connection }))).toMatchObject({
    kind: 'signIn',
    code: 'WrongAudience',
  });
  expect(host.logged.join('\n')).not.toContain(host.token);
});

it('finds a tenant, by the proxy that is set while it runs', async () => {
  const name = 'login.authority.invalid';
  const { port } = await startTrustedAuthority({ domains: { 'contoso.example': account.tenantId } }, [name]);
  const proxy = await startConnectProxy([name], port);
  onTestFinished(() => proxy.close());
  const host = await TestHost.start();
  const lookup = { cloud: 'https://localhost:9', authority: `https://${name}`, domain: 'contoso.example' };
  expect(await failureOf(host.request('m365Audit/lookUpTenant', lookup))).toMatchObject({ kind: 'network' });
  await host.changeSettings({ requestsPerMinute: 100, network: { ...plainNetwork, proxy: proxy.address } });
  expect(await host.request('m365Audit/lookUpTenant', lookup)).toEqual({ tenantId: account.tenantId });
  expect(proxy.reached.map(({ target }) => target)).toEqual([`${name}:443`]);
});
