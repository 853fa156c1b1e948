import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../driver/browser.ts';
import { RendererPage, type RendererPageOptions } from './rendererPage.ts';

const million = 1_000_000;
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

async function open(options: Partial<RendererPageOptions> = {}): Promise<RendererPage> {
  shown = await RendererPage.open(browser, { rowCount: million, ...options });
  return shown;
}

describe('a result of a million rows', () => {
  it('is scrolled to its end, page by page', async () => {
    const { page, cell, requested } = await open();
    await cell(0, 'Number').click();
    await page.keyboard.press('Control+End');
    await cell(999_999, 'Id').waitFor();
    await expect.poll(() => cell(999_999, 'Id').textContent()).toBe('10000000-0000-4000-8000-000000999999');
    expect(requested.length).toBeLessThan(10);
    await expect.poll(() => page.getByRole('grid').getAttribute('aria-rowcount')).toBe('1000001');
  });

  it('cancels pages that were scrolled away before they came', async () => {
    // Longer than a slow machine needs for a few steps of the scroll bar.
    const shownPage = await open({ delayMs: 1_000 });
    const { page, cell, cancelled } = shownPage;
    await cell(0, 'Number').waitFor();
    for (let step = 1; step <= 12; step++) {
      await shownPage.scrollTo(step / 13);
    }
    await shownPage.scrollTo(0.5);
    await expect.poll(() => cancelled.length).toBeGreaterThan(0);
    await expect.poll(() => page.locator('.ag-row .ag-cell[col-id="5"]').first().textContent()).toMatch(/^[45]\d{5}$/);
    // What was cancelled comes when it is looked at again.
    await shownPage.scrollTo(1 / 13);
    await expect.poll(() => page.locator('.ag-row .ag-cell[col-id="5"]').first().textContent()).toMatch(/^7\d{4}$/);
  });

  it('is sorted by the engine, by several columns with Shift', async () => {
    const { cell, header, title } = await open();
    await title('Operation').click();
    await expect.poll(() => cell(0, 'Operation').textContent()).toBe('FileAccessed');
    await title('Number').click({ modifiers: ['Shift'] });
    await title('Number').click({ modifiers: ['Shift'] });
    await expect.poll(() => cell(0, 'Number').textContent()).toBe('999996');
    await expect.poll(() => header('Operation').getAttribute('aria-sort')).toBe('ascending');
    await expect.poll(() => header('Number').getAttribute('aria-sort')).toBe('descending');
  });

  it('is filtered by values, which are counted over all rows', async () => {
    const { page, cell, header, title, footer } = await open();
    await title('Operation').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Filter…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Filter Operation' });
    await expect.poll(() => dialog.getByRole('status').textContent()).toBe('6 different values');
    await expect.poll(() => dialog.locator('.checkbox', { hasText: 'Send' }).textContent()).toBe('Send166,666');
    await dialog.getByLabel('Search values').fill('del');
    await expect.poll(() => dialog.getByRole('status').textContent()).toBe('1 value');
    await dialog.getByRole('checkbox', { name: 'FileDeleted' }).check();
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await expect.poll(() => footer().textContent()).toContain('166,667 of 1,000,000 rows');
    await expect.poll(() => cell(0, 'Operation').textContent()).toBe('FileDeleted');
    await expect.poll(() => header('Operation').textContent()).toContain('filtered');
    await page.getByRole('button', { name: 'Remove filter: Operation is FileDeleted' }).click();
    await expect.poll(() => footer().textContent()).not.toContain(' of ');
  });

  it('is searched, and says so where nothing is found', async () => {
    const { page, footer } = await open();
    await page.getByLabel('Search all columns').fill('subject 77777');
    await expect.poll(() => footer().textContent()).toContain('10 of 1,000,000 rows');
    await page.getByLabel('Search all columns').fill('nothing like this');
    await page.getByRole('button', { name: 'Clear Filters' }).click();
    await expect.poll(() => footer().textContent()).toContain('1,000,000 rows');
  });

  it('says what keeps rows from coming, and tries again', async () => {
    const { page, cell } = await open({ failures: ['The engine has let the result go.'] });
    await cell(0, 'Number').click();
    await page.keyboard.press('Control+End');
    await expect.poll(() => page.getByRole('alert').textContent()).toContain('The engine has let the result go.');
    await page.getByRole('button', { name: 'Retry' }).click();
    await cell(999_999, 'Id').waitFor();
    await expect.poll(() => page.getByRole('alert').isVisible()).toBe(false);
  });
});

describe('an output without the extension', () => {
  it('has the rows that came with it', async () => {
    const { page, cell, title, footer } = await open({ hasHost: false });
    await expect.poll(() => footer().textContent()).toContain('first 500 of 1,000,000 rows');
    await title('Number').click();
    await title('Number').click();
    await expect.poll(() => cell(0, 'Number').textContent()).toBe('499');
    await cell(0, 'Number').click({ button: 'right' });
    expect(await page.getByRole('menuitem', { name: /New Cell|Open Record/ }).count()).toBe(0);
  });
});

describe('a result of one row', () => {
  it('is high enough for a menu while it is open: a notebook gives clicks to the output alone', async () => {
    const { page, cell, header, actions } = await open({ rowCount: 1 });
    const bottomOf = (selector: string): Promise<number> =>
      page.locator(selector).evaluate((element) => element.getBoundingClientRect().bottom);
    const height = await bottomOf('#output');
    await cell(0, 'UserId').click({ button: 'right' });
    expect(await bottomOf('.popover')).toBeLessThan(await bottomOf('#output'));
    await page.getByRole('menuitem', { name: 'Filter by This Value in a New Cell' }).click();
    expect(actions.map(({ action }) => action)).toEqual(['filter']);
    expect(await bottomOf('#output')).toBe(height);

    await header('UserId').focus();
    await page.keyboard.press('Alt+ArrowDown');
    await page.getByRole('menuitem', { name: 'Filter…' }).press('Enter');
    await page.getByRole('checkbox', { name: 'user0@contoso.example' }).waitFor();
    await expect.poll(async () => (await bottomOf('#output')) - (await bottomOf('.popover'))).toBeGreaterThan(0);
    await page.keyboard.press('Escape');
    expect(await bottomOf('#output')).toBe(height);
  });
});

describe('values', () => {
  it('of strangers stay text', async () => {
    const { page, cell } = await open();
    await cell(3, 'Subject').dblclick();
    const value = page.getByRole('region', { name: 'Value of Subject' });
    await expect.poll(() => value.textContent()).toContain('<img src=x onerror="document.title=1"> =HYPERLINK');
    await expect.poll(() => value.textContent()).toContain('\\u202eevil');
    expect(await page.title()).toBe('Output');
    expect(await page.locator('#output img').count()).toBe(0);
  });

  it('show names for numbers, and times at the clock that is chosen', async () => {
    const { page, cell, header } = await open();
    await expect.poll(() => cell(0, 'RecordType').textContent()).toBe('2 (ExchangeItem)');
    await expect.poll(() => header('CreationTime').textContent()).toContain('(UTC)');
    await page.getByRole('button', { name: 'Times in UTC' }).click();
    await expect.poll(() => header('CreationTime').textContent()).toContain('(local time)');
    await expect.poll(() => cell(1, 'CreationTime').textContent()).toBe('2026-10-01T02:00:01+02:00');
  });

  it('give up a property as a column, and as KQL', async () => {
    const { page, cell, actions, headers } = await open();
    await cell(1, 'Context').dblclick();
    const tree = page.getByRole('tree', { name: 'Value of Context' });
    await expect.poll(() => tree.getByRole('treeitem').count()).toBe(3);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: 'Add as Column' }).press('Enter');
    const row = page.locator('.ag-row[row-index="2"]');
    await row.getByText('/a/2', { exact: true }).waitFor();
    expect((await headers()).join()).toContain('Context,Context.Items[0].Path,');
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: 'Write as KQL' }).click();
    expect(actions).toContainEqual({
      kind: 'action',
      resultId: 'generated',
      action: 'extend',
      column: 'Context',
      path: ['Items', 0, 'Path'],
    });
  });

  it('are sorted and filtered by a property that is a column', async () => {
    const { page, cell, actions, footer } = await open({ rowCount: 20_000 });
    await cell(1, 'Context').dblclick();
    await page.getByRole('treeitem', { name: /ClientAppId/ }).press('Shift+F10');
    await page.getByRole('menuitem', { name: 'Add as Column' }).press('Enter');
    const part = page.locator('.ag-row[row-index="0"] .ag-cell[col-id*="ClientAppId"]');
    await expect.poll(() => part.textContent()).toBe('app-0');
    const header = page.locator('.ag-header-cell[col-id*="ClientAppId"]');
    await header.locator('.header-name').click();
    await header.locator('.header-name').click();
    await expect.poll(() => part.textContent()).toBe('app-4');
    await header.focus();
    await page.keyboard.press('Alt+ArrowDown');
    await page.getByRole('menuitem', { name: 'Filter…' }).press('Enter');
    await page.getByRole('checkbox', { name: 'app-3' }).check();
    await page.getByRole('button', { name: 'Apply' }).click();
    await expect.poll(() => footer().textContent()).toContain('4,000 of 20,000 rows');
    await expect.poll(() => page.locator('.chip').textContent()).toContain('Context.ClientAppId is app-3');
    await part.click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Filter by This Value in a New Cell' }).click();
    expect(actions).toContainEqual({
      kind: 'action',
      resultId: 'generated',
      action: 'filter',
      column: 'Context',
      path: ['ClientAppId'],
      value: 'app-3',
    });
    await header.focus();
    await page.keyboard.press('Alt+ArrowDown');
    await page.getByRole('menuitem', { name: 'Remove Column' }).press('Enter');
    await expect.poll(() => footer().textContent()).not.toContain(' of ');
    await expect.poll(() => cell(0, 'Number').textContent()).toBe('0');
  });

  it('lead on: filters, what happened around then, the record', async () => {
    const { page, cell, actions, footer } = await open();
    const choose = async (name: string): Promise<void> => {
      await cell(1, 'UserId').click({ button: 'right' });
      await page.getByRole('menuitem', { name, exact: true }).click();
    };
    await choose('Exclude This Value in a New Cell');
    await choose('Everything This User Did around Then');
    await choose('Everything from This Address around Then');
    await choose('Everything in This Session around Then');
    await choose('Open Record');
    await choose('Open Blob');
    await choose('Filter by This Value');
    await expect.poll(() => footer().textContent()).toContain('1,004 of 1,000,000 rows');
    const common = { kind: 'action', resultId: 'generated' };
    const time = '2026-10-01T00:00:01.0000000Z';
    expect(actions).toEqual([
      { ...common, action: 'exclude', column: 'UserId', value: 'user31@contoso.example' },
      { ...common, action: 'pivot', subject: 'user', value: 'user31@contoso.example', time },
      { ...common, action: 'pivot', subject: 'address', value: '198.51.100.1', time },
      { ...common, action: 'pivot', subject: 'session', value: '00000000-0000-4000-8000-000000000001', time },
      { ...common, action: 'openRecord', recordId: '10000000-0000-4000-8000-000000000001' },
      { ...common, action: 'openBlob', contentType: 'Audit.Exchange', contentId: 'content-1' },
    ]);
  });

  it('are copied as what is selected', async () => {
    const { page, cell, actions } = await open();
    await cell(0, 'Number').click();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(() => cell(1, 'Ratio').getAttribute('aria-selected')).toBe('true');
    const formats = ['Copy', 'Copy with Headers', 'Copy as JSON', 'Copy as Markdown', 'Copy as KQL datatable'];
    for (const format of formats) {
      await page.keyboard.press('Shift+F10');
      await page.getByRole('menuitem', { name: format, exact: true }).press('Enter');
    }
    await page.keyboard.press('Control+c');
    await expect
      .poll(() => actions.map((action) => (action.action === 'copy' ? action.text : '')))
      .toEqual([
        '0\t0\n1\t0.125',
        'Number\tRatio\n0\t0\n1\t0.125',
        '[\n  {\n    "Number": 0,\n    "Ratio": 0\n  },\n  {\n    "Number": 1,\n    "Ratio": 0.125\n  }\n]',
        '| Number | Ratio |\n| ---: | ---: |\n| 0 | 0 |\n| 1 | 0.125 |',
        'datatable(Number:long, Ratio:real) [\n  long(0), real(0),\n  long(1), real(0.125)\n]',
        '0\t0\n1\t0.125',
      ]);
  });
});

describe('columns', () => {
  it('are hidden, shown, pinned and moved without a mouse', async () => {
    const { page, header, headers } = await open();
    expect(await headers()).not.toContain('NeverFilled');
    await page.getByRole('button', { name: 'Columns', exact: true }).click();
    await page.getByLabel('Search columns').fill('never');
    await page.getByRole('checkbox', { name: 'NeverFilled' }).check();
    await page.keyboard.press('Escape');
    expect(await headers()).toContain('NeverFilled');
    const choose = async (column: string, name: string): Promise<void> => {
      await header(column).focus();
      await page.keyboard.press('Alt+ArrowDown');
      await page.getByRole('menuitem', { name, exact: true }).press('Enter');
    };
    await choose('UserId', 'Move Left');
    await choose('Operation', 'Hide Column');
    await choose('ClientIP', 'Pin Left');
    await expect.poll(async () => (await headers()).slice(0, 3)).toEqual(['ClientIP', 'CreationTime', 'UserId']);
  });
});
