import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { makeAppCertificate } from '../authority/certificates.ts';
import type { AppCertificate } from '../authority/certificates.ts';
import { runCli } from './cli.ts';
import { useSession } from './driver/useSession.ts';
import type { Workbench } from './driver/workbench.ts';
import { account, domain, useContoso } from './useContoso.ts';

const secretApp = { clientId: '7d1f0c52-3b8a-4a64-9d0e-5a1c0ffee001', secret: randomBytes(24).toString('base64url') };
const wrongSecret = randomBytes(24).toString('base64url');
const certificateAppId = '7d1f0c52-3b8a-4a64-9d0e-5a1c0ffee004';
const certificateFile = 'app.pem';
/** It may sign users in, but nobody gave it a permission of the feed. */
const poorApp = { clientId: '7d1f0c52-3b8a-4a64-9d0e-5a1c0ffee005', permissions: ['User.Read'] };

let certificate: AppCertificate;

beforeAll(async () => {
  certificate = await makeAppCertificate();
});

const contoso = useContoso({
  makeApps: () => [secretApp, { clientId: certificateAppId, certificates: [certificate.certificate] }, poorApp],
});

const session = useSession(() => {
  const { sandbox, authority, sessionOptions } = contoso();
  const place = { cloud: sandbox.origin, authority: authority.origin, tenantId: account.tenantId };
  const options = sessionOptions([
    { id: 'certificate', name: 'Collector', ...place, signIn: 'certificate', clientId: certificateAppId },
    { id: 'code', name: 'Far Away', ...place, signIn: 'deviceCode', clientId: poorApp.clientId },
  ]);
  return {
    ...options,
    name: 'connect',
    prepareWorkspace: async (folder) => {
      await mkdir(folder, { recursive: true });
      await writeFile(path.join(folder, certificateFile), `${certificate.key}${certificate.certificate}`);
    },
    secrets: () => [...(options.secrets?.() ?? []), secretApp.secret, wrongSecret, keyLine(certificate)],
  };
});

/** Words of what is beside each step of the setup guide. */
const guide = {
  'Try the demo tenant': 'SharePoint and OneDrive',
  'Register an app': 'openssl req',
  'Grant permissions': 'ActivityFeed.ReadDlp',
  'Connect your tenant': 'Contoso',
  'Check the connection': 'Check',
  'Start a subscription': 'DLP.All',
  'Open a content blob': 'Operation',
  'Ask a question': 'AuditRecords',
};

test('the connection wizard leads to the tenant by its domain, and back', async () => {
  const { workbench } = session();
  const { quickInput } = workbench;
  const { sandbox, authority } = contoso();
  await workbench.openView('M365 Audit');
  await workbench.tree.row('Far Away').waitFor({ timeout: 60_000 });
  await workbench.widenSideBar(150);
  await workbench.runCommand('M365 Audit: Add Connection…');
  await quickInput.answer('A name for the tenant', 'Contoso');
  await quickInput.choose('The cloud that the tenant is in', 'Other Host…');
  await quickInput.answer('The host of the API', sandbox.origin);
  await quickInput.answer('The sign-in service', authority.origin);
  await quickInput.keep('The audience that tokens are asked for');

  await quickInput.answer('The tenant: its id', 'nowhere.example');
  await quickInput.question('No tenant at').waitFor();
  await quickInput.answer('No tenant at', domain);
  await quickInput.row('Client Secret').waitFor();
  await workbench.screenshot('connect-sign-in');
  await quickInput.goBack();
  await quickInput.question('The tenant: its id').waitFor();
  expect(await quickInput.input.inputValue()).toBe(domain);
  await quickInput.accept();

  await quickInput.choose('How to sign in', 'Client Secret');
  await quickInput.answer('The application (client) id', secretApp.clientId);
  await quickInput.question('The value of a client secret').waitFor();
  expect(await quickInput.input.getAttribute('type')).toBe('password');
  await quickInput.type(wrongSecret);
  await workbench.screenshot('connect-secret');
  await quickInput.accept();
  await quickInput.keep('Publisher identifier');
});

test('a wrong secret is said to be wrong, and the right one opens the tenant', async () => {
  const { workbench, vsCode } = session();
  const { quickInput, tree } = workbench;
  const refusal = workbench.notification('The client secret is wrong.');
  await refusal.waitFor({ timeout: 60_000 });
  await workbench.screenshot('wrong-secret');
  await workbench.answerNotification('The client secret is wrong.', 'Set Credential');
  await quickInput.answer('A new client secret', secretApp.secret);
  await tree.expand('Contoso');
  await tree.row('Data Loss Prevention').waitFor({ timeout: 60_000 });
  await workbench.notification('Signing in').waitFor({ state: 'detached' });
  await workbench.screenshot('connected');

  const settings = await readFile(path.join(vsCode.userDataFolder, 'User', 'settings.json'), 'utf8');
  expect(settings).toContain(account.tenantId);
  expect(settings).not.toContain(secretApp.secret);
});

test('an app signs in by a certificate, whose thumbprint is shown', async () => {
  const { workbench, workspaceFolder } = session();
  const { quickInput, tree } = workbench;
  await collapseAll(workbench);
  const before = contoso().authority.identityServer.issuedTokens.length;
  await tree.clickAction('Collector', 'Sign In', quickInput.row('Choose a File…'));
  await quickInput.choose('The certificate that the app proves itself with', 'Choose a File…');
  await quickInput.answerWithFile(workspaceFolder, certificateFile);
  await quickInput.row('Use This Certificate').waitFor();
  await workbench.screenshot('connect-certificate');
  await quickInput.choose('Is the thumbprint that of the app registration?', 'Use This Certificate');
  await tree.expand('Collector');
  await tree.row('Data Loss Prevention').waitFor({ timeout: 60_000 });
  expect(contoso().authority.identityServer.issuedTokens.length).toBeGreaterThan(before);
  // From now on the key is in no file.
  await rm(path.join(workspaceFolder, certificateFile));
});

test('a user signs in by a device code, and hears which permission the app lacks', async () => {
  const { workbench } = session();
  const { tree } = workbench;
  await collapseAll(workbench);
  const code = workbench.notification(/type the code TEST\d+/);
  await tree.clickAction('Far Away', 'Sign In', code);
  const [userCode = ''] = /TEST\d+/.exec(await code.innerText()) ?? [];
  await workbench.screenshot('connect-device-code');
  contoso().authority.identityServer.deviceCodes.set(userCode, 'entered');
  await tree.row(account.username).waitFor({ timeout: 60_000 });
  await tree.expand('Far Away');
  await tree.row(/lacks the delegated permission ActivityFeed\.Read/).waitFor();
});

test('the check of that connection names the permission, and leads to the guide', async () => {
  const { workbench } = session();
  const { webview } = workbench;
  await workbench.clearNotifications();
  await workbench.runCommand('M365 Audit: Check Connection');
  await workbench.quickInput.choose('Which connection?', 'Far Away');
  await webview.getByRole('button', { name: 'Copy as Text' }).waitFor({ timeout: 60_000 });
  await workbench.screenshot('doctor-missing-permission');
  await webview
    .getByRole('listitem')
    .filter({ hasText: 'ActivityFeed.Read.' })
    .first()
    .getByRole('button', { name: 'Show Setup Guide' })
    .click();
  await expect.poll(() => workbench.walkthrough.openedStep.innerText()).toBe('Grant permissions');
});

test('the command line makes the same check, and says nothing secret', async () => {
  const { vsCode } = session();
  const { sandbox, authority } = contoso();
  const { clientId, secret } = secretApp;
  const { exitCode, stdout, stderr } = await runCli(
    `doctor --tenant ${domain} --cloud ${sandbox.origin} --authority ${authority.origin} --client-id ${clientId} --secret-env APP_SECRET`.split(
      ' ',
    ),
    { ...authority.vsCode.env, APP_SECRET: secret },
  );
  // Among the logs of the session, which are searched for secrets.
  await writeFile(path.join(vsCode.userDataFolder, 'logs', 'doctor.log'), stdout + stderr);
  expect(stdout).toContain('[ok] Permission for the Feed');
  expect(stderr).toBe('');
  // There is no subscription yet.
  expect(exitCode).toBe(1);
});

test('the guide shows all its steps, with commands to copy', async () => {
  const { workbench } = session();
  const { walkthrough } = workbench;
  await workbench.closeEditors();
  // In a narrow editor VS Code shows the steps without what is beside them.
  await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
  await workbench.runCommand('M365 Audit: Open Setup Guide');
  await walkthrough.title.waitFor();
  expect(await walkthrough.title.innerText()).toBe('Get Started with Audit Explorer');
  await workbench.webview.getByText('az ad app create').waitFor();
  await workbench.screenshot('walkthrough-register');
  expect(await walkthrough.stepTitles()).toEqual(Object.keys(guide));
  for (const [title, words] of Object.entries(guide)) {
    await walkthrough.openStep(title);
    await workbench.webview.getByText(words).first().waitFor();
  }
  await workbench.screenshot('walkthrough-query');
  await workbench.runCommand('M365 Audit: Copy Setup Commands…');
  await workbench.quickInput.choose('Which tenant is the app for?', 'Another Tenant');
  await workbench.quickInput.choose('For which shell?', 'Bash');
  await workbench.notification('Copied.').waitFor();
  expect(await workbench.readClipboard()).toContain('az ad app create');
});

async function collapseAll(workbench: Workbench): Promise<void> {
  await workbench.clearNotifications();
  await workbench.tree.collapseAll();
}

/** A line of the private key, which is nowhere else. */
function keyLine({ key }: AppCertificate): string {
  return key.split(/\r?\n/)[5] ?? key;
}
