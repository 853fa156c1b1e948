import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from '../cli.ts';
import { launchBrowser } from '../driver/browser.ts';
import { seriousFaults } from '../driver/seriousFaults.ts';

const picturesFolder = path.join(import.meta.dirname, '..', 'output', 'report');

/** Prose, a chart, a wide table, a card, an empty result and an error. */
const cells = [
  [
    'markdown',
    '# Who sent what?\n\nBy *person*, with `Operation`; see [the schema](https://example.com/).\n\n> Quoted.',
  ],
  [
    'kql',
    'AuditRecords | summarize Records = count() by UserId, Operation | render columnchart with (title="By person")',
  ],
  ['kql', 'AuditRecords | take 30'],
  ['kql', 'AuditRecords | summarize Records = count() | render card'],
  ['kql', 'AuditRecords | where UserId == "nobody"'],
  ['kql', 'AuditRecords\n| where Nope == 1'],
] as const;

let folder: string;
let report: string;
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'm365-audit-report-'));
  await mkdir(picturesFolder, { recursive: true });
  browser = await launchBrowser();
  const records = path.join(folder, 'records.ndjson');
  const notebook = path.join(folder, 'report.auditnb');
  const archive = path.join(folder, 'archive');
  report = path.join(folder, 'report.html');
  const lines = Array.from({ length: 40 }, (_, n) =>
    JSON.stringify({
      Id: String(n),
      CreationTime: `2026-05-01T08:${String(n).padStart(2, '0')}:00`,
      OrganizationId: 'halvern',
      Workload: 'Exchange',
      RecordType: 2,
      Operation: n % 3 === 0 ? 'Send' : 'MailItemsAccessed',
      UserId: n % 2 === 0 ? 'ines.valadares@halvern.example' : 'paulo.resende@halvern.example',
      Parameters: [{ Name: 'Identity', Value: 'ines' }],
    }),
  );
  await writeFile(records, lines.join('\n'));
  const content = {
    format: 1,
    metadata: {},
    cells: cells.map(([language, text]) => ({
      kind: language === 'markdown' ? 'markdown' : 'code',
      language,
      source: text.split('\n'),
    })),
  };
  await writeFile(notebook, JSON.stringify(content));
  expect(await runCli(['import', '--archive', archive, records], {})).toMatchObject({ exitCode: 0 });
  const run = await runCli(['run', notebook, '--archive', archive, '--output', report], {});
  expect(run).toEqual({ exitCode: 1, stdout: '', stderr: `${report} is written.\n` });
});

afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

test.each(['light', 'dark'] as const)(
  'a report in %s loads nothing, and axe finds no serious fault',
  async (scheme) => {
    // The report's own policy lets no script run, axe's neither.
    const page = await browser.newPage({ colorScheme: scheme, bypassCSP: true });
    const requested: string[] = [];
    page.on('request', (request) => requested.push(request.url()));
    await page.goto(pathToFileURL(report).href);
    await page.evaluate('document.querySelectorAll("details").forEach((details) => { details.open = true; })');
    await page.screenshot({ path: path.join(picturesFolder, `${scheme}.png`), fullPage: true });
    expect(await page.getByRole('img', { name: 'Chart of Cell 2' }).isVisible()).toBe(true);
    expect(await page.getByText('This cell failed at line 2, column 9.').isVisible()).toBe(true);
    expect(await seriousFaults(page)).toEqual([]);
    expect(requested).toEqual([pathToFileURL(report).href]);
    await page.close();
  },
);

test('a report on paper is no wider than the paper', async () => {
  const page = await browser.newPage({ viewport: { width: 703, height: 1_000 } });
  await page.goto(pathToFileURL(report).href);
  await page.emulateMedia({ media: 'print' });
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(703);
  await page.close();
});
