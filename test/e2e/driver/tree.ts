import type { Locator } from 'playwright-core';
import { repeatUntil } from './repeatUntil.ts';

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
        await row.locator('.monaco-tl-twistie').click();
      }
    }, expanded);
  }

  async collapseAll(): Promise<void> {
    await this.#container.hover();
    await this.#container.getByRole('button', { name: 'Collapse All' }).click();
  }

  async open(text: string | RegExp): Promise<void> {
    await this.row(text).locator('.monaco-icon-label').click();
  }

  /** Clicks a button that a row shows when the pointer is over it. */
  async clickAction(text: string | RegExp, action: string): Promise<void> {
    const row = this.row(text);
    await row.hover();
    await row.getByRole('button', { name: action }).click();
  }

  /** Chooses an entry of the menu that the right button of the mouse opens. */
  async chooseFromMenu(row: Locator, entry: string): Promise<void> {
    await row.click({ button: 'right' });
    await row.page().getByRole('menuitem', { name: entry }).click();
  }

  /** Selects rows, and no others. */
  async select(rows: readonly Locator[]): Promise<void> {
    for (const [index, row] of rows.entries()) {
      await row.locator('.monaco-icon-label').click({ modifiers: index === 0 ? [] : ['Control'] });
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

  checkbox(text: string | RegExp): Locator {
    return this.row(text).locator('.custom-view-tree-node-item-checkbox');
  }
}
