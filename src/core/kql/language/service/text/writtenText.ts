import type { EngineError } from '../../../../protocol/engineError';
import { foldLists, type Folds } from '../../foldedLists';
import { nestingError } from '../../problems/nesting';
import { separateStatements } from '../../separateStatements';
import { withoutOtherQueries } from './withoutOtherQueries';

/** A text as it is to be bound. */
export interface WrittenText {
  readonly text: string;
  /** The text, its long lists folded, with the statements that blank lines part ended by semicolons: all places are places in both. */
  readonly separated: string;
  /** What strings of its long lists stand for. */
  readonly folds: Folds;
  /** What is wrong with a text that is nested too deeply to be parsed: blanks stand for it, and nothing else is known of it. */
  readonly nestingError: EngineError | undefined;
}

/** @param cursor where all that is asked is about the statement there */
export function writtenText(text: string, cursor?: number): WrittenText {
  const folded = foldLists(text, cursor);
  const error = nestingError(folded.text);
  const separated = error === undefined ? separateStatements(folded.text) : text.replaceAll(/[^\n]/g, ' ');
  return {
    text,
    separated: cursor === undefined ? separated : withoutOtherQueries(separated, cursor),
    folds: folded.folds,
    nestingError: error,
  };
}
