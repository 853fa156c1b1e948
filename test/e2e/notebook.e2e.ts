import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { useSession } from './driver/useSession.ts';

const session = useSession(() => ({ name: 'notebook', prepareWorkspace: writeNotebooks }));

const notebooks = {
  'wrong.auditnb': ['AuditRecords\n| where Operatoin == "FileDownloaded"'],
  'endless.auditnb': ['range x from 1 to 1000000000000 step 1\n| summarize count() by x % 7'],
  'record.auditnb': ['AuditRecords\n| project Id, Operation\n| take 1'],
};

async function writeNotebooks(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, queries] of Object.entries(notebooks)) {
    const cells = queries.map((query) => ({ kind: 'code', language: 'kql', source: query.split('\n') }));
    const notebook = { format: 1, metadata: { connectionId: 'demo' }, cells };
    await writeFile(path.join(folder, name), JSON.stringify(notebook));
  }
}

test('one click brings the records of the demo tenant', async () => {
  const { workbench } = session();
  await workbench.openView('M365 Audit');
  await workbench.welcomeButton('Try the Demo Tenant').click({ timeout: 60_000 });
  await workbench.tree.row('Data Loss Prevention').waitFor();
  await workbench.editorTab('demo-tenant.auditnb').waitFor({ timeout: 60_000 });
  await workbench.runCommand('View: Close All Editors');
});

test('a wrong query says what is wrong, at which line and column', async () => {
  const { workbench } = session();
  await workbench.openFile('wrong.auditnb');
  await workbench.notebook.runAll();
  await workbench.notebook.outputs.getByText(/Line 2, column 9.*Operatoin/).waitFor();
  await workbench.notebook.failedCells.waitFor();
  await workbench.screenshot('wrong-query');
  await workbench.runCommand('View: Close All Editors');
});

test('stopping a cell ends its query in the engine, which then answers the next one', async () => {
  const { workbench } = session();
  await workbench.openFile('endless.auditnb');
  await workbench.notebook.startAndStop();
  expect(await workbench.notebook.failedCells.count()).toBe(0);
  expect(await workbench.notebook.succeededCells.count()).toBe(0);
  await workbench.runCommand('View: Close All Editors');

  await workbench.openFile('record.auditnb');
  await workbench.notebook.runAll();
  expect(await workbench.notebook.table('Operation').getByRole('row').count()).toBe(2);
});

test('a record opens by its id, and an id that is not there is an error in words', async () => {
  const { workbench } = session();
  const row = workbench.notebook.table('Operation').getByRole('row').nth(1);
  const [id = '', operation = ''] = await row.getByRole('gridcell').allInnerTexts();

  await workbench.runCommand('M365 Audit: Open Record…');
  await workbench.quickInput.answer('The Id of the audit record', id);
  expect(await workbench.textEditor.textWith('"Operation"')).toContain(`"Operation": "${operation}"`);
  await workbench.screenshot('record');

  await workbench.runCommand('M365 Audit: Open Record…');
  await workbench.quickInput.answer('The Id of the audit record', 'no-such-record');
  await workbench.notification('The archive does not have this record.').waitFor();
});
