import { describe, expect, it, onTestFinished } from 'vitest';
import { CancellationTokenSource, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { demoConnection, type Connection } from '../../../../../src/core/api/connection';
import { reportText } from '../../../../../src/core/doctor/reportText';
import { startSandbox, type SandboxOptions } from '../../../../../src/sandbox/sandbox';
import { startLocalService } from '../../../../unit/engine/api/localService';
import { check, makeToken, recentBlobs, statuses } from '../../doctor/doctorFixture';
import { startTrustedAuthority } from '../../../../unit/engine/signIn/authorityFixture';
import { TestHost } from '../testHost';

async function connect(options: SandboxOptions = {}): Promise<{ host: TestHost; connection: Connection }> {
  const sandbox = await startSandbox({ subscribed: ['Audit.Exchange'], blobs: recentBlobs(), ...options });
  onTestFinished(() => sandbox.close());
  const { origin: authority } = await startTrustedAuthority();
  const connection = { id: 'own', name: 'Own', cloud: sandbox.origin, authority, tenantId: sandbox.tenantId };
  const host = await TestHost.start();
  host.token = sandbox.token;
  return { host, connection };
}

describe('the check of a connection', () => {
  it('finds the demo tenant well, without a sign-in, and what is not fetched yet', async () => {
    const host = await TestHost.start();
    const report = await host.request('m365Audit/checkConnection', { connection: demoConnection });
    expect(Object.entries(statuses(report)).filter(([, status]) => status !== 'ok')).toEqual([
      ['oldestContent', 'warning'],
    ]);
    expect(check(report, 'token').detail).toContain('Not needed');
    expect(check(report, 'authority').detail).toContain('Not needed');
    expect(new Map(report.facts).get('Cloud')).toContain('demo tenant');
    expect(host.tokenRequests).toEqual([]);
  });

  it('knows when this engine started a subscription, and what failed before', async () => {
    const { host, connection } = await connect({ subscribed: [] });
    const range = { start: Date.now() - 60_000, end: Date.now() };
    const contentType = 'Audit.General';
    await expect(host.request('m365Audit/listContent', { connection, contentType, range })).rejects.toThrow('AF20022');
    await host.request('m365Audit/startSubscription', { connection, contentType });
    const report = await host.request('m365Audit/checkConnection', { connection });
    expect(check(report, 'firstContent').detail).toContain('Waiting for the first content');
    expect(check(report, 'lastFault').detail).toMatch(/^listContent, .*AF20022\.$/);
  });

  it('asks for a new token each time, so that what was granted meanwhile shows', async () => {
    const { host, connection } = await connect();
    const claims = { tid: connection.tenantId };
    host.token = makeToken({ ...claims, roles: [] });
    const before = await host.request('m365Audit/checkConnection', { connection });
    expect(check(before, 'feedPermission').status).toBe('failed');
    host.token = makeToken(claims);
    const after = await host.request('m365Audit/checkConnection', { connection });
    expect(check(after, 'feedPermission').status).toBe('ok');
  });

  it('says what the host says of the sign-in', async () => {
    const { host, connection } = await connect();
    const data = { kind: 'signIn', message: 'Nobody is signed in to Own.' };
    host.token = new ResponseError(LSPErrorCodes.RequestFailed, data.message, data);
    const report = await host.request('m365Audit/checkConnection', { connection });
    expect(check(report, 'token')).toMatchObject({ status: 'failed', detail: data.message, action: 'signIn' });
  });

  it.each<SandboxOptions>([{}, { tenantState: 'auditingOff' }, { token: 'another-one' }])(
    'puts nothing secret into the report or the log: %j',
    async (options) => {
      await using endpoint = await startLocalService(({ response }) => {
        response.writeHead(200).end();
      });
      const { host, connection } = await connect({ allowHttpWebhooks: true, startIntervalMs: 0, ...options });
      const authId = 'the-auth-id-of-the-webhook';
      const webhook = { address: `${endpoint.origin}/hook?code=in-the-address`, authId };
      // It fails where the tenant does; what the doctor says then matters.
      await host
        .request('m365Audit/setWebhook', { connection, contentType: 'Audit.Exchange', webhook })
        .catch(() => undefined);
      const token = options.token === undefined ? String(host.token) : makeToken({ tid: connection.tenantId });
      host.token = token;
      const report = await host.request('m365Audit/checkConnection', { connection });
      const output = [JSON.stringify(report), reportText(report), ...host.logged].join('\n');
      for (const secret of [token, token.slice(-20), authId, 'in-the-address']) {
        expect(output).not.toContain(secret);
      }
    },
  );

  it('can be cancelled', async () => {
    const { host, connection } = await connect({ faults: { slow: 1, slowMs: 60_000 } });
    const cancel = new CancellationTokenSource();
    const request = host.request('m365Audit/checkConnection', { connection }, cancel);
    cancel.cancel();
    await expect(request).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
  });
});
