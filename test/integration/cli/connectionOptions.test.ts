import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../../../src/sandbox/sandbox';
import { makeAccessToken } from '../../authority/accessToken';
import { makeAppCertificate } from '../../authority/certificates';
import { account, clientId, startTrustedAuthority } from '../../unit/engine/signIn/authorityFixture';
import { runInProcess } from './cliFixture';

const secret = 'right-secret~value';

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cli-connection-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A sync of one content type of an almost empty tenant, without a way to sign in yet. */
async function syncArgs(folder: string, tenant: string = account.tenantId): Promise<string[]> {
  const sandbox = await startSandbox({ tenantId: account.tenantId, appId: clientId });
  onTestFinished(() => sandbox.close());
  const since = new Date(Date.now() - 600_000).toISOString();
  return [
    ...['sync', '--archive', path.join(folder, 'archive'), '--cloud', sandbox.origin, '--tenant', tenant],
    ...['--content-type', 'Audit.Exchange', '--since', since],
  ];
}

describe('sync signs in', () => {
  test('with a client secret, to a tenant that is given by its domain', async () => {
    const { origin } = await startTrustedAuthority({
      apps: [{ clientId, secret }],
      domains: { 'contoso.example': account.tenantId },
    });
    const args = await syncArgs(await temporaryFolder(), 'contoso.example');
    const app = ['--authority', origin, '--client-id', clientId, '--secret-env', 'SECRET'];
    const run = await runInProcess([...args, ...app], { env: { SECRET: secret } });
    expect(run.exitCode, run.stderr).toBe(0);
    expect(run.stderr).toMatch(/^Audit\.Exchange: \d+ blobs? fetched/);
    const refused = await runInProcess([...args, ...app], { env: { SECRET: 'wrong~value' } });
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toContain('AADSTS7000215');
    expect(refused.stderr).not.toContain('wrong~value');
    const without = await runInProcess([...args, ...app]);
    expect(without.stderr).toContain('The environment variable SECRET holds no client secret.');
  });

  test('with a certificate', async () => {
    const { certificate, key } = await makeAppCertificate();
    const { origin } = await startTrustedAuthority({ apps: [{ clientId, certificates: [certificate] }] });
    const folder = await temporaryFolder();
    const file = path.join(folder, 'app.pem');
    await writeFile(file, `${certificate}${key}`);
    const app = ['--authority', origin, '--client-id', clientId, '--certificate', file];
    const run = await runInProcess([...(await syncArgs(folder)), ...app]);
    expect(run.exitCode, run.stderr).toBe(0);
  });

  test('with a token, and says what is wrong with one for another service', async () => {
    const args = [...(await syncArgs(await temporaryFolder())), '--token-env', 'T'];
    const run = await runInProcess(args, {
      env: { T: makeAccessToken(account, clientId, 'https://graph.microsoft.com') },
    });
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain('This token is for graph.microsoft.com');
  });
});

test.each([
  [[], 'Give --token-env, or --client-id'],
  [['--client-id', clientId], 'with either --secret-env or --certificate'],
  [
    ['--client-id', clientId, '--secret-env', 'S', '--certificate', 'c.pem'],
    'with either --secret-env or --certificate',
  ],
  [['--client-id', clientId, '--secret-env', 'S', '--token-env', 'T'], 'Give --token-env, or --client-id'],
  [['--token-env', 'T', '--secret-env', 'S'], 'go with --client-id'],
  [['--client-id', clientId, '--secret-env', 'S', '--certificate-password-env', 'P'], 'with --certificate'],
  [['--token-env', 'T', '--authority', 'https://login.example'], 'go with a --cloud that is the origin'],
])('refuses options that do not go together: %j', async (options, message) => {
  const args = ['sync', '--archive', 'x', '--tenant', account.tenantId, '--cloud', 'gcc', ...options];
  const run = await runInProcess(args);
  expect(run.exitCode).toBe(1);
  expect(run.stderr).toContain(message);
});
