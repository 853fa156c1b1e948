import type { Locator } from 'playwright-core';
import { effectMs, repeatUntil } from './repeatUntil.ts';

/** A document in a text editor. Only the lines on the screen can be read. */
export class TextEditor {
  readonly #editor: Locator;

  constructor(editor: Locator) {
    this.#editor = editor;
  }

  get lines(): Locator {
    return this.#editor.locator('.view-lines .view-line');
  }

  /** Points at a text in the document until the hover says something. Before that it may say that it is loading. */
  async hoverOver(text: string, said: RegExp): Promise<void> {
    const page = this.#editor.page();
    await repeatUntil(
      async () => {
        await page.mouse.move(0, 0);
        await this.lines.getByText(text, { exact: true }).first().hover({ timeout: effectMs });
      },
      page.locator('.monaco-hover:visible').filter({ hasText: said }),
    );
  }

  /** The lines on the screen, once one of them holds the text. */
  async textWith(text: string | RegExp): Promise<string> {
    await this.lines.filter({ hasText: text }).first().waitFor();
    const lines = await this.lines.allInnerTexts();
    return withPlainSpaces(lines.join('\n'));
  }
}

/** Monaco shows spaces as no-break spaces. */
function withPlainSpaces(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}
