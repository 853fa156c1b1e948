import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { repeatUntil } from './driver/repeatUntil.ts';
import { useSession } from './driver/useSession.ts';
import { openDemoTenant } from './openDemoTenant.ts';
import { writeNotebooks } from './writeNotebooks.ts';

const session = useSession(() => ({ name: 'language', prepareWorkspace: writeQueries }));

beforeAll(() => openDemoTenant(session().workbench));

async function writeQueries(folder: string): Promise<void> {
  await writeNotebooks(folder, {
    'hunt.auditnb': ['AuditRecords\n'],
    'named.auditnb': [
      {
        language: 'kql',
        name: 'Busy',
        text: 'AuditRecords\n| summarize Records = count() by Person = UserId\n| top 1 by Records',
      },
      'Busy\n',
    ],
    'names.auditnb': [
      'let since = ago(7d);\nAuditRecords | where CreationTime > since',
      'OfficeActivity | where TimeGenerated > since',
    ],
  });
  await writeFile(path.join(folder, 'selection.kql'), 'AuditRecords | take 5\n\nAuditRecords | take 7');
  await writeFile(
    path.join(folder, 'hunt.kql'),
    'AuditRecords\n| where Opration == "FileDownloaded" | summarize dcount(UserId)\n',
  );
}

test('a wrong name in a file is marked, and mended by its quick fix', async () => {
  const { workbench } = session();
  await workbench.openFile('hunt.kql');
  const { editor, marks } = workbench.codeEditor('.editor-instance');
  await marks.first().waitFor({ timeout: 60_000 });
  await editor.getByText('Opration').first().click();
  await workbench.screenshotAsItIs('squiggle');
  const fix = workbench.page.getByText('Write "Operation"');
  // Marks that are drawn anew at this moment close the list.
  await repeatUntil(() => workbench.page.keyboard.press('Control+.'), fix);
  await workbench.screenshotAsItIs('quick-fix');
  await workbench.page.keyboard.press('Enter');
  await workbench.textEditor.textWith('| where Operation ==');
  await marks.first().waitFor({ state: 'detached' });
});

test('hovering over a function tells what it does, and where this engine differs', async () => {
  const { workbench } = session();
  await workbench.textEditor.hoverOver('dcount', /dcount\(expr.*How many different values there are.*Here: exact/s);
  await workbench.screenshotAsItIs('hover');
});

test('formatting puts each operator on a line of its own', async () => {
  const { workbench } = session();
  await workbench.page.keyboard.press('Escape');
  await workbench.runCommand('Format Document');
  await workbench.textEditor.textWith(/^\s*\|\s*summarize\s+dcount\(UserId\)$/);
  await workbench.runCommand('File: Revert File');
});

test('formatting a selection leaves the rest as it is', async () => {
  const { workbench } = session();
  const { page, textEditor } = workbench;
  await workbench.openFile('selection.kql');
  await textEditor.textWith('AuditRecords | take 7');
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Shift+Home');
  await workbench.runCommand('Format Selection');
  await textEditor.textWith(/^\s*\|\s*take\s+7$/);
  expect(await textEditor.textWith('take 5')).toContain('AuditRecords | take 5');
  await workbench.screenshotAsItIs('format-selection');
});

test('a cell of KQL is completed: operators, columns, and the values that were fetched', async () => {
  const { workbench } = session();
  await workbench.openNotebook('hunt.auditnb');
  const { editor, suggestions } = workbench.notebook.code;
  await editor.locator('.view-line').last().click();
  await workbench.page.keyboard.type('| ');
  await suggestions.row('where').waitFor({ timeout: 60_000 });
  await workbench.page.keyboard.type('where Opera');
  await suggestions.activeRow('Operation').waitFor();
  await workbench.screenshotAsItIs('completion-columns');
  await workbench.page.keyboard.press('Enter');
  await workbench.page.keyboard.type(' == "');
  await suggestions.row('FileDownloaded').waitFor({ timeout: 30_000 });
  await workbench.screenshotAsItIs('completion-values');
  await workbench.page.keyboard.type('FileDown');
  await suggestions.activeRow('FileDownloaded').waitFor();
  await workbench.page.keyboard.press('Enter');
  await editor.getByText('"FileDownloaded"').waitFor();
  await workbench.notebook.runAll();
  await workbench.notebook.table('Operation').getByText('FileDownloaded').first().waitFor();
});

test('columns of a named cell are completed below it, and a mistake is marked as it is typed', async () => {
  const { workbench } = session();
  const { page, notebook } = workbench;
  await workbench.openNotebook('named.auditnb');
  await notebook.runAll();
  const { editor, suggestions, marks } = notebook.lastCode;
  await editor.getByText('Busy').waitFor();
  await editor.locator('.view-line').last().click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('| where ');
  await page.keyboard.type('Per');
  await suggestions.activeRow('Person').waitFor();
  await workbench.screenshotAsItIs('completion-named-cell');
  await page.keyboard.press('Enter');
  await editor.getByText('Person').waitFor();
  // Each mark is awaited, and gone before the next one: a name alone is no condition, a comparison is, and there is no such column.
  await marks.first().waitFor();
  await page.keyboard.type(' != ""');
  await marks.first().waitFor({ state: 'hidden' });
  await page.keyboard.type(' and Recrds > 1');
  await marks.first().waitFor();
  await workbench.screenshotAsItIs('squiggle-typed');
  for (let typed = 'Recrds > 1'; typed !== ''; typed = typed.slice(1)) {
    await page.keyboard.press('Backspace');
  }
  await page.keyboard.type('Records > 1');
  await marks.first().waitFor({ state: 'hidden' });
  await workbench.discardEditors();
});

test('the definition of a name is found from another cell, and renamed with all that mean it', async () => {
  const { workbench } = session();
  const { page, notebook } = workbench;
  await workbench.openNotebook('names.auditnb');
  const { editor, marks } = notebook.lastCode;
  await marks.first().waitFor({ timeout: 60_000 });
  await editor.getByText('since').first().click();
  await page.keyboard.press('F12');
  await notebook.code.editor.and(page.locator('.focused')).waitFor();
  await page.keyboard.press('F2');
  const name = page.getByRole('textbox', { name: /Rename input/ });
  await name.fill('start');
  await workbench.screenshotAsItIs('rename');
  await name.press('Enter');
  await editor.getByText('start').first().waitFor();
  await notebook.code.editor.getByText('start').first().waitFor();
  expect(await editor.getByText('since').count()).toBe(0);
  await workbench.discardEditors();
});
