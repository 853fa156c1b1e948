import type { FrameLocator, Locator, Page } from 'playwright-core';

const runTimeoutMs = 60_000;

/** The notebook in the editor area. Cells are drawn when they are on the screen. */
export class NotebookEditor {
  readonly #page: Page;
  readonly #list: Locator;
  readonly #toolbar: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#list = page.locator('.notebookOverlay .cell-list-container');
    this.#toolbar = page.locator('.notebook-toolbar-container');
  }

  /** Runs all cells of a notebook that has not run yet, and waits until the last one has ended, however it did. */
  async runAll(): Promise<void> {
    await this.#toolbar.getByRole('button', { name: 'Run All' }).click();
    // A quick cell may have ended before the button to stop it is seen.
    const stop = this.#toolbar.getByRole('button', { name: 'Stop Execution' });
    await stop.or(this.failedCells).or(this.succeededCells).first().waitFor();
    await this.#toolbar.getByRole('button', { name: 'Run All' }).waitFor({ timeout: runTimeoutMs });
  }

  /** Runs all cells, stops them when the first one runs, and waits until that has come to the end. */
  async startAndStop(): Promise<void> {
    await this.#toolbar.getByRole('button', { name: 'Run All' }).click();
    const running = this.#list.locator('.codicon-notebook-state-executing');
    await running.waitFor();
    await this.#toolbar.getByRole('button', { name: 'Stop Execution' }).click();
    await this.#toolbar.getByRole('button', { name: 'Run All' }).waitFor({ timeout: runTimeoutMs });
    await running.waitFor({ state: 'detached' });
  }

  /** Scrolls until the text of a cell is on the screen. */
  async scrollTo(text: string): Promise<void> {
    const cell = this.#list.locator('.monaco-list-row').filter({ hasText: text });
    await this.#list.hover();
    while (!(await cell.first().isVisible())) {
      await this.#page.mouse.wheel(0, 300);
      await this.#page.waitForFunction(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    }
  }

  /** Code cells on the screen whose run failed. */
  get failedCells(): Locator {
    return this.#list.locator('.codicon-notebook-state-error');
  }

  /** Code cells on the screen whose run succeeded. */
  get succeededCells(): Locator {
    return this.#list.locator('.codicon-notebook-state-success');
  }

  /** Where renderers draw the outputs of the cells. */
  get outputs(): FrameLocator {
    return this.#page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  /** The table that has a column of this name. */
  table(column: string): Locator {
    const header = this.outputs.getByRole('columnheader', { name: column });
    return this.outputs.getByRole('grid').filter({ has: header }).first();
  }
}
