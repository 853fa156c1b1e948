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
  await workbench.widenSideBar(100);
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

test('the sample notebook answers, with the story in its tables', async () => {
  const { workbench } = session();
  const { notebook } = workbench;
  await workbench.editorTab(/\.auditnb/).waitFor();
  await notebook.runAll();
  await workbench.screenshot('notebook');

  const workloads = notebook.table('Operations');
  await workloads.getByRole('gridcell', { name: 'Exchange', exact: true }).waitFor();
  expect(Number(await workloads.getByRole('row').nth(1).getByRole('gridcell').nth(1).innerText())).toBeGreaterThan(100);

  // The next query is on the screen, and so is the table above it.
  await notebook.scrollTo('Consent to application');
  expect(await notebook.table('Files').getByRole('row').nth(1).innerText()).toContain('ines.valadares@halvern.example');
  await workbench.screenshot('overview');
  expect(await notebook.failedCells.count()).toBe(0);
  expect(await notebook.succeededCells.count()).toBeGreaterThan(0);
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
