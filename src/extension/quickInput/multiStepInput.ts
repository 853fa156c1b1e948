import * as vscode from 'vscode';
import { Prompts } from './prompts';
import { walkSteps, type WalkStep } from './stepWalk';

/** One question of several, in VS Code's quick input. */
export type Step<Draft> = WalkStep<Draft, Prompts>;

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
  try {
    return await walkSteps(steps, initial, (place) => new Prompts({ title, ...place }));
  } catch (error) {
    if (error instanceof vscode.CancellationError) {
      return undefined;
    }
    throw error;
  }
}
