/** The user wants the step before. */
export class StepBack extends Error {}

/** One question of several, asked by a `Prompter`. The draft holds the answers so far. */
export interface WalkStep<Draft, Prompter> {
  /** Whether it is asked at all, by the other answers; it always is where this is absent. */
  readonly isAsked?: (draft: Draft) => boolean;
  /**
   * Asks, and gives the draft with the answer in it. Where the user came back, the draft holds the earlier answer, to be shown
   * again. Throws `StepBack` to go to the step before.
   */
  readonly ask: (prompter: Prompter, draft: Draft) => Promise<Draft>;
}

/** Where a question stands among the others, which an answer may change. */
export interface StepPlace {
  /** From 1. */
  readonly step: number;
  readonly totalSteps: number;
}

/**
 * Asks one question after the other, with a way back, until the last is answered. What a step throws ends it, but for `StepBack`.
 *
 * @param makePrompter gives what a step asks by
 */
export async function walkSteps<Draft, Prompter>(
  steps: readonly WalkStep<Draft, Prompter>[],
  initial: Draft,
  makePrompter: (place: StepPlace) => Prompter,
): Promise<Draft> {
  const askedOf = (answers: Draft): readonly WalkStep<Draft, Prompter>[] =>
    steps.filter(({ isAsked }) => isAsked?.(answers) ?? true);
  let draft = initial;
  let step = askedOf(draft)[0];
  while (step !== undefined) {
    const asked = askedOf(draft);
    const index = asked.indexOf(step);
    try {
      draft = await step.ask(makePrompter({ step: index + 1, totalSteps: asked.length }), draft);
      const nowAsked = askedOf(draft);
      step = nowAsked[nowAsked.indexOf(step) + 1];
    } catch (error) {
      if (!(error instanceof StepBack)) {
        throw error;
      }
      step = asked[Math.max(0, index - 1)];
    }
  }
  return draft;
}
