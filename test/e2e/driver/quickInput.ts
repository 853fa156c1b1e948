import { errors } from 'playwright-core';
import type { Locator, Page } from 'playwright-core';
import { repeatUntil } from './repeatUntil.ts';

const listTimeoutMs = 90_000;
/** A list fades out for a moment; a busy window shows one late. */
const closingTimeMs = 500;

interface ListChoice {
  /** Opens the list. */
  readonly key: string;
  /** What is typed, and the row that it finds. */
  readonly text: string;
  readonly label: string;
}

/** The command palette, and every other list that opens at the top of the window. */
export class QuickInput {
  readonly #page: Page;
  readonly #widget: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#widget = page.locator('.quick-input-widget');
  }

  /** Runs a command by its full title. */
  async runCommand(title: string): Promise<void> {
    await this.#openAndChoose({ key: 'F1', text: `>${title}`, label: title });
  }

  /** Opens a file of the workspace by its name. */
  async openFile(name: string): Promise<void> {
    await this.#openAndChoose({ key: 'Control+P', text: name, label: name });
  }

  /**
   * Opens a list by its key, and chooses a row of it. The list holds what there was when it was opened: it is opened again until the
   * extensions have brought theirs, or the folder was searched.
   */
  async #openAndChoose({ key, text, label }: ListChoice): Promise<void> {
    const deadline = Date.now() + listTimeoutMs;
    do {
      await this.#page.keyboard.press(key);
      if (await this.#choose(text, label)) {
        return;
      }
      await this.#close(deadline);
    } while (Date.now() < deadline);
    throw new Error(`"${label}" is not in the list that ${key} opens.`);
  }

  /** Closes the list. A busy window may open one only after the key that was to close it: the key is pressed until none is left. */
  async #close(deadline: number): Promise<void> {
    do {
      await this.#page.keyboard.press('Escape');
      await this.#page.waitForTimeout(closingTimeMs);
    } while ((await this.#widget.isVisible()) && Date.now() < deadline);
  }

  /**
   * A page that takes the focus at this moment closes the list again. What is chosen has its effect when the list is gone, or another one
   * is in its place.
   */
  async #choose(text: string, label: string): Promise<boolean> {
    try {
      await this.input.fill(text, { timeout: 2_000 });
      await this.row(label).click({ timeout: 4_000 });
      await this.#page.waitForFunction(isGone, text, { timeout: 10_000 });
      return true;
    } catch (error) {
      if (error instanceof errors.TimeoutError) {
        return false;
      }
      throw error;
    }
  }

  /** A row by its whole label. */
  row(label: string): Locator {
    const name = this.#widget.page().locator('.label-name').getByText(label, { exact: true });
    return this.#widget.locator('.quick-input-list .monaco-list-row').filter({ has: name }).first();
  }

  async type(text: string): Promise<void> {
    await this.input.fill(text);
  }

  /** Finds a row of a list by its label, and chooses it; waits for the question. */
  async search(question: string, label: string): Promise<void> {
    const list = this.#widget.getByPlaceholder(question);
    await list.fill(label);
    await this.row(label).click();
    await list.waitFor({ state: 'hidden' });
  }

  /** Answers a question by a text; waits for the question. */
  async answer(question: string, text: string): Promise<void> {
    await this.question(question).waitFor();
    await this.type(text);
    await this.accept();
  }

  /** Answers a question by what stands there already; waits for the question. */
  async keep(question: string): Promise<void> {
    await this.question(question).waitFor();
    await this.accept();
  }

  /** Answers a question that has a list of answers; waits for the question. */
  async choose(question: string, label: string): Promise<void> {
    const list = this.#widget.getByPlaceholder(question);
    await list.waitFor();
    await this.row(label).click();
    await list.waitFor({ state: 'hidden' });
  }

  /** Ticks rows of a list, and no others; waits for the question. */
  async tick(question: string, labels: readonly string[]): Promise<void> {
    await this.#widget.getByPlaceholder(question).waitFor();
    const all = this.#widget.getByRole('checkbox', { name: 'Toggle all checkboxes' });
    await all.check();
    await all.uncheck();
    for (const label of labels) {
      await this.row(label).click();
    }
    await this.accept();
  }

  async accept(): Promise<void> {
    await this.input.press('Enter');
  }

  /** Answers a question for a file or a folder by a whole path. @param label of the button that ends it */
  async answerWithPath(place: string, label: string): Promise<void> {
    await this.#typePath(place);
    await this.#widget.getByRole('button', { name: label }).click();
  }

  /** Answers a question for a file by the folder that it is in, and its row there. */
  async answerWithFile(folder: string, name: string): Promise<void> {
    await this.#typePath(`${folder}/`);
    await this.row(name).click();
  }

  /** Until the folder where it begins is listed, the dialog writes over what is typed. */
  async #typePath(place: string): Promise<void> {
    await this.row('..').waitFor();
    do {
      await this.type(place);
      await this.#page.waitForTimeout(closingTimeMs);
    } while ((await this.input.inputValue()) !== place);
  }

  /** Closes a list that was opened to be read. */
  async dismiss(): Promise<void> {
    await repeatUntil(() => this.#page.keyboard.press('Escape'), this.#widget, 'hidden');
  }

  /** To the question before. */
  async goBack(): Promise<void> {
    await this.#widget.getByRole('button', { name: 'Back' }).click();
  }

  /** A question, or what is wrong with the answer: the words below the text. */
  question(words: string | RegExp): Locator {
    return this.#widget.getByText(words);
  }

  get input(): Locator {
    return this.#widget.locator('input.input');
  }
}

/** Runs in the page: whether the list in which a text was typed is no longer there. */
function isGone(text: string): boolean {
  const input = document.querySelector<HTMLInputElement>('.quick-input-widget input.input');
  return input?.checkVisibility() !== true || input.value !== text;
}
