import type { Locator, Page } from 'playwright-core';
import { effectMs, repeatUntil } from './repeatUntil.ts';

/** A walkthrough on the welcome page. */
export class Walkthrough {
  readonly #page: Locator;

  constructor(page: Page) {
    this.#page = page.locator('.gettingStartedContainer');
  }

  get title(): Locator {
    return this.#page.locator('h2.category-title');
  }

  async stepTitles(): Promise<readonly string[]> {
    return this.#page.locator('.getting-started-step .step-title').allInnerTexts();
  }

  /** The step that is open. */
  get openedStep(): Locator {
    return this.#page.locator('.getting-started-step.expanded .step-title');
  }

  /** Opens a step by its title, if it is closed. */
  async openStep(title: string): Promise<void> {
    const step = this.#page.locator('.getting-started-step', { hasText: title });
    await repeatUntil(
      async () => {
        if ((await step.getAttribute('aria-expanded')) !== 'true') {
          await step.locator('.step-title').click({ timeout: effectMs });
        }
      },
      this.openedStep.getByText(title, { exact: true }),
    );
  }
}
