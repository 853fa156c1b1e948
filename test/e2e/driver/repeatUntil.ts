import { errors } from 'playwright-core';
import type { Locator } from 'playwright-core';

const timeoutMs = 60_000;
/** A busy window shows late what a click did; a second one may undo it. */
const effectMs = 5_000;

/**
 * Does something until it has its effect: what is drawn anew at that moment takes no click.
 *
 * @param isShown what is to be on the screen then
 */
export async function repeatUntil(act: () => Promise<void>, isShown: Locator): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    await act();
    try {
      await isShown.waitFor({ timeout: effectMs });
      return;
    } catch (error) {
      if (!(error instanceof errors.TimeoutError) || Date.now() > deadline) {
        throw error;
      }
    }
  }
}
