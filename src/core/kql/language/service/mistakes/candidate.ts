import type { Place } from '../../../queryError';

/** An error, as far as mistakes are concerned. */
export type FoundError = Place & { readonly code: string };

/** A change that may mend a text. */
export interface Candidate extends Place {
  readonly text: string;
  readonly message: string;
  /** Where it is told of, if not at the place of the change. */
  readonly shownAt?: Place;
  /** What the mend is called, if not by all of its text. */
  readonly replacement?: string;
  /** As in `Mistake`. */
  readonly mends?: ReadonlySet<string>;
}
