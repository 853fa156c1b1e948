import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { useSession } from './driver/useSession.ts';

const session = useSession(() => ({ name: 'cells', prepareWorkspace: writeFiles }));

interface Cell {
  readonly text: string;
  readonly language?: string;
  readonly name?: string;
}

const notebooks: Readonly<Record<string, readonly Cell[]>> = {
  'parameters.auditnb': [
    {
      text: [
        'declare query_parameters(user: string = "");',
        'AuditRecords',
        '| where user == "" or UserId =~ user',
        '| summarize Records = count() by UserId',
        '| top 30 by Records',
      ].join('\n'),
      name: 'ByUser',
    },
    { text: 'ByUser\n| count' },
  ],
  'place.auditnb': [{ text: 'AuditRecords\n| where Operatoin == "x"' }],
  'shell.auditnb': [
    {
      text: '$r = Get-AuditRecord -Exchange\n$r | select -First 5 CreationTime,Operation | ft',
      language: 'm365-audit-powershell',
    },
    { text: 'Get-EXRMSubscriptions', language: 'm365-audit-powershell' },
  ],
};

const kql = '// one\r\nAuditRecords\r\n| count\r\n\r\n\r\nlet n = 2;\r\n\r\nAuditRecords | take n\r\n\r\n';

async function writeFiles(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, cells] of Object.entries(notebooks)) {
    const file = {
      format: 1,
      metadata: { connectionId: 'demo' },
      cells: cells.map(({ text, language = 'kql', name: cellName }) => ({
        kind: 'code',
        language,
        ...(cellName === undefined ? {} : { metadata: { name: cellName } }),
        source: text.split('\n'),
      })),
    };
    await writeFile(path.join(folder, name), JSON.stringify(file));
  }
  await writeFile(path.join(folder, 'queries.kql'), kql);
}

/** What stands below the cells on the screen. */
function cellStatus(text: string | RegExp): Locator {
  return session().workbench.page.locator('.cell-statusbar-container').getByText(text).first();
}

test('a parameter is chosen from the users of the archive, and makes its cells stale', async () => {
  const { workbench } = session();
  await workbench.openView('M365 Audit');
  await workbench.welcomeButton('Try the Demo Tenant').click({ timeout: 60_000 });
  await workbench.editorTab('demo-tenant.auditnb').waitFor({ timeout: 60_000 });
  await workbench.closeEditors();
  await workbench.openFile('parameters.auditnb');
  await workbench.notebook.runAll();
  await cellStatus(/30 rows · .* · .* read/).waitFor();
  await workbench.notebook.table('Count').waitFor();

  await cellStatus('user =').click();
  await workbench.quickInput.type('valadares');
  const user = workbench.page.locator('.quick-input-list .monaco-list-row').getByText(/@.*\./).first();
  await user.click();
  await cellStatus(/user = .*@/).waitFor();
  await cellStatus('Stale: run again').click();
  await cellStatus(/1 row · /).waitFor();
  await workbench.screenshot('cell-parameter');
  await workbench.runCommand('File: Save');
  await workbench.closeEditors();
});

test('an error says its place, and a click goes there', async () => {
  const { workbench } = session();
  await workbench.openFile('place.auditnb');
  await workbench.notebook.runAll();
  await workbench.notebook.outputs.getByText('»Operatoin«').waitFor();
  await cellStatus('Line 2, column 9').click();
  await workbench.page.locator('.notebookOverlay .monaco-editor.focused').waitFor();
  await workbench.page.keyboard.type('Operation');
  await cellStatus('Stale: run again').waitFor();
  await workbench.screenshot('cell-error');
  await workbench.runCommand('File: Save');
  await workbench.closeEditors();
});

test('a cell in PowerShell style runs, and shows the KQL that it is', async () => {
  const { workbench } = session();
  await workbench.openFile('shell.auditnb');
  await workbench.notebook.runAll();
  await workbench.notebook.table('Operation').waitFor();
  await workbench.notebook.table('Status').waitFor();
  await cellStatus('Show as KQL').click();
  await workbench.page.locator('.notebookOverlay .monaco-editor').getByText('AuditExchange').first().waitFor();
  await workbench.screenshot('cell-powershell');
  await workbench.runCommand('File: Save');
  await workbench.closeEditors();
});

test('a file of KQL opens as a notebook, and an edit changes nothing else of it', async () => {
  const { workbench, workspaceFolder } = session();
  await workbench.openFile('queries.kql');
  await workbench.runCommand('M365 Audit: Open as Notebook');
  await workbench.notebook.runAll();
  const editor = workbench.page.locator('.notebookOverlay .monaco-editor').first();
  await editor.click();
  await workbench.page.keyboard.press('Control+End');
  await workbench.page.keyboard.type(' // edited');
  await workbench.runCommand('File: Save');
  await expect
    .poll(() => readFile(path.join(workspaceFolder, 'queries.kql'), 'utf8'))
    .toBe(kql.replace('| count', '| count // edited'));
  await workbench.screenshot('cell-kql-file');
});
