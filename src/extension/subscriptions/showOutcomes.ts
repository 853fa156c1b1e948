import * as vscode from 'vscode';
import type { Connection } from '../../core/api/connection';
import { contentTypeLabels, type ContentType } from '../../core/api/contentType';
import { EngineError } from '../../core/protocol/engineError';
import type { ErrorPresenter } from '../errors/errorPresenter';
import { groupFailures, type Outcome } from './groupFailures';

export interface OutcomeWords {
  /** What worked, of the content types that are given. */
  readonly success: (labels: string) => string;
  /** What did not. The reason comes after it. */
  readonly failure: (labels: string) => string;
}

/** Tells what became of several content types: once what worked, and each reason once. */
export async function showOutcomes(
  connection: Connection,
  outcomes: readonly Outcome[],
  words: OutcomeWords,
  errors: ErrorPresenter,
): Promise<void> {
  const done = outcomes.filter(({ error }) => error === undefined).map(({ contentType }) => contentType);
  const messages = groupFailures(outcomes).map(({ contentTypes, error }) =>
    errors.show(new EngineError({ ...error, message: `${words.failure(labelsOf(contentTypes))} ${error.message}` }), {
      connection,
      contentType: contentTypes[0],
    }),
  );
  if (done.length > 0) {
    void vscode.window.showInformationMessage(words.success(labelsOf(done)));
  }
  await Promise.all(messages);
}

export function labelsOf(contentTypes: readonly ContentType[]): string {
  return new Intl.ListFormat(vscode.env.language).format(contentTypes.map((type) => contentTypeLabels[type]));
}
