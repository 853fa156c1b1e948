import type { Locator } from 'playwright-core';
import { effectMs, repeatUntil } from './repeatUntil.ts';

/** Of a selection, which is made in steps. */
const mostAttempts = 10;
/** From pressing the button to letting it go. For its first 100 ms a menu does not hear that the button is let go. */
const menuDelayMs = 300;

/** A tree view. Rows are found by the text that they show. */
export class Tree {
  readonly #container: Locator;

  constructor(container: Locator) {
    this.#container = container;
  }

  get rows(): Locator {
    return this.#container.getByRole('treeitem');
  }

  row(text: string | RegExp): Locator {
    return this.rows.filter({ hasText: text }).first();
  }

  /** All rows on the screen: label and description, with a space between. */
  async rowTexts(): Promise<readonly string[]> {
    const rows = await this.rows.locator('.monaco-icon-label-container').all();
    return Promise.all(
      rows.map(async (row) => (await row.locator('.label-name, .label-description').allInnerTexts()).join(' ')),
    );
  }

  async expand(text: string | RegExp): Promise<void> {
    const row = this.row(text);
    await row.waitFor();
    const expanded = this.#container.locator('[role=treeitem][aria-expanded=true]').filter({ hasText: text }).first();
    await repeatUntil(async () => {
      if ((await row.getAttribute('aria-expanded')) !== 'true') {
        await row.locator('.monaco-tl-twistie').click({ timeout: effectMs });
      }
    }, expanded);
  }

  async collapseAll(): Promise<void> {
    const expanded = this.#container.locator('[role=treeitem][aria-expanded=true]').first();
    await repeatUntil(
      async () => {
        await this.#container.hover({ timeout: effectMs });
        await this.#container.getByRole('button', { name: 'Collapse All' }).click({ timeout: effectMs });
      },
      expanded,
      'hidden',
    );
  }

  /** Clicks a row until that has its effect. */
  async open(text: string | RegExp, effect: Locator): Promise<void> {
    const label = this.row(text).locator('.monaco-icon-label');
    await label.waitFor();
    await repeatUntil(() => label.click({ timeout: effectMs }), effect);
  }

  /** Clicks a button that a row shows when the pointer is over it, until that has its effect. */
  async clickAction(text: string | RegExp, action: string, effect: Locator): Promise<void> {
    const row = this.row(text);
    await row.waitFor();
    await repeatUntil(async () => {
      await row.hover({ timeout: effectMs });
      await row.getByRole('button', { name: action }).click({ timeout: effectMs });
    }, effect);
  }

  /**
   * Chooses an entry of the menu that the right button of the mouse opens, until that has its effect. A tree that changes at that moment
   * closes the menu; a menu that took no click is still open.
   */
  async chooseFromMenu(row: Locator, entry: string, effect: Locator): Promise<void> {
    const page = row.page();
    const item = page.getByRole('menuitem', { name: entry });
    await repeatUntil(async () => {
      if (!(await item.isVisible())) {
        // Where no menu is open the key would undo the selection.
        if (await page.locator('.monaco-menu').isVisible()) {
          await page.keyboard.press('Escape');
        }
        await row.click({ button: 'right', timeout: effectMs });
      }
      await item.click({ delay: menuDelayMs, timeout: effectMs });
    }, effect);
  }

  /** Selects rows, and no others. Where rows move at that moment, another one is under the pointer: then it begins anew. */
  async select(rows: readonly Locator[]): Promise<void> {
    const selected = this.#container.locator('[role=treeitem][aria-selected=true]');
    const isDone = async (): Promise<boolean> => (await selected.count()) === rows.length;
    for (let attempt = 1; attempt === 1 || !(await isDone()); attempt += 1) {
      if (attempt > mostAttempts) {
        throw new Error(`${String(await selected.count())} rows are selected, not ${String(rows.length)}.`);
      }
      for (const [index, row] of rows.entries()) {
        await repeatUntil(async () => {
          if (index === 0) {
            await row.locator('.monaco-icon-label').click({ timeout: effectMs });
          } else if ((await row.getAttribute('aria-selected')) !== 'true') {
            await row.locator('.monaco-icon-label').click({ modifiers: ['Control'], timeout: effectMs });
          }
        }, row.and(selected));
      }
    }
  }

  /** Drops a file on a row, as from a file manager. */
  async drop(text: string | RegExp, file: { readonly name: string; readonly content: string }): Promise<void> {
    const row = this.row(text);
    const dataTransfer = await row.page().evaluateHandle(({ name, content }) => {
      const data = new DataTransfer();
      data.items.add(new File([content], name));
      return data;
    }, file);
    for (const event of ['dragenter', 'dragover', 'drop']) {
      await row.dispatchEvent(event, { dataTransfer });
    }
  }

  /** Ticks the box of a row, or takes the tick away, until that has its effect. A row that is drawn anew loses a click. */
  async toggle(text: string | RegExp, effect: Locator): Promise<void> {
    const box = this.row(text).locator('.custom-view-tree-node-item-checkbox');
    const before = await box.getAttribute('aria-checked');
    await repeatUntil(async () => {
      if ((await box.getAttribute('aria-checked')) === before) {
        await box.click({ timeout: effectMs });
      }
    }, effect);
  }
}
