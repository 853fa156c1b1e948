import path from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../driver/browser.ts';
import { RendererPage } from './rendererPage.ts';
import { themeKinds } from './themes.ts';

const picturesFolder = path.join(import.meta.dirname, '..', 'output', 'renderer');
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser.close());

describe('pictures', () => {
  it.each(themeKinds)('%s', async (theme) => {
    const { page } = await RendererPage.open(browser, { rowCount: 1_000_000, theme });
    page.on('console', (m) => process.stdout.write(`console: ${m.text()}\n`));
    page.on('pageerror', (m) => process.stdout.write(`error: ${m.message}\n`));
    await page.locator('.ag-cell').nth(9).click();
    await page.screenshot({ path: path.join(picturesFolder, `${theme}-grid.png`) });
    await page.locator('.ag-cell').nth(9).click({ button: 'right' });
    await page.screenshot({ path: path.join(picturesFolder, `${theme}-menu.png`) });
    await page.close();
  });
});
