import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../driver/browser.ts';
import { seriousFaults } from '../driver/seriousFaults.ts';
import { RendererPage } from './rendererPage.ts';
import { themeKinds } from './themes.ts';

const picturesFolder = path.join(import.meta.dirname, '..', 'output', 'renderer');

let browser: Browser;
let shown: RendererPage | undefined;

beforeAll(async () => {
  await mkdir(picturesFolder, { recursive: true });
  browser = await launchBrowser();
});

afterEach(async () => {
  await shown?.page.close();
  shown = undefined;
});

afterAll(() => browser.close());

describe.each(themeKinds)('in a theme of the kind %s', (theme) => {
  it('axe finds no serious fault in the grid and what it opens', async () => {
    shown = await RendererPage.open(browser, { rowCount: 1_000_000, theme });
    const { page, cell, header } = shown;
    const look = async (name: string): Promise<void> => {
      await page.screenshot({ path: path.join(picturesFolder, `${theme}-${name}.png`) });
      expect(await seriousFaults(page), name).toEqual([]);
    };
    await cell(2, 'UserId').click();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowRight');
    await look('selection');
    await page.keyboard.press('Shift+F10');
    await look('menu');
    await page.keyboard.press('Escape');
    await header('RecordType').focus();
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: 'Filter…' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Filter RecordType' });
    await dialog.getByRole('checkbox', { name: '2 (ExchangeItem)' }).check();
    await look('filter');
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await page.getByRole('button', { name: /Remove filter/ }).waitFor();
    await cell(0, 'Context').dblclick();
    await page.getByRole('treeitem', { name: /Items/ }).press('ArrowRight');
    await look('value');
  });
});

describe('without a mouse', () => {
  it('goes through the grid and leaves it, and the notebook sees none of its keys', async () => {
    shown = await RendererPage.open(browser, { rowCount: 1_000_000 });
    const { page, cell } = shown;
    await page.evaluate(() => {
      Reflect.set(window, 'seenKeys', []);
      document.addEventListener('keydown', ({ key }) => {
        const seen: unknown = Reflect.get(window, 'seenKeys');
        if (Array.isArray(seen)) {
          seen.push(key);
        }
      });
    });
    const focused = (): Promise<string> =>
      page.evaluate(() => {
        const { activeElement } = document;
        const inner = activeElement?.shadowRoot?.activeElement ?? activeElement;
        return inner?.getAttribute('aria-label') ?? inner?.textContent ?? '';
      });
    const press = async (...keys: readonly string[]): Promise<void> => {
      for (const key of keys) {
        await page.keyboard.press(key);
      }
    };
    await page.locator('#before').focus();
    const stops: string[] = [];
    for (let stop = 0; stop < 5; stop++) {
      await press('Tab');
      stops.push(await focused());
    }
    expect(stops.slice(0, 4)).toEqual(['Search all columns', 'Columns', 'Times in UTC', 'Export']);
    expect(stops[4]).toContain('CreationTime');

    await press('ArrowDown', 'ArrowRight', 'ArrowDown');
    await expect.poll(focused).toBe(await cell(1, 'Operation').textContent());
    await press('End');
    await expect.poll(focused).toBe('content-1');
    await press('Home', 'Control+End');
    await expect.poll(focused).toMatch(/^content-/);
    await press('Control+Home', 'PageDown');
    await expect.poll(focused).toMatch(/^2026-10-01T00:00:[12]\dZ$/);
    await press('Enter');
    await expect.poll(() => page.getByRole('region', { name: 'Value of CreationTime' }).isVisible()).toBe(true);
    await press('Escape');
    await expect.poll(focused).toMatch(/^2026-10-01T00:00:[12]\dZ$/);
    await press('Shift+F10', 'Escape');
    await expect.poll(focused).toMatch(/^2026-10-01T00:00:[12]\dZ$/);

    await press('Tab');
    await expect.poll(focused).toBe('Height of the result');
    await press('Shift+Tab');
    await expect.poll(focused).toMatch(/^2026-10-01T00:00:[12]\dZ$/);
    await press('Tab');
    await expect.poll(focused).toBe('Height of the result');
    await press('Tab');
    await expect.poll(focused).toBe('Show empty columns');
    await press('Tab');
    await expect.poll(focused).toBe('after');
    const seen = await page.evaluate<unknown>('[...new Set(seenKeys)].filter((key) => !/Control|Shift/.test(key))');
    expect(seen).toEqual(['Tab']);
  });

  it('changes the height of the result', async () => {
    shown = await RendererPage.open(browser, { rowCount: 1_000_000 });
    const { page } = shown;
    const handle = page.getByRole('separator');
    const before = Number(await handle.getAttribute('aria-valuenow'));
    await handle.press('ArrowUp');
    await expect.poll(async () => Number(await handle.getAttribute('aria-valuenow'))).toBe(before - 24);
    expect(await page.locator('.grid').evaluate((grid) => grid.clientHeight)).toBe(before - 24);
  });
});
