import { randomUUID } from 'node:crypto';
import { mkdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { ContentType } from '../../src/core/api/contentType';
import { dayMs, hourMs } from '../../src/core/api/contentWindow';
import type { ScriptedBlob } from '../../src/sandbox/content/scriptedContent';
import { useSession } from './driver/useSession.ts';
import type { Workbench } from './driver/workbench.ts';
import { account, useContoso } from './useContoso.ts';
import { writeNotebooks } from './writeNotebooks.ts';

const clientId = '7d1f0c52-3b8a-4a64-9d0e-5a1c0ffee006';
const now = Date.now();

/** Of the last day, so many that a sync of it can be watched and cancelled. */
const recentBlobs = 240;
const recordsInBlob = 5;

/** A day that is busy, and before it a blob every two hours. */
const exchange = [
  ...makeBlobs('Audit.Exchange', { from: now - dayMs + hourMs / 2, until: now - hourMs, count: recentBlobs }),
  ...makeBlobs('Audit.Exchange', { from: now - 7 * dayMs + hourMs, until: now - dayMs, count: 70 }),
];
const sharePoint = makeBlobs('Audit.SharePoint', { from: now - 7 * dayMs + hourMs, until: now, count: 80 });
/** Nobody asks for it before the background sync. */
const general = makeBlobs('Audit.General', { from: now - 7 * dayMs + hourMs, until: now, count: 10 });
const entraId = makeBlobs('Audit.AzureActiveDirectory', { from: now - 7 * dayMs + hourMs, until: now, count: 60 });

const contoso = useContoso({
  sandboxOptions: {
    appId: clientId,
    blobs: [...exchange, ...sharePoint, ...entraId, ...general],
    // The first sync is slow, what follows is not.
    faults: { slow: 1, slowMs: 600, most: recentBlobs },
  },
});

const session = useSession(() => ({
  name: 'archive',
  prepareWorkspace: (folder) => writeNotebooks(folder, { 'count.auditnb': [countQuery] }, 'contoso'),
  ...contoso().sessionOptions([
    { id: 'contoso', name: 'Contoso', cloud: contoso().sandbox.origin, tenantId: account.tenantId, clientId },
  ]),
}));

const countQuery = 'AuditSharePoint\n| summarize Records = count() by Workload';

/** What the archive has after the sync that was cancelled. */
let recordsAfterCancel = 0;

test('a sync shows how far it is, how fast and how long still, and what came stays when it is cancelled', async () => {
  const { workbench } = session();
  const { tree } = workbench;
  await workbench.openView('M365 Audit');
  await tree.row('Contoso').waitFor({ timeout: 60_000 });
  await workbench.widenSideBar(150);
  await tree.expand('Contoso');
  await tree.open('Sign in', workbench.dialog.box);
  await workbench.dialog.answer('Allow');
  await tree.row('Exchange').waitFor({ timeout: 60_000 });
  await workbench.closeOtherPages();

  await startSync(workbench, ['Exchange'], 'The Last 24 Hours');
  const progress = workbench.notification('Syncing Contoso');
  await progress.getByText(/Exchange: \d+ of 240 blobs.*B\/s.*left/).waitFor({ timeout: 30_000 });
  await workbench.screenshot('sync-progress');
  await progress.getByRole('button', { name: 'Cancel' }).click();
  await workbench.statusBarItem('The sync was cancelled. What was fetched stays').waitFor();
  await progress.waitFor({ state: 'detached' });

  recordsAfterCancel = await countRecords(workbench);
  expect(recordsAfterCancel).toBeGreaterThan(0);
  expect(recordsAfterCancel).toBeLessThan(recentBlobs * recordsInBlob);
});

test('the next sync fetches the rest, and nothing twice', async () => {
  const { workbench } = session();
  await startSync(workbench, ['Exchange'], 'The Last 24 Hours');
  const rest = recentBlobs - recordsAfterCancel / recordsInBlob;
  await workbench
    .statusBarItem(`${rest} blobs fetched, ${(rest * recordsInBlob).toLocaleString('en')} new records`)
    .waitFor({ timeout: 60_000 });
  expect(await countRecords(workbench)).toBe(recentBlobs * recordsInBlob);
});

test('a cell whose range has gaps says so, and has what was missing after one click', async () => {
  const { workbench } = session();
  const { notebook } = workbench;
  await workbench.openNotebook('count.auditnb');
  await notebook.runAll();
  const gapsText = /\d+ of \d+ windows not fetched: fetch now/;
  const gaps = notebook.status(gapsText);
  await gaps.waitFor();
  await notebook.status('0 rows').waitFor();
  await workbench.screenshot('cell-gaps');
  const outcome = workbench.statusBarItem('80 blobs fetched, 400 new records');
  await notebook.clickStatus(gapsText, workbench.notification('Syncing Contoso').or(outcome).first());
  await outcome.waitFor();
  await notebook.table('Records').getByRole('row', { name: 'SharePoint 400' }).waitFor();
  await gaps.waitFor({ state: 'hidden' });
  await workbench.screenshot('cell-gaps-fetched');
  await workbench.discardEditors();
});

test('days that are selected in the tree are synced, and the row tells of the gap between', async () => {
  const { workbench } = session();
  const { tree } = workbench;
  await startSync(workbench, ['Entra ID'], 'What Is New');
  const ofEntraId = workbench.statusBarItem('60 blobs fetched, 300 new records');
  await ofEntraId.waitFor();

  await tree.expand('Exchange');
  const days = tree.rows.filter({ hasText: /\w+day, / });
  await days.nth(6).waitFor();
  // Selecting a row opens it, so the last ones come first.
  await tree.select([7, 6, 5, 4, 3].map((index) => days.nth(index)));
  await ofEntraId.waitFor({ state: 'hidden' });
  const outcome = workbench.statusBarItem(/\d+ blobs fetched/);
  await tree.chooseFromMenu(
    days.nth(4),
    'Sync Content…',
    workbench.notification('Syncing Contoso').or(outcome).first(),
  );
  await outcome.waitFor();
  await tree.row(/Exchange\s*subscribed · \d+ hours to fetch/).waitFor();
  await workbench.badge('M365 Audit').getByText('1', { exact: true }).waitFor();
  await workbench.screenshot('gap-in-tree');
});

test('the coverage page shows the gap, and its button closes it', async () => {
  const { workbench } = session();
  const { tree, webview } = workbench;
  await tree.collapseAll();
  await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
  await workbench.runCommand('M365 Audit: Show Coverage');
  await webview.getByText(/hours can still be fetched\./).waitFor({ timeout: 30_000 });
  const missing = webview.getByRole('gridcell', { name: /^Exchange, .*: not listed yet, can be fetched/ });
  expect(await missing.count()).toBeGreaterThan(20);
  expect(await webview.getByRole('row', { name: /Exchange.*hours Can be fetched/ }).count()).toBe(1);
  await workbench.screenshot('coverage');
  await workbench.chooseTheme('Dark Modern');
  await workbench.screenshot('coverage-dark');
  await workbench.chooseTheme('Dark High Contrast');
  await workbench.screenshot('coverage-high-contrast');

  await webview.getByRole('button', { name: 'Fetch What Is Missing' }).click();
  await webview.getByText('There is nothing to fetch.').waitFor({ timeout: 60_000 });
  await webview.getByText('Nothing is missing.').waitFor();
  expect(await missing.count()).toBe(0);
  await workbench.notification('Syncing Contoso').waitFor({ state: 'detached' });
  await workbench.screenshot('coverage-closed-high-contrast');
  await workbench.chooseTheme('Dark Modern');
  await workbench.screenshot('coverage-closed-dark');
  await workbench.chooseTheme('Light Modern');
  await workbench.screenshot('coverage-closed');
  await workbench.closeEditors();
  await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
  await tree.expand('Contoso');
  await tree.row(/Exchange\s*subscribed$/).waitFor({ timeout: 30_000 });
  await workbench.badge('M365 Audit').waitFor({ state: 'hidden' });
});

test('a CSV that is dropped on the tree is imported, and its bad rows are kept apart', async () => {
  const { workbench } = session();
  const { tree } = workbench;
  const records = Array.from({ length: 3 }, () => makeRecord('Exchange', now - 30 * dayMs));
  await tree.drop('Contoso', { name: 'audit search.csv', content: makeCsv([...records, 'no record', '{"Id":']) });
  const outcome = workbench.notification('3 of 3 records added. 2 rows are no audit records, and are kept apart.');
  await outcome.waitFor({ timeout: 30_000 });
  await workbench.screenshot('import');
  await workbench.answerNotification('2 rows are no audit records', 'Show Bad Rows');
  expect(await workbench.textEditor.textWith('no record')).toMatch(/"line": ?5/);
  await workbench.screenshot('bad-rows');
  await workbench.closeEditors();
});

test('records are exported as CSV', async () => {
  const { workbench, workspaceFolder } = session();
  const { quickInput } = workbench;
  await workbench.runCommand('M365 Audit: Export Records…');
  await quickInput.tick('Records of which content types?', ['Exchange']);
  await quickInput.choose('Events of which time?', 'All Times');
  await quickInput.choose('Which format?', 'CSV');
  const file = path.join(workspaceFolder, 'exchange.csv');
  await quickInput.answerWithPath(file, 'OK');
  await workbench.notification('records exported to exchange.csv').waitFor({ timeout: 30_000 });
  const [header = '', ...rows] = (await readFile(file, 'utf8')).trim().split(/\r?\n/);
  expect(header).toContain('AuditData');
  expect(rows).toHaveLength(exchange.length * recordsInBlob + 3);
});

test('what is older than the retention goes after a question', async () => {
  const { workbench } = session();
  const { quickInput, dialog } = workbench;
  await workbench.runCommand('M365 Audit: Change Retention…');
  await quickInput.answer('Days that records are kept', '20');
  await quickInput.keep('Gigabytes that they may take');
  const question = workbench.notification('Contoso has more in the archive than is to be kept (20 days): 3 records');
  await question.waitFor({ timeout: 30_000 });
  await workbench.screenshot('retention');
  await workbench.answerNotification('Contoso has more in the archive', 'Delete…');
  expect(await dialog.text()).toMatch(/3 records, [\d.]+ kB on the disk: Exchange 3/);
  await dialog.answer('Delete Records');
  await workbench.notification('Deleted from the archive of Contoso: 3 records').waitFor({ timeout: 30_000 });
});

test('a deletion says what goes, and deletes that', async () => {
  const { workbench } = session();
  const { quickInput, dialog } = workbench;
  const before = await countRecords(workbench);
  await workbench.runCommand('M365 Audit: Delete Records…');
  await quickInput.tick('Records of which content types?', ['Entra ID']);
  await quickInput.choose('Events of which time?', 'All Times');
  const question = await dialog.text();
  expect(question).toMatch(/Delete these records of Contoso for good\?/);
  expect(question).toMatch(/300 records, [\d.]+ kB on the disk: Entra ID 300/);
  expect(question).toContain('This cannot be undone.');
  await workbench.screenshot('delete');
  await dialog.answer('Delete Records');
  await workbench.notification('Deleted from the archive of Contoso: 300 records').waitFor({ timeout: 30_000 });
  expect(await countRecords(workbench)).toBe(before - 300);
});

test('the archive moves to another folder, with all that is in it', async () => {
  const { workbench, workspaceFolder } = session();
  const { quickInput, dialog } = workbench;
  const before = await countRecords(workbench);
  const folder = path.join(workspaceFolder, 'archive');
  await mkdir(folder);
  await workbench.runCommand('M365 Audit: Show Archive…');
  await quickInput.row('Move Archive…').waitFor({ timeout: 30_000 });
  await workbench.screenshot('archive-facts');
  await quickInput.row('Move Archive…').click();
  await quickInput.answerWithPath(`${folder}/`, 'Move Here');
  expect(await dialog.text()).toContain(`Move the archive to ${folder}?`);
  await workbench.screenshot('move-archive');
  await dialog.answer('Move Archive');
  await workbench.notification(`The archive lies in ${folder} now.`).waitFor({ timeout: 60_000 });
  expect((await stat(path.join(folder, 'format.json'))).isFile()).toBe(true);
  expect(await countRecords(workbench)).toBe(before);
});

test('the background sync is turned on, brings what nobody asked for, and the status bar tells of it', async () => {
  const { workbench } = session();
  const { quickInput, webview } = workbench;
  await workbench.runCommand('M365 Audit: Show Coverage');
  await webview.getByText('Never collected: General, Data Loss Prevention.').waitFor({ timeout: 30_000 });
  await workbench.screenshot('coverage-deleted');
  await workbench.runCommand('M365 Audit: Turn Background Sync On…');
  await quickInput.choose('How often, while VS Code is open?', '5 minutes');
  await quickInput.choose('Which content types?', 'All That Are Subscribed To');
  // The first turn comes within half a minute.
  await webview.getByText('Never collected: Data Loss Prevention.').waitFor({ timeout: 60_000 });
  await workbench.statusBarItem('Audit sync on').waitFor({ timeout: 60_000 });
  await workbench.runCommand('M365 Audit: Show Background Sync');
  await quickInput.question(/every 5 minutes; 50 new records at .*, next at/).waitFor();
  await workbench.screenshot('background-sync');
});

/** Content of a type, evenly from one time until before another. */
function makeBlobs(
  contentType: ContentType,
  { from, until, count }: { readonly from: number; readonly until: number; readonly count: number },
): readonly ScriptedBlob[] {
  return Array.from({ length: count }, (_, index) => {
    const created = Math.floor(from + ((until - from) / count) * index);
    return {
      contentType,
      created,
      records: Array.from({ length: recordsInBlob }, () => makeRecord(contentType.slice('Audit.'.length), created)),
    };
  });
}

function makeRecord(Workload: string, time: number): { readonly Id: string } {
  return {
    Id: randomUUID(),
    ...{ CreationTime: new Date(time).toISOString().slice(0, 19), OrganizationId: account.tenantId, Workload },
    ...{ Operation: 'Update', RecordType: 1, UserType: 0, UserId: account.username, UserKey: account.objectId },
  };
}

/** As Purview's audit search gives it. @param rows records, or texts in their place */
function makeCsv(rows: readonly (object | string)[]): string {
  const lines = rows.map((row) => {
    const text = typeof row === 'string' ? row : JSON.stringify(row);
    return `2026-10-24T00:00:00Z,${account.username},Update,"${text.replaceAll('"', '""')}"`;
  });
  return ['CreationDate,UserIds,Operations,AuditData', ...lines].join('\r\n');
}

async function startSync(workbench: Workbench, contentTypes: readonly string[], range: string): Promise<void> {
  const { quickInput } = workbench;
  await workbench.runCommand('M365 Audit: Sync Content…');
  await quickInput.tick('The content types to sync', contentTypes);
  await quickInput.choose('Which content, by when it became available?', range);
}

/** Records in the archive, as "Show Archive…" says it. */
async function countRecords(workbench: Workbench): Promise<number> {
  const { quickInput } = workbench;
  await workbench.runCommand('M365 Audit: Show Archive…');
  await quickInput.row('Show Coverage').waitFor({ timeout: 30_000 });
  const words = (await quickInput.input.getAttribute('placeholder')) ?? '';
  await quickInput.dismiss();
  return Number(/^([\d,]+) records/.exec(words)?.[1]?.replaceAll(',', ''));
}
