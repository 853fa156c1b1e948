import { expect, test } from 'vitest';
import { makeAccessToken } from '../authority/accessToken.ts';
import { useSession } from './driver/useSession.ts';
import { listEnabledContentTypes } from './sandboxClient.ts';
import { account, useContoso } from './useContoso.ts';

const resource = 'https://manage.office.com';
const clientId = '7d1f0c52-3b8a-4a64-9d0e-5a1c0ffee001';

const contoso = useContoso();

const session = useSession(() => ({
  name: 'signIn',
  ...contoso().sessionOptions([
    { id: 'contoso', name: 'Contoso', cloud: contoso().sandbox.origin, tenantId: account.tenantId, clientId },
  ]),
}));

function listEnabled(): Promise<readonly string[]> {
  return listEnabledContentTypes(contoso().sandbox, makeAccessToken(account, clientId, resource));
}

test("VS Code's Microsoft provider signs in, and its token opens the tenant", async () => {
  const { workbench } = session();
  await workbench.openView('M365 Audit');
  const { tree } = workbench;
  await tree.row('Contoso').waitFor({ timeout: 60_000 });
  await workbench.widenSideBar(150);
  await tree.expand('Contoso');
  await tree.open('Sign in', workbench.dialog.box);
  await workbench.dialog.answer('Allow');
  await tree.row('Data Loss Prevention').waitFor({ timeout: 60_000 });
  await workbench.closeOtherPages();

  expect(await tree.row('Contoso').innerText()).toContain(account.username);
  expect(await tree.row('SharePoint and OneDrive').innerText()).toContain('not subscribed');
  expect(contoso().authority.identityServer.issuedScopes.join(' ')).toContain(`${resource}/.default`);
  await workbench.screenshot('signed-in');
});

test('a subscription turns on, and off after a question, in the tenant itself', async () => {
  const { workbench } = session();
  const { tree } = workbench;
  expect(await listEnabled()).toEqual([]);

  const subscribed = tree.row(/SharePoint and OneDrive\s*subscribed/);
  await tree.toggle('SharePoint and OneDrive', subscribed);
  await expect.poll(listEnabled, { timeout: 30_000 }).toEqual(['Audit.SharePoint']);
  await workbench.screenshot('subscriptions');

  await tree.toggle('SharePoint and OneDrive', workbench.dialog.box);
  expect(await workbench.dialog.text()).toMatch(/SharePoint/);
  await workbench.screenshot('stop-subscription');
  await workbench.dialog.answer('Stop Subscription');
  await expect.poll(listEnabled, { timeout: 30_000 }).toEqual([]);
  await tree.row(/SharePoint and OneDrive\s*not subscribed/).waitFor();
});
