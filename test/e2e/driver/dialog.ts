import type { Locator, Page } from 'playwright-core';

/** A modal question. */
export class Dialog {
  readonly box: Locator;

  constructor(page: Page) {
    this.box = page.locator('.monaco-dialog-box');
  }

  /** What it says; waits for one to open. */
  async text(): Promise<string> {
    return this.box.locator('.dialog-message-container').innerText();
  }

  async answer(label: string): Promise<void> {
    await this.box.getByRole('button', { name: label }).click();
    await this.box.waitFor({ state: 'detached' });
  }
}
