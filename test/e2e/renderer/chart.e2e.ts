import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import type { ResultPayload } from '../../../src/core/notebook/resultPayload';
import type { Row } from '../../../src/core/protocol/queryProtocol';
import { rootFolder } from '../../tools/repository.ts';
import { launchBrowser } from '../driver/browser.ts';
import { seriousFaults } from '../driver/seriousFaults.ts';
import { RendererPage, type RendererPageOptions } from './rendererPage.ts';
import { type ThemeKind, themeKinds } from './themes.ts';

const outputFolder = path.join(rootFolder, 'test', 'e2e', 'output', 'renderer');
const operations = [
  'FileAccessed',
  'FileDeleted',
  'MailItemsAccessed',
  'New-InboxRule',
  'Send',
  'UserLoggedIn',
  'Update',
];
const strangeName = '<img src=x onerror="document.title=1">{a|b}';

let browser: Browser;
let shown: RendererPage | undefined;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterEach(async () => {
  await shown?.page.close();
  shown = undefined;
});

afterAll(() => browser.close());

type ChartResult = Pick<ResultPayload, 'columns' | 'rows'>;

const hourly: ChartResult = {
  columns: [
    { name: 'CreationTime', type: 'datetime' },
    { name: 'Operation', type: 'string' },
    { name: 'count_', type: 'long' },
  ],
  rows: Array.from({ length: 24 }, (_, hour) => hour).flatMap((hour) =>
    operations.slice(0, 3).map((operation, index): Row => [time(hour), operation, wave(hour, index)]),
  ),
};

const byOperation: ChartResult = {
  columns: [
    { name: 'Operation', type: 'string' },
    { name: 'count_', type: 'long' },
    { name: 'users', type: 'long' },
  ],
  rows: [...operations, strangeName].map((operation, index): Row => [
    operation,
    wave(index, 1) * 100,
    wave(index, 2) * 20,
  ]),
};

const sizes: ChartResult = {
  columns: [
    { name: 'Size', type: 'long' },
    { name: 'Duration', type: 'real' },
    { name: 'Workload', type: 'string' },
  ],
  rows: Array.from({ length: 120 }, (_, index): Row => [
    (index * 7_919) % 10_000,
    wave(index, 3) / 8,
    ['Exchange', 'SharePoint'][index % 2] ?? null,
  ]),
};

function time(hour: number): string {
  return `${new Date(Date.UTC(2026, 10, 22, hour)).toISOString().slice(0, 19)}.0000000Z`;
}

function wave(step: number, shift: number): number {
  return Math.round(50 + 40 * Math.sin(step / 4 + shift));
}

async function open(
  kind: string,
  result: ChartResult,
  properties: Readonly<Record<string, string>> = {},
  options: Partial<RendererPageOptions> = {},
): Promise<RendererPage> {
  shown = await RendererPage.open(browser, {
    rowCount: 1,
    ...options,
    payload: { rowCount: result.rows.length, ...result, enums: [], render: { kind, properties } },
  });
  await shown.page.locator('.chart svg path, .chart dl').first().waitFor({ state: 'attached' });
  return shown;
}

interface DrawnChart {
  readonly kind: string;
  readonly result: ChartResult;
  readonly properties?: Readonly<Record<string, string>>;
}

const charts: readonly DrawnChart[] = [
  { kind: 'timechart', result: hourly, properties: { title: 'Operations by hour' } },
  { kind: 'linechart', result: hourly },
  { kind: 'areachart', result: hourly },
  { kind: 'stackedareachart', result: hourly },
  { kind: 'columnchart', result: byOperation },
  { kind: 'barchart', result: hourly, properties: { kind: 'stacked', xcolumn: 'Operation', series: 'CreationTime' } },
  { kind: 'barchart', result: byOperation, properties: { kind: 'stacked100' } },
  { kind: 'scatterchart', result: sizes, properties: { yaxis: 'log' } },
  { kind: 'piechart', result: byOperation },
  { kind: 'card', result: { columns: byOperation.columns, rows: byOperation.rows.slice(2, 3) } },
];

/** Each kind in a dark or a light theme, and in a high contrast one: a page takes two seconds. */
function chartsIn(theme: ThemeKind): readonly DrawnChart[] {
  const isOdd = theme === 'vscode-light' || theme === 'vscode-high-contrast';
  return charts.filter((_, index) => (index % 2 === 1) === isOdd);
}

describe.each(themeKinds)('in %s', (theme) => {
  it.each(chartsIn(theme))('a $kind is drawn', async ({ kind, result, properties = {} }) => {
    const { page } = await open(kind, result, properties, { theme });
    const name = [kind, properties.kind, theme].filter((part) => part !== undefined).join('-');
    await page.locator('#output').screenshot({ path: path.join(outputFolder, `${name}.png`) });
    expect(await page.title()).toBe('Output');
    expect(await seriousFaults(page)).toEqual([]);
  });
});

describe('a chart', () => {
  it('says in words what it shows', async () => {
    const { page } = await open('timechart', hourly);
    await expect
      .poll(() => page.locator('.chart').getAttribute('aria-label'))
      .toMatch(
        /^Time chart of 3 series over 23 hours, from 2026-11-22 00:00 UTC until 2026-11-22 23:00 UTC: FileAccessed; FileDeleted; MailItemsAccessed\. Highest: /,
      );
  });

  it('hides and shows series by the keyboard', async () => {
    const { page } = await open('timechart', hourly);
    const paths = page.locator('.chart svg path');
    const before = await paths.count();
    const item = page.getByRole('button', { name: 'FileDeleted' });
    await item.focus();
    await page.keyboard.press('Space');
    await expect.poll(() => item.getAttribute('aria-pressed')).toBe('false');
    await expect.poll(() => paths.count()).toBeLessThan(before);
    await page.keyboard.press('Space');
    await expect.poll(() => paths.count()).toBe(before);
  });

  it('shows the values under the mouse, as text', async () => {
    const { page } = await open('columnchart', byOperation);
    const box = await page.locator('.chart').boundingBox();
    await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) - 100, (box?.y ?? 0) + 100);
    const tooltip = page.locator('.chart-tooltip');
    await tooltip.waitFor();
    await expect.poll(() => tooltip.textContent()).toContain(strangeName);
    expect(await page.title()).toBe('Output');
  });

  it('zooms by buttons, and back', async () => {
    const { page } = await open('timechart', hourly);
    const labels = (): Promise<readonly string[]> => page.locator('.chart svg text').allTextContents();
    const before = await labels();
    await page.getByRole('button', { name: 'Zoom In' }).click();
    await expect.poll(labels).not.toEqual(before);
    await page.getByRole('button', { name: 'Show Everything' }).click();
    await expect.poll(labels).toEqual(before);
  });

  it('tells times by the clock of the user', async () => {
    const { page } = await open('timechart', hourly);
    await page.getByRole('button', { name: 'Times in UTC' }).click();
    await expect.poll(() => page.locator('.chart').getAttribute('aria-label')).toContain('2026-11-22 01:00 +01:00');
    expect(await page.locator('.chart svg text').allTextContents()).toContain('CreationTime (local time)');
  });

  it('is drawn anew when the theme changes', async () => {
    const { page } = await open('columnchart', byOperation);
    await page.evaluate("document.documentElement.style.setProperty('--vscode-charts-blue', 'rgb(1, 2, 3)')");
    await page
      .locator('.chart svg path[fill="rgb(1, 2, 3)"], .chart svg path[fill="rgb(1,2,3)"]')
      .first()
      .waitFor({ state: 'attached' });
  });

  it('is saved as SVG and as PNG', async () => {
    const { page, actions } = await open('piechart', byOperation);
    await page.getByRole('button', { name: 'Save as SVG…' }).click();
    await page.getByRole('button', { name: 'Save as PNG…' }).click();
    await expect.poll(() => actions.length).toBe(2);
    const saved = actions.map((action) => (action.action === 'saveChart' ? action : undefined));
    expect(saved.map((action) => action?.format)).toEqual(['svg', 'png']);
    expect(saved[0]?.data).toMatch(/^<svg [^]*<\/svg>$/);
    expect(saved[0]?.data).not.toContain('<img');
    const isSound = await page.evaluate(
      (svg) => new DOMParser().parseFromString(svg, 'image/svg+xml').querySelector('parsererror') === null,
      saved[0]?.data ?? '',
    );
    expect(isSound).toBe(true);
    expect(saved[1]?.data).toMatch(/^data:image\/png;base64,iVBOR/);
  });

  it('gives way to the table and comes back', async () => {
    const { page } = await open('columnchart', byOperation);
    await page.getByRole('button', { name: 'Table', exact: true }).click();
    await page.locator('.ag-row').first().waitFor();
    await expect.poll(() => page.locator('.chart').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Chart', exact: true }).click();
    await expect.poll(() => page.locator('.chart').isVisible()).toBe(true);
  });

  it('is drawn from the rows of the engine, and says what it leaves out', async () => {
    const rowCount = 120_000;
    const properties = { xcolumn: 'Operation', ycolumns: 'Ratio', series: 'ContentType' };
    shown = await RendererPage.open(browser, { rowCount, payload: { render: { kind: 'columnchart', properties } } });
    const { page, requested } = shown;
    await page.getByText('The chart shows the first 50,000 of 120,000 rows.').waitFor();
    expect(requested.length).toBe(10);
  });

  it('cannot be drawn: the table says why', async () => {
    shown = await RendererPage.open(browser, {
      rowCount: 3,
      payload: { render: { kind: 'timechart', properties: { xcolumn: 'Operation' } } },
    });
    const { page } = shown;
    await expect
      .poll(() => page.getByRole('note').textContent())
      .toBe('A time chart needs a column of type datetime, and the result has none.');
    expect(await page.locator('.ag-row').count()).toBeGreaterThan(0);
  });
});
