import { beforeAll, expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { makeAccessToken } from '../authority/accessToken.ts';
import { startAuthority } from '../authority/startAuthority.ts';
import type { Authority } from '../authority/startAuthority.ts';
import { useSession } from './driver/useSession.ts';
import { listEnabledContentTypes } from './sandboxClient.ts';

const resource = 'https://manage.office.com';
const clientId = '7d1f0c52-3b8a-4a64-9d0e-5a1c0ffee001';
const account = {
  username: 'alex@contoso.example',
  name: 'Alex Example',
  objectId: '0c9f6c1e-52a3-4f0e-8a11-5a1c0ffee002',
  tenantId: 'b1946ac9-2492-4d23-a7c1-5a1c0ffee003',
};

let sandbox: Sandbox;
let authority: Authority;

beforeAll(async () => {
  sandbox = await startSandbox({ tenantId: account.tenantId });
  return () => sandbox.close();
});

beforeAll(async () => {
  authority = await startAuthority(account);
  return authority.close;
});

const session = useSession(() => ({
  name: 'signIn',
  ...authority.vsCode,
  browserArgs: authority.browserArgs,
  secrets: () => [...authority.identityServer.issuedTokens, ...authority.identityServer.issuedRefreshTokens],
  settings: {
    ...authority.vsCode.settings,
    'm365Audit.connections': [
      { id: 'contoso', name: 'Contoso', cloud: sandbox.origin, tenantId: account.tenantId, clientId },
    ],
  },
}));

function listEnabled(): Promise<readonly string[]> {
  return listEnabledContentTypes(sandbox, makeAccessToken(account, clientId, resource));
}

test("VS Code's Microsoft provider signs in, and its token opens the tenant", async () => {
  const { workbench } = session();
  await workbench.openView('M365 Audit');
  const { tree } = workbench;
  await tree.row('Contoso').waitFor({ timeout: 60_000 });
  await workbench.widenSideBar(150);
  await tree.expand('Contoso');
  await tree.open('Sign in');
  await workbench.dialog.answer('Allow');
  await tree.row('Data Loss Prevention').waitFor({ timeout: 60_000 });

  expect(await tree.row('Contoso').innerText()).toContain(account.username);
  expect(await tree.row('SharePoint and OneDrive').innerText()).toContain('not subscribed');
  expect(authority.identityServer.issuedScopes.join(' ')).toContain(`${resource}/.default`);
  await workbench.screenshot('signed-in');
});

test('a subscription turns on, and off after a question, in the tenant itself', async () => {
  const { workbench } = session();
  const { tree } = workbench;
  expect(await listEnabled()).toEqual([]);

  await tree.checkbox('SharePoint and OneDrive').click();
  await expect.poll(listEnabled, { timeout: 30_000 }).toEqual(['Audit.SharePoint']);
  await tree.row(/SharePoint and OneDrive\s*subscribed/).waitFor();
  await workbench.screenshot('subscriptions');

  await tree.checkbox('SharePoint and OneDrive').click();
  expect(await workbench.dialog.text()).toMatch(/SharePoint/);
  await workbench.screenshot('stop-subscription');
  await workbench.dialog.answer('Stop Subscription');
  await expect.poll(listEnabled, { timeout: 30_000 }).toEqual([]);
  await tree.row(/SharePoint and OneDrive\s*not subscribed/).waitFor();
});
