import type { Locator, Page } from 'playwright-core';

/** A walkthrough on the welcome page. */
export class Walkthrough {
  readonly #page: Locator;

  constructor(page: Page) {
    this.#page = page.locator('.gettingStartedContainer');
  }

  get title(): Locator {
    return this.#page.locator('h2.category-title');
  }

  get steps(): Locator {
    return this.#page.locator('.getting-started-step');
  }

  /** Opens a step by its title, if it is closed. */
  async openStep(title: string): Promise<void> {
    const step = this.steps.filter({ hasText: title });
    if ((await step.getAttribute('aria-expanded')) !== 'true') {
      await step.locator('.step-title').click();
    }
  }

  /** Picture or text beside the steps. */
  get media(): Locator {
    return this.#page.locator('.getting-started-media');
  }
}
