import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { ConnectionReport } from '../../../src/core/protocol/doctorProtocol';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../src/sandbox/sandbox';
import type { RegisteredApp } from '../../authority/registeredApp';
import { openArchive, temporaryFolder } from '../../unit/engine/archive/archiveFixture';
import { clientId, startTrustedAuthority } from '../../unit/engine/signIn/authorityFixture';
import { recentBlobs } from '../engine/doctor/doctorFixture';
import { runInProcess, type CliRun } from './cliFixture';

const secret = 'right-secret~value';

async function openSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({
    appId: clientId,
    subscribed: ['Audit.Exchange'],
    blobs: recentBlobs(),
    ...options,
  });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

/** `m365-audit doctor` for an app of the authority, whatever it says of its secret. */
async function runDoctor(sandbox: Sandbox, app: Partial<RegisteredApp>, args: readonly string[] = []): Promise<CliRun> {
  const { origin, identityServer } = await startTrustedAuthority({ apps: [{ clientId, secret, ...app }] });
  const connection = ['--cloud', sandbox.origin, '--authority', origin, '--tenant', sandbox.tenantId];
  const signIn = ['--client-id', clientId, '--secret-env', 'APP_SECRET'];
  const run = await runInProcess(['doctor', ...connection, ...signIn, ...args], { env: { APP_SECRET: secret } });
  const output = run.stdout + run.stderr;
  for (const hidden of [secret, ...identityServer.issuedTokens.flatMap((token) => [token, ...token.split('.')])]) {
    expect(output).not.toContain(hidden);
  }
  return run;
}

function statusesOf({ stdout }: CliRun): Readonly<Record<string, string>> {
  const report = JSON.parse(stdout) as ConnectionReport;
  return Object.fromEntries(report.checks.map(({ id, status }) => [id, status]));
}

describe('doctor', () => {
  it('writes a report to paste into a ticket', async () => {
    const sandbox = await openSandbox();
    const run = await runDoctor(sandbox, {});
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout).toContain(`Tenant: ${sandbox.tenantId}\n`);
    expect(run.stdout).toContain('Sign-in: app with client secret\n');
    expect(run.stdout.match(/^\[\w+\] .*$/gm)).toEqual([
      '[ok] Network',
      '[ok] Clock',
      '[ok] Sign-in Service',
      '[ok] Token',
      '[ok] Permission for the Feed',
      '[ok] Permission for DLP',
      '[ok] Auditing',
      '[ok] Subscriptions',
      '[ok] Webhooks',
      '[ok] Recent Content',
      '[ok] Oldest Content',
      '[ok] Quota',
      '[ok] Last Fault',
    ]);
  });

  it('takes itself out of those that share the quota', async () => {
    const folder = await temporaryFolder();
    vi.stubEnv('TMPDIR', folder);
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    await runDoctor(await openSandbox(), {});
    const [quotas = ''] = await readdir(folder);
    expect(quotas).toMatch(/^m365-audit-quotas/);
    expect(await readdir(path.join(folder, quotas))).toEqual([]);
  });

  it('says that the file of the certificate cannot be read', async () => {
    const sandbox = await openSandbox();
    const file = path.join(await temporaryFolder(), 'missing.pem');
    const connection = ['--cloud', sandbox.origin, '--tenant', sandbox.tenantId, '--client-id', clientId];
    const run = await runInProcess(['doctor', ...connection, '--certificate', file]);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain(`The certificate file ${file} cannot be read (ENOENT).`);
  });

  it('looks into an archive where one is named, and fails for none', async () => {
    const folder = await temporaryFolder();
    await (await openArchive(folder)).close();
    const sandbox = await openSandbox();
    const run = await runDoctor(sandbox, {}, ['--archive', folder, '--format', 'json']);
    expect(run.exitCode).toBe(0);
    expect(statusesOf(run)).toMatchObject({ oldestContent: 'warning' });
    const mistyped = await runDoctor(sandbox, {}, ['--archive', `${folder}/none`]);
    expect(mistyped).toMatchObject({ exitCode: 1, stdout: '' });
  });

  it.each<[string, Partial<RegisteredApp>, string, string, RegExp]>([
    ['a wrong secret', { secret: 'other' }, 'token', 'skipped', /secret is wrong/],
    ['an expired secret', { isSecretExpired: true }, 'token', 'skipped', /has expired/],
    ['missing consent', { hasConsent: false }, 'token', 'skipped', /consent/],
    ['a wrong audience', { audience: 'https://graph.microsoft.com' }, 'token', 'skipped', /graph\.microsoft\.com/],
    ['a missing role', { permissions: [] }, 'feedPermission', 'failed', /application permission ActivityFeed\.Read/],
  ])('explains %s, and fails', async (_, app, failing, feedPermission, words) => {
    const run = await runDoctor(await openSandbox(), app, ['--format', 'json']);
    expect(run).toMatchObject({ exitCode: 1, stderr: '' });
    expect(statusesOf(run)).toMatchObject({ authority: 'ok', [failing]: 'failed', feedPermission });
    expect(run.stdout).toMatch(words);
  });

  it('takes a token of the environment', async () => {
    const sandbox = await openSandbox({ tenantState: 'auditingOff' });
    const { origin } = await startTrustedAuthority();
    const connection = ['--cloud', sandbox.origin, '--authority', origin, '--tenant', sandbox.tenantId];
    const run = await runInProcess(['doctor', ...connection, '--token-env', 'TOKEN'], {
      env: { TOKEN: sandbox.token },
    });
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('Sign-in: token of the environment\n');
    expect(run.stdout).toContain('[failed] Auditing\n');
    expect(run.stdout).not.toContain(sandbox.token);
  });
});
