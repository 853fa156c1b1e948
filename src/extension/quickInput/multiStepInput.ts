import * as vscode from 'vscode';
import { Prompts, StepBack } from './prompts';

/** One question of several. The draft holds the answers so far. */
export interface Step<Draft> {
  /** Whether it is asked at all, by the other answers; it always is where this is absent. */
  readonly isAsked?: (draft: Draft) => boolean;
  /**
   * Asks by `prompts`, and gives the draft with the answer in it. Where the user came back, the draft holds the earlier answer, to
   * be shown again. Throw `StepBack` to go to the step before.
   */
  readonly ask: (prompts: Prompts, draft: Draft) => Promise<Draft>;
}

/**
 * Asks one question after the other, with a way back.
 *
 * @param title what the questions are for, as in the command's title
 * @returns the draft with all answers; undefined if the user leaves
 */
export async function askInSteps<Draft>(
  title: string,
  steps: readonly Step<Draft>[],
  initial: Draft,
): Promise<Draft | undefined> {
  const askedOf = (answers: Draft): readonly Step<Draft>[] => steps.filter(({ isAsked }) => isAsked?.(answers) ?? true);
  let draft = initial;
  let step = askedOf(draft)[0];
  while (step !== undefined) {
    const asked = askedOf(draft);
    const place = asked.indexOf(step);
    try {
      draft = await step.ask(new Prompts({ title, step: place + 1, totalSteps: asked.length }), draft);
      const nowAsked = askedOf(draft);
      step = nowAsked[nowAsked.indexOf(step) + 1];
    } catch (error) {
      if (error instanceof vscode.CancellationError) {
        return undefined;
      }
      if (!(error instanceof StepBack)) {
        throw error;
      }
      step = asked[Math.max(0, place - 1)];
    }
  }
  return draft;
}
