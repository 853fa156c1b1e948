import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { effectMs, repeatUntil } from './driver/repeatUntil.ts';
import { windowSize } from './driver/session.ts';
import { useSession } from './driver/useSession.ts';
import { openDemoTenant } from './openDemoTenant.ts';
import { writeNotebooks } from './writeNotebooks.ts';

const notebooks = {
  'million.auditnb': ["range Number from 1 to 1000000 step 1\n| extend Half = iff(Number % 2 == 0, 'even', 'odd')"],
  'chart.auditnb': [
    // Of these two Exchange has the busiest day, whatever the day of the week.
    'AuditRecords\n| where Workload in ("Exchange", "AzureActiveDirectory")\n| summarize Records = count() by bin(CreationTime, 1d), Workload\n| render timechart with (title = "Records by day")',
  ],
  'rules.auditnb': [
    // Two rules that the intruder makes as the victim, and an administrator removes: other people make theirs on any day.
    "AuditRecords\n| where Operation == 'Remove-InboxRule' or Operation == 'New-InboxRule' and ClientIP startswith '203.0.113.'\n| project CreationTime, UserId, ClientIP, Id\n| sort by CreationTime asc",
  ],
  'looks.auditnb': [
    'AuditRecords\n| top 4 by CreationTime\n| project CreationTime, Operation, UserId, RecordType',
    'AuditRecords\n| summarize Records = count() by bin(CreationTime, 1d), ContentType\n| render timechart',
  ],
};

/** Of all kinds that there are, by the class that a page in VS Code gets. */
const themes = [
  { label: 'Dark Modern', pageClass: 'vscode-dark' },
  { label: 'Dark High Contrast', pageClass: 'vscode-high-contrast' },
  { label: 'Light High Contrast', pageClass: 'vscode-high-contrast-light' },
  { label: 'Light Modern', pageClass: 'vscode-light' },
];

const session = useSession(() => ({
  name: 'notebookResults',
  prepareWorkspace: (folder) => writeNotebooks(folder, notebooks),
}));

beforeAll(() => openDemoTenant(session().workbench));

/** How many there are when they have become no more for a while. */
async function untilSteady(elements: Locator): Promise<number> {
  let last = -1;
  await expect
    .poll(
      async () => {
        const before = last;
        last = await elements.count();
        return last === before;
      },
      { interval: 500 },
    )
    .toBe(true);
  return last;
}

async function waitForFocus(element: Locator): Promise<void> {
  await expect.poll(() => element.evaluate((node) => node.matches(':focus'))).toBe(true);
}

test('a million rows are scrolled to the last one, sorted, filtered and searched', async () => {
  const { workbench } = session();
  const { notebook, page } = workbench;
  await workbench.openNotebook('million.auditnb');
  await notebook.runAll();
  const { outputs } = notebook;
  const grid = notebook.table('Number');
  const header = (column: string): Locator => grid.getByRole('columnheader', { name: column });
  const firstRow = grid.locator('[role=row][aria-rowindex="2"]');
  await expect.poll(() => grid.getAttribute('aria-rowcount')).toBe('1000001');
  await outputs.getByText('1,000,000 rows', { exact: true }).waitFor();

  await firstRow.getByText('1', { exact: true }).click();
  await page.keyboard.press('Control+End');
  await grid.getByRole('row', { name: '1000000 even' }).waitFor();
  await workbench.screenshot('million-rows-end');

  await header('Number').click();
  await header('Number').click();
  await firstRow.getByText('1000000', { exact: true }).waitFor();

  await header('Half').click({ button: 'right' });
  await outputs.getByRole('menuitem', { name: 'Filter…' }).click();
  const filter = outputs.getByRole('dialog', { name: 'Filter Half' });
  await filter.getByText('odd', { exact: true }).click();
  await workbench.screenshotAsItIs('column-filter');
  await filter.getByRole('button', { name: 'Apply' }).click();
  await outputs.getByText('500,000 of 1,000,000 rows').waitFor();
  await firstRow.getByText('999999', { exact: true }).waitFor();

  await outputs.getByPlaceholder('Search all columns').fill('99999');
  await outputs.getByText('14 of 1,000,000 rows').waitFor();
  await workbench.screenshot('million-rows-searched');
});

test('a chart says in words what it shows, tells values under the mouse, and gives way to the table', async () => {
  const { workbench } = session();
  const { notebook, page } = workbench;
  await workbench.openNotebook('chart.auditnb');
  await notebook.runAll();
  const { outputs } = notebook;
  const chart = outputs.getByRole('img', { name: /^Records by day.*Exchange.*Highest: Exchange/ });
  await chart.waitFor();
  const series = chart.locator('svg path');

  const exchange = outputs.getByRole('button', { name: 'Exchange' });
  // It is named before all of it is drawn.
  await series.first().waitFor({ state: 'attached' });
  const before = await untilSteady(series);
  await exchange.click();
  await expect.poll(() => series.count()).toBeLessThan(before);
  await exchange.click();
  await expect.poll(() => series.count()).toBe(before);

  await repeatUntil(async () => {
    await page.mouse.move(0, 0);
    await chart.hover({ timeout: effectMs });
  }, outputs.locator('.chart-tooltip').getByText('Exchange'));
  await workbench.screenshotAsItIs('chart');

  await outputs.getByRole('button', { name: 'Table', exact: true }).click();
  await notebook.table('Workload').getByText('Exchange').first().waitFor();
  await chart.waitFor({ state: 'hidden' });
  await outputs.getByRole('button', { name: 'Chart', exact: true }).click();
  await chart.waitFor();
  await page.mouse.move(0, 0);
});

test('the keyboard alone goes into a result, from value to value, into a row and its menu, and out again', async () => {
  const { workbench } = session();
  const { notebook, page } = workbench;
  await workbench.openNotebook('rules.auditnb');
  await notebook.runAll();
  const { outputs } = notebook;
  const grid = notebook.table('UserId');
  await grid.waitFor();
  await notebook.focusOutput();
  const stops = [
    outputs.getByPlaceholder('Search all columns'),
    ...['Columns', 'Times in UTC', 'Export'].map((name) => outputs.getByRole('button', { name })),
    grid.getByRole('columnheader', { name: 'CreationTime' }),
  ];
  for (const stop of stops) {
    await page.keyboard.press('Tab');
    await waitForFocus(stop);
  }

  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  const value = grid.getByRole('row').nth(1).getByRole('gridcell', { name: 'ines.valadares@halvern.example' });
  await waitForFocus(value);
  await page.keyboard.press('Enter');
  const panel = outputs.getByRole('region', { name: 'Value of UserId' });
  await panel.getByText('ines.valadares@halvern.example').waitFor();
  await workbench.screenshot('keyboard-value');
  await page.keyboard.press('Escape');
  await waitForFocus(value);

  await page.keyboard.press('Shift+F10');
  await outputs.getByRole('menuitem', { name: 'Filter by This Value', exact: true }).waitFor();
  await page.keyboard.press('End');
  await waitForFocus(outputs.getByRole('menuitem', { name: 'Open Record' }));
  await workbench.screenshot('keyboard-menu');
  await page.keyboard.press('Escape');
  await waitForFocus(value);
  await page.keyboard.press('Escape');
  await notebook.focusedList.waitFor();
});

test('a whole result is exported to a file', async () => {
  const { workbench, workspaceFolder } = session();
  const { outputs } = workbench.notebook;
  await outputs.getByRole('button', { name: 'Export' }).click();
  await outputs.getByRole('menuitem', { name: 'CSV…' }).click();
  const file = path.join(workspaceFolder, 'rules.csv');
  await workbench.quickInput.answerWithPath(file, 'OK');
  await workbench.notification('rules.csv').waitFor();
  const [header, ...rows] = (await readFile(file, 'utf8')).trim().split(/\r?\n/);
  expect(header).toBe('CreationTime,UserId,ClientIP,Id');
  expect(rows).toHaveLength(4);
  await workbench.clearNotifications();
});

test('a right click on a value makes a cell with a filter, which runs', async () => {
  const { workbench } = session();
  const { notebook } = workbench;
  await notebook.table('UserId').getByText('ines.valadares@halvern.example').first().click({ button: 'right' });
  const entry = notebook.outputs.getByRole('menuitem', { name: 'Filter by This Value in a New Cell' });
  await entry.waitFor();
  await workbench.screenshotAsItIs('value-menu');
  await entry.click();
  await notebook.cell('| where UserId == "ines.valadares@halvern.example"').getByText('2 rows · ').waitFor();
  await workbench.screenshot('filter-cell');
});

test('a result and a chart have the colours of each kind of theme', async () => {
  const { workbench } = session();
  const { notebook, page } = workbench;
  await page.setViewportSize({ ...windowSize, height: 1040 });
  await workbench.openNotebook('looks.auditnb');
  await notebook.runAll();
  const chart = notebook.outputs.getByRole('img', { name: /^Time chart/ });
  await chart.waitFor();
  for (const { label, pageClass } of themes) {
    const before = await chart.innerHTML();
    await workbench.chooseTheme(label);
    await notebook.outputs.locator(`body.${pageClass}`).waitFor({ state: 'attached' });
    await expect.poll(() => chart.innerHTML()).not.toBe(before);
    await workbench.screenshot(`result-${pageClass}`);
  }
  await page.setViewportSize(windowSize);
});
