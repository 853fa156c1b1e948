import type { Locator } from 'playwright-core';

/** Code that is being written, with the help that there is for it. */
export class CodeEditor {
  readonly editor: Locator;
  readonly suggestions: Suggestions;

  constructor(editor: Locator) {
    this.editor = editor;
    this.suggestions = new Suggestions(editor.page().locator('.suggest-widget'));
  }

  /** The waved lines under mistakes. */
  get marks(): Locator {
    return this.editor.locator('.squiggly-error');
  }
}

/** The list of what can stand at the cursor. */
class Suggestions {
  readonly #list: Locator;

  constructor(list: Locator) {
    this.#list = list;
  }

  /** The item of a name, if it is on the screen. */
  row(label: string): Locator {
    return this.#list
      .locator('.monaco-list-row')
      .filter({ has: this.#list.page().getByText(label, { exact: true }) })
      .first();
  }

  /** The same, once it is what Enter takes. */
  activeRow(label: string): Locator {
    return this.#list
      .locator('.monaco-list-row.focused')
      .filter({ has: this.#list.page().getByText(label, { exact: true }) });
  }
}
