import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { geoDatabase } from '../integration/engine/query/geoDatabaseFixture.ts';
import { findInExtensionLog } from './driver/extensionLog.ts';
import { readProcessorShare } from './driver/processorTime.ts';
import { useSession } from './driver/useSession.ts';
import { openDemoTenant } from './openDemoTenant.ts';
import { writeNotebooks, type NotebookCell } from './writeNotebooks.ts';

const powerShell = (text: string): NotebookCell => ({ language: 'm365-audit-powershell', text });

const notebooks = {
  'wrong.auditnb': ['AuditRecords\n| where Operatoin == "FileDownloaded"'],
  'endless.auditnb': ['range x from 1 to 1000000000000 step 1\n| summarize count() by x % 7'],
  'digits.auditnb': [
    'print Hash = hash_many("a", "b"), Numbers = dynamic({"whole": 1.0, "long": 9223372036854775807})',
  ],
  'record.auditnb': ['AuditRecords\n| project Id, Operation\n| take 1'],
  'parameters.auditnb': [
    'declare query_parameters(user: string = "");\nAuditRecords\n| where user == "" or UserId =~ user\n| summarize Records = count()',
  ],
  'people.auditnb': ['externaldata(Person: string, Team: string)["people.csv"] with (ignoreFirstRecord = true)'],
  'teams.auditnb': ['externaldata(Name: string, Group: string)["people.csv"] | summarize Names = count() by Group'],
  'lists.auditnb': [
    'let people = _GetWatchlist("vips") | project SearchKey;\nAuditRecords\n| where UserId in (people)\n| summarize Records = count() by Vip = UserId',
    'print Country = tostring(geo_info_from_ip_address("203.0.113.66").country)',
  ],
  // As the article on the API writes them.
  'shell.auditnb': [
    powerShell(
      '$Last24Results = Get-EXRMSubscriptionContent -Exchange -StartTime (Get-Date).AddDays(-1) -EndTime (Get-Date) -returnContentBlobs',
    ),
    powerShell(
      '$Last24Results.ContentBlob | Where-Object{$_.ClientInfoString -ne $null} | select CreationTime,Operation,ClientInfoString,UserId | fl',
    ),
    powerShell('foreach ($ContentEntry in $Last24Results) {$ContentEntry.ContentBlob}'),
  ],
};

/** A notebook that breaks off: what is left of it is worth keeping all the same. */
const brokenFile = 'broken.auditnb';
const brokenText =
  '{\n  "format": 1,\n  "cells": [\n    { "kind": "code", "language": "kql", "source": ["AuditRecords | co';

const kqlFile = 'queries.kql';
const kql = '// one\r\nAuditRecords\r\n| count\r\n\r\n\r\nlet n = 2;\r\n\r\nAuditRecords | take n\r\n\r\n';

/** The user's own files that queries read. */
async function writeOwnFiles(folder: string): Promise<void> {
  await writeFile(path.join(folder, 'people.csv'), 'Person,Team\nAnn,Blue\nBob,Red\n');
  await mkdir(path.join(folder, 'lists'));
  await writeFile(path.join(folder, 'lists', 'vips.csv'), 'SearchKey,Why\nines.valadares@halvern.example,Finance\n');
  await writeFile(
    path.join(folder, 'places.mmdb'),
    geoDatabase({ '203.0.113.0/24': { country: { names: { en: 'Farland' } } } }),
  );
}

const session = useSession(() => ({
  name: 'notebook',
  settings: { 'm365Audit.watchlists.folder': 'lists', 'm365Audit.geoDatabase': 'places.mmdb' },
  prepareWorkspace: async (folder) => {
    await writeNotebooks(folder, notebooks);
    await writeOwnFiles(folder);
    await writeFile(path.join(folder, brokenFile), brokenText);
    await writeFile(path.join(folder, kqlFile), kql);
  },
}));

beforeAll(() => openDemoTenant(session().workbench));

test('a wrong query says what is wrong, at which line and column', async () => {
  const { workbench } = session();
  await workbench.openNotebook('wrong.auditnb');
  await workbench.notebook.runAll();
  await workbench.notebook.outputs.getByText(/Line 2, column 9.*Operatoin/).waitFor();
  await workbench.notebook.failedCells.waitFor();
  await workbench.screenshot('wrong-query');
});

test('numbers of dynamic values keep their digits and their kind, and what differs from Kusto is noted', async () => {
  const { workbench } = session();
  await workbench.openNotebook('digits.auditnb');
  await workbench.notebook.runAll();
  await workbench.notebook.outputs.getByText('{"whole":1.0,"long":9223372036854775807}').waitFor();
  await workbench.page.getByText('1 note').waitFor();
  await workbench.screenshot('digits');
  expect(await workbench.notebook.failedCells.count()).toBe(0);
});

test('stopping a cell ends its query in the engine, which then answers the next one', async () => {
  const { workbench, vsCode } = session();
  const { notebook } = workbench;
  const [, engine] = await findInExtensionLog(vsCode.userDataFolder, /engine started, pid (\d+)/);
  await workbench.openNotebook('endless.auditnb');
  await notebook.startAndStop();
  await notebook.outputs.getByText('Stopped before it had a result.').waitFor();
  expect(await notebook.failedCells.count()).toBe(0);
  expect(await notebook.succeededCells.count()).toBe(0);
  await workbench.screenshot('stopped-query');
  await expect.poll(() => readProcessorShare(Number(engine))).toBeLessThan(0.1);

  await workbench.openNotebook('record.auditnb');
  await notebook.runAll();
  await expect.poll(() => notebook.table('Operation').getByRole('row').count()).toBe(2);
});

test('a record opens by its id, and an id that is not there is an error in words', async () => {
  const { workbench } = session();
  const row = workbench.notebook.table('Operation').getByRole('row').nth(1);
  const cells = row.getByRole('gridcell');
  await expect.poll(() => cells.nth(1).innerText()).not.toBe('');
  const [id, operation] = [await cells.nth(0).innerText(), await cells.nth(1).innerText()];

  await workbench.runCommand('M365 Audit: Open Record…');
  await workbench.quickInput.answer('The Id of the audit record', id);
  expect(await workbench.textEditor.textWith('"Operation"')).toContain(`"Operation": "${operation}"`);
  await workbench.screenshot('record');

  await workbench.runCommand('M365 Audit: Open Record…');
  await workbench.quickInput.answer('The Id of the audit record', 'no-such-record');
  await workbench.notification('The archive does not have this record.').waitFor();
  await workbench.clearNotifications();
});

test('a file that a query reads is asked for: refused it is not read, allowed it is for the whole workspace', async () => {
  const { workbench } = session();
  const { notebook, dialog } = workbench;
  await workbench.openNotebook('people.auditnb');
  await notebook.start(dialog.box);
  expect(await dialog.text()).toMatch(/The query reads the file .*people\.csv\. Allow it\?/);
  await workbench.screenshot('file-question');
  await dialog.answer('Cancel');
  await notebook.outputs.getByText(/which you did not allow\. Run it again to be asked again\./).waitFor();
  await notebook.failedCells.waitFor();
  await workbench.screenshot('file-refused');
  await notebook.start(dialog.box);
  expect(await dialog.text()).toContain('people.csv');
  await dialog.answer('Allow');
  await notebook.table('Team').getByText('Blue').waitFor();
  await workbench.screenshot('file-allowed');

  await workbench.openNotebook('teams.auditnb');
  await notebook.runAll();
  await notebook.table('Group').getByText('Red').waitFor();
});

test('watchlists lie in the folder of the settings, and places of addresses in the database that they name', async () => {
  const { workbench } = session();
  const { notebook } = workbench;
  await workbench.openNotebook('lists.auditnb');
  await notebook.runAll();
  await notebook.table('Vip').getByText('ines.valadares@halvern.example').waitFor();
  await notebook.table('Country').getByText('Farland').waitFor();
  await workbench.screenshot('own-files');
});

test('a parameter and the time range of a notebook make its cells stale, and change what they give', async () => {
  const { workbench } = session();
  const { notebook, quickInput } = workbench;
  const user = 'ines.valadares@halvern.example';
  await workbench.openNotebook('parameters.auditnb');
  await notebook.runAll();
  const value = notebook.table('Records').getByRole('row').nth(1);
  // No number, until the new one is there.
  const count = async (): Promise<number> => Number(/\d+/.exec(await value.innerText())?.[0]);
  await expect.poll(count).toBeGreaterThan(0);
  const all = await count();

  await notebook.status('user = ""').click();
  // The list comes when the archive was asked who there is.
  await quickInput.row(user).waitFor();
  await workbench.screenshot('parameter-values');
  await quickInput.type(user);
  await quickInput.row(user).click();
  await notebook.status(`user = ${user}`).waitFor();
  await workbench.screenshot('parameter');
  await notebook.clickStatus('Stale: run again', notebook.status('Stale: run again'), 'hidden');
  await expect.poll(count).toBeLessThan(all);
  const ofUser = await count();

  await workbench.runCommand('M365 Audit: Set Time Range…');
  await quickInput.row('Last 24 hours').click();
  await notebook.clickStatus('Stale: run again', notebook.status('Stale: run again'), 'hidden');
  await expect.poll(count).toBeLessThan(ofUser);
  await workbench.screenshot('time-range');
});

test('cells in PowerShell style run, and show the KQL that they are', async () => {
  const { workbench } = session();
  const { notebook } = workbench;
  await workbench.openNotebook('shell.auditnb');
  await notebook.runAll();
  await notebook.outputs.getByText('ClientInfoString').first().waitFor();
  expect(await notebook.failedCells.count()).toBe(0);
  await workbench.screenshot('powershell');
  const filter = notebook.cell('Where-Object{$_.ClientInfoString -ne $null}');
  await filter.getByText('Show as KQL').click();
  await notebook.cell('| where isnotnull(Record.ClientInfoString)').waitFor();
  await workbench.screenshot('powershell-as-kql');
});

test('an investigation is picked from the library, and answers on the demo tenant', async () => {
  const { workbench } = session();
  const { notebook, quickInput } = workbench;
  await workbench.discardEditors();
  await workbench.runCommand('M365 Audit: New Investigation…');
  await quickInput.row('Inbox rules and forwarding').waitFor();
  await workbench.screenshot('investigations');
  await quickInput.row('Inbox rules and forwarding').click();
  await notebook.outputs.getByRole('heading', { name: 'Inbox rules and forwarding' }).waitFor();
  await notebook.runAll();
  await notebook.succeededCells.first().waitFor();
  expect(await notebook.failedCells.count()).toBe(0);
  await workbench.screenshot('investigation');
});

test('a file of KQL opens as a notebook, and an edit changes nothing else of it', async () => {
  const { workbench, workspaceFolder } = session();
  const { notebook, page } = workbench;
  await workbench.discardEditors();
  await workbench.openFile(kqlFile);
  await workbench.textEditor.textWith('AuditRecords');
  await workbench.runCommand('M365 Audit: Open as Notebook');
  await notebook.runAll();
  await notebook.table('Count').waitFor();
  const { editor } = notebook.code;
  await editor.locator('.view-line').filter({ hasText: '| count' }).click();
  await page.keyboard.press('End');
  await page.keyboard.type(' // edited');
  await editor.getByText('// edited').waitFor();
  await workbench.screenshot('kql-file');
  await workbench.runCommand('File: Save');
  await expect
    .poll(() => readFile(path.join(workspaceFolder, kqlFile), 'utf8'))
    .toBe(kql.replace('| count', '| count // edited'));
});

test('a notebook that cannot be read shows an error, and its bytes stay as they are', async () => {
  const { workbench, workspaceFolder } = session();
  await workbench.openNotebook(brokenFile);
  await workbench.editorError.waitFor();
  await workbench.notification('The notebook cannot be opened, and was left as it is.').waitFor();
  await workbench.screenshot('broken-notebook');

  await workbench.page.keyboard.press('Control+S');
  await workbench.closeEditors();
  expect(await readFile(path.join(workspaceFolder, brokenFile), 'utf8')).toBe(brokenText);
});
