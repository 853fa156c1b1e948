import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { useSession } from './driver/useSession.ts';
import { openDemoTenant } from './openDemoTenant.ts';

const authId = randomBytes(24).toString('base64url');

const session = useSession(() => ({ name: 'webhook', secrets: () => [authId] }));

test('one command starts all subscriptions', async () => {
  const { workbench } = session();
  const { tree } = workbench;
  await openDemoTenant(workbench);
  await workbench.widenSideBar(100);
  await tree.row('Data Loss Prevention').waitFor();

  await workbench.runCommand('M365 Audit: Start All Subscriptions');
  await workbench.notification(/Demo Tenant is subscribed to .*Data Loss Prevention/).waitFor();
  await tree.row(/Data Loss Prevention\s*subscribed/).waitFor();
  await workbench.notification('Starting all subscriptions').waitFor({ state: 'detached' });
  await workbench.screenshot('all-subscriptions');
});

test('the demo tenant validates a webhook that leads to the receiver, and a notification arrives', async () => {
  const { workbench } = session();
  const { quickInput } = workbench;
  await workbench.openView('Explorer');
  await workbench.runCommand('M365 Audit: Listen for Notifications');
  const listening = workbench.notification(/Listening at http:\/\/127\.0\.0\.1:\d+/);
  await listening.waitFor({ timeout: 30_000 });
  await workbench.screenshot('listening');
  await workbench.answerNotification(/Listening at http:/, 'Set Webhook');

  await quickInput.tick('For which content types?', ['Exchange']);
  await quickInput.choose('Where shall the service send notifications?', 'The Receiver of This Window');
  await quickInput.choose('The authentication id: the service', 'Type My Own…');
  await quickInput.answer('The authentication id', authId);
  await quickInput.choose('When does the webhook expire?', 'Never');
  await workbench.notification('The webhook of Exchange is set, and passed the validation.').waitFor();

  // The newest content may be one blob, or several that became available at once. Another item tells how many new records were fetched.
  await workbench.statusBarItem(/^\s*\d+ new\s*$/).waitFor({ timeout: 30_000 });
  await workbench
    .badge('M365 Audit')
    .getByText(/^[1-9]\d*$/)
    .waitFor();
  await workbench.screenshot('notification-arrived');
});

test('the blob that the notification names opens', async () => {
  const { workbench } = session();
  const { tree } = workbench;
  await workbench.clearNotifications();
  await workbench.openView('M365 Audit');
  await workbench.statusBarItem('Listening').waitFor();
  await tree.expand('Exchange');
  await tree.expand(/Webhook/);
  await tree.expand(/\d notifications?/);
  await tree.open('success', workbench.textEditor.lines.first());
  expect(await workbench.textEditor.textWith('"Operation"')).toMatch(/"Workload": "Exchange"/);
  await workbench.screenshot('notified-blob');
});

test("the service's attempts to notify are a document", async () => {
  const { workbench } = session();
  await workbench.runCommand('M365 Audit: Show Notifications');
  await workbench.quickInput.choose('Which content type?', 'Exchange');
  const text = await workbench.textEditor.textWith('"attempts"');
  expect(text).toMatch(/"failures": 0/);
  expect(text).toMatch(/"status": "success"/);
  await workbench.screenshot('notifications');
  await workbench.closeEditors();
});

test('the check of the demo tenant says what holds, in every theme, and as text', async () => {
  const { workbench } = session();
  await workbench.runCommand('M365 Audit: Check Connection');
  const { webview } = workbench;
  await webview.getByRole('button', { name: 'Copy as Text' }).waitFor({ timeout: 60_000 });
  await workbench.screenshot('doctor');
  await workbench.chooseTheme('Dark Modern');
  await workbench.screenshot('doctor-dark');
  await workbench.chooseTheme('Dark High Contrast');
  await workbench.screenshot('doctor-high-contrast');

  await webview.getByRole('button', { name: 'Copy as Text' }).click();
  await workbench.statusBarItem('The report was copied.').waitFor();
  const text = await workbench.readClipboard();
  expect(text).toContain('Demo Tenant');
  expect(text).not.toContain(authId);
});
