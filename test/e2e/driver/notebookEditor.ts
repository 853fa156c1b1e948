import type { FrameLocator, Locator, Page } from 'playwright-core';

/** The notebook in the editor area. */
export class NotebookEditor {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get cells(): Locator {
    return this.#page.locator('.notebookOverlay .cell-list-container .monaco-list-row.code-cell-row');
  }

  async runAll(): Promise<void> {
    await this.#page.locator('.notebook-toolbar-container').getByRole('button', { name: 'Run All' }).click();
  }

  /** Where renderers draw the outputs of all cells. */
  get outputs(): FrameLocator {
    return this.#page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }
}
