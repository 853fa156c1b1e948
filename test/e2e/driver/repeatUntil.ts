import { errors } from 'playwright-core';
import type { Locator } from 'playwright-core';

const timeoutMs = 90_000;
/** A busy window shows late what a click did; a second one may undo it. */
export const effectMs = 5_000;

/**
 * Does something until it has its effect: what is drawn anew at that moment takes no click.
 *
 * @param act gives up after `effectMs` at each of its steps: what it brings up late may lie over what it clicks again
 * @param effect what is to be on the screen then, or to be gone from it
 */
export async function repeatUntil(
  act: () => Promise<void>,
  effect: Locator,
  state: 'visible' | 'hidden' = 'visible',
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    await endsInTime(act);
    if (await endsInTime(() => effect.waitFor({ state, timeout: effectMs }))) {
      return;
    }
    if (Date.now() > deadline) {
      throw new Error(`What was done had no effect: ${String(effect)} did not become ${state}.`);
    }
  }
}

async function endsInTime(act: () => Promise<void>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    if (error instanceof errors.TimeoutError) {
      return false;
    }
    throw error;
  }
}
