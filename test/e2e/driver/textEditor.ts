import type { Locator } from 'playwright-core';
import { repeatUntil } from './repeatUntil.ts';

/** A document in a text editor. Only the lines on the screen can be read. */
export class TextEditor {
  readonly #editor: Locator;

  constructor(editor: Locator) {
    this.#editor = editor;
  }

  get lines(): Locator {
    return this.#editor.locator('.view-lines .view-line');
  }

  /** What the hover says over a text in the document. */
  async hoverOver(text: string): Promise<string> {
    const page = this.#editor.page();
    const hover = page.locator('.monaco-hover:visible');
    await repeatUntil(async () => {
      await page.mouse.move(0, 0);
      await this.lines.getByText(text, { exact: true }).first().hover();
    }, hover);
    return withPlainSpaces(await hover.innerText());
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
