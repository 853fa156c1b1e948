import type { FrameLocator, Locator, Page } from 'playwright-core';
import { CodeEditor } from './codeEditor.ts';
import { effectMs, repeatUntil } from './repeatUntil.ts';

const runTimeoutMs = 120_000;

/** The notebook in the editor area. Cells are drawn when they are on the screen. */
export class NotebookEditor {
  readonly #page: Page;
  readonly #editor: Locator;
  readonly #list: Locator;
  readonly #toolbar: Locator;

  constructor(page: Page) {
    this.#page = page;
    // Those behind other tabs stay in the page.
    this.#editor = page.locator('.notebookOverlay').filter({ visible: true });
    this.#list = this.#editor.locator('.cell-list-container');
    this.#toolbar = this.#editor.locator('.notebook-toolbar-container');
  }

  /** Runs all cells, until that has its effect; waits for none of them. A toolbar that is drawn anew loses a click. */
  async start(effect: Locator): Promise<void> {
    const run = this.#toolbar.getByRole('button', { name: 'Run All' });
    await repeatUntil(async () => {
      if (await run.isVisible()) {
        await run.click({ timeout: effectMs });
      }
    }, effect);
  }

  /** Runs all cells of a notebook that has not run yet, and waits until the last one has ended, however it did. */
  async runAll(): Promise<void> {
    // A quick cell may have ended before the button to stop it is seen.
    const stop = this.#toolbar.getByRole('button', { name: 'Stop Execution' });
    await this.start(stop.or(this.failedCells).or(this.succeededCells).first());
    await this.#toolbar.getByRole('button', { name: 'Run All' }).waitFor({ timeout: runTimeoutMs });
    // A busy window shows the button until after the first cells.
    await this.#list
      .locator('.codicon-notebook-state-executing, .codicon-notebook-state-pending')
      .first()
      .waitFor({ state: 'hidden', timeout: runTimeoutMs });
  }

  /** Runs all cells, stops them when the first one runs, and waits until that has come to the end. */
  async startAndStop(): Promise<void> {
    const running = this.#list.locator('.codicon-notebook-state-executing');
    await this.start(running);
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

  /** The cells, while none of them but the list has the focus. */
  get focusedList(): Locator {
    return this.#list.locator('.monaco-list:focus');
  }

  /** Goes into the output of the chosen cell, by its key. */
  async focusOutput(): Promise<void> {
    await repeatUntil(
      () => this.#page.keyboard.press('Control+Shift+ArrowDown'),
      this.outputs.locator('.output:focus'),
    );
  }

  /** There once the notebook is drawn. */
  get firstCell(): Locator {
    return this.#list.locator('.monaco-list-row').first();
  }

  /** Of the first cell on the screen that holds the text. */
  cell(text: string): Locator {
    return this.#list.locator('.monaco-list-row').filter({ hasText: text }).first();
  }

  /** What stands at the bottom of the first cell that says so. */
  status(text: string | RegExp): Locator {
    return this.#list.locator('.cell-statusbar-container').getByText(text).first();
  }

  /** Clicks what stands at the bottom of a cell, until that has its effect: what is drawn anew at that moment loses the click. */
  async clickStatus(text: string | RegExp, effect: Locator, state: 'visible' | 'hidden' = 'visible'): Promise<void> {
    await this.status(text).waitFor();
    await repeatUntil(() => this.status(text).click({ timeout: effectMs }), effect, state);
  }

  /** The code of the first cell on the screen. */
  get code(): CodeEditor {
    return new CodeEditor(this.#list.locator('.monaco-editor').first());
  }

  /** The code of the last cell on the screen. */
  get lastCode(): CodeEditor {
    return new CodeEditor(this.#list.locator('.monaco-editor').last());
  }

  /** Where renderers draw the outputs of the cells. */
  get outputs(): FrameLocator {
    return this.#editor.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  /** The table that has a column of this name. */
  table(column: string): Locator {
    const header = this.outputs.getByRole('columnheader', { name: column });
    return this.outputs.getByRole('grid').filter({ has: header }).first();
  }
}
