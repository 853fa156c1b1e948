import type { ContentType } from '../../core/api/contentType';
import type { EngineErrorData } from '../../core/protocol/engineError';

/** What became of one content type, where several were worked on. */
export interface Outcome {
  readonly contentType: ContentType;
  /** Absent where it worked. */
  readonly error?: EngineErrorData;
}

export interface SharedFailure {
  readonly contentTypes: readonly [ContentType, ...ContentType[]];
  readonly error: EngineErrorData;
}

/** Failures, each once with all the content types that met it. */
export function groupFailures(outcomes: readonly Outcome[]): readonly SharedFailure[] {
  const failures: SharedFailure[] = [];
  for (const { contentType, error } of outcomes) {
    if (error === undefined) {
      continue;
    }
    const index = failures.findIndex((known) => known.error.message === error.message);
    const known = failures[index];
    if (known === undefined) {
      failures.push({ contentTypes: [contentType], error });
    } else {
      failures[index] = { error, contentTypes: [...known.contentTypes, contentType] };
    }
  }
  return failures;
}
