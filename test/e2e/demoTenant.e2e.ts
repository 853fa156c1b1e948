import { expect, test } from 'vitest';
import { useSession } from './driver/useSession.ts';

const session = useSession(() => ({ name: 'demoTenant' }));

test('one click on the demo tenant shows its five content types with their status', async () => {
  const { workbench } = session();
  await workbench.openView('M365 Audit');
  await workbench.welcomeButton('Try the Demo Tenant').waitFor({ timeout: 60_000 });
  await workbench.screenshot('welcome');
  await workbench.welcomeButton('Try the Demo Tenant').click();

  const { tree } = workbench;
  await tree.expand('Demo Tenant');
  await tree.row('Data Loss Prevention').waitFor();
  const rows = await tree.rowTexts();
  for (const [name, status] of [
    ['Entra ID', 'subscribed'],
    ['Exchange', 'subscribed'],
    ['SharePoint and OneDrive', 'subscribed'],
    ['General', 'subscribed'],
    ['Data Loss Prevention', 'not subscribed'],
  ]) {
    expect(rows).toContainEqual(`${name} ${status}`);
  }
  await workbench.screenshot('demo-tenant');
});

test('the sample notebook answers, with the story in a table', async () => {
  const { workbench } = session();
  await workbench.editorTab(/\.auditnb/).waitFor();
  await workbench.notebook.runAll();
  const table = workbench.notebook.outputs.getByRole('grid').first();
  await table.waitFor({ timeout: 60_000 });
  const text = await table.innerText();
  expect(text).not.toBe('');
  await workbench.screenshot('overview');
});

test("a blob opens as a JSON document that shows a record's operation", async () => {
  const { workbench } = session();
  const { tree } = workbench;
  await tree.expand('SharePoint and OneDrive');
  await tree.expand('yesterday, UTC');
  await tree.expand(/\d\d:00 – \d\d:00 UTC/);
  await tree.open('expires in');
  const text = await workbench.textEditor.textWith('"Operation"');
  expect(text).toMatch(/"Operation": "\w+"/);
  await workbench.screenshot('blob');
});
