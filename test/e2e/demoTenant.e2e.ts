import { expect, test } from 'vitest';
import type { Tree } from './driver/tree.ts';
import { useSession } from './driver/useSession.ts';

const session = useSession(() => ({ name: 'demoTenant' }));

const windowText = /\d\d:00 – \d\d:00 UTC/;

async function expandToWindows(tree: Tree): Promise<void> {
  await tree.expand('Demo Tenant');
  await tree.expand('SharePoint and OneDrive');
  await tree.expand('yesterday, UTC');
}

test('one click on the demo tenant shows its five content types with their status', async () => {
  const { workbench } = session();
  await workbench.openView('M365 Audit');
  await workbench.welcomeButton('Try the Demo Tenant').waitFor({ timeout: 60_000 });
  await workbench.screenshot('welcome');
  const { tree } = workbench;
  await workbench.clickWelcomeButton('Try the Demo Tenant', tree.row('Demo Tenant'));
  await workbench.widenSideBar(100);
  await tree.row('Data Loss Prevention').waitFor();
  await expect
    .poll(() => tree.rowTexts())
    .toEqual(
      expect.arrayContaining([
        'Entra ID subscribed',
        'Exchange subscribed',
        'SharePoint and OneDrive subscribed',
        'General subscribed',
        'Data Loss Prevention not subscribed',
      ]),
    );
  await workbench.screenshot('demo-tenant');
});

test('the sample notebook answers, with the story in its tables', async () => {
  const { workbench } = session();
  const { notebook } = workbench;
  await workbench.editorTab(/\.auditnb/).waitFor();
  await notebook.runAll();

  const workloads = notebook.table('Operations');
  await workloads.getByRole('gridcell', { name: 'Exchange', exact: true }).waitFor();
  expect(Number(await workloads.getByRole('row').nth(1).getByRole('gridcell').nth(1).innerText())).toBeGreaterThan(100);
  await workbench.screenshot('notebook');

  // The next query is on the screen, and so is the table above it.
  await notebook.scrollTo('Consent to application');
  await expect
    .poll(() => notebook.table('Files').getByRole('row').nth(1).innerText())
    .toContain('ines.valadares@halvern.example');
  await workbench.screenshot('overview');
  expect(await notebook.failedCells.count()).toBe(0);
  expect(await notebook.succeededCells.count()).toBeGreaterThan(0);
});

test("a blob opens as a JSON document that shows a record's operation", async () => {
  const { workbench } = session();
  await expandToWindows(workbench.tree);
  await workbench.tree.expand(windowText);
  await workbench.tree.open('expires in', workbench.textEditor.lines.first());
  const text = await workbench.textEditor.textWith('"Operation"');
  expect(text).toMatch(/"Operation": "\w+"/);
  await workbench.screenshot('blob');
});

test('a hover over a number of the record says what it stands for', async () => {
  const { workbench } = session();
  await workbench.textEditor.hoverOver('"RecordType"', /RecordType\s\d+\s=\sSharePoint/);
  await workbench.screenshotAsItIs('hover');
});

test('the document of a blob is there again after a reload', async () => {
  const { workbench } = session();
  await workbench.reload();
  expect(await workbench.textEditor.textWith('"Operation"')).toMatch(/"Operation": "\w+"/);
});

test("a content window's query opens in a cell, and has run", async () => {
  const { workbench } = session();
  await expandToWindows(workbench.tree);
  const row = workbench.notebook.table('Operation').getByRole('row').nth(1);
  await workbench.tree.clickAction(windowText, 'Query This Window', row);
  await expect.poll(() => row.innerText()).toContain('SharePoint');
  await workbench.screenshot('query-window');
});

test('a user is looked up in Microsoft Graph', async () => {
  const { workbench } = session();
  await workbench.runCommand('M365 Audit: Look Up in Microsoft Graph…');
  await workbench.quickInput.answer('The object id or user principal name', 'ines.valadares@halvern.example');
  expect(await workbench.textEditor.textWith('"displayName"')).toContain(
    '"userPrincipalName": "ines.valadares@halvern.example"',
  );
  await workbench.notification('Looking up').waitFor({ state: 'detached' });
  await workbench.screenshot('graph');
});
