import type { Place } from '../../../queryError';

export interface KqlDiagnostic extends Place {
  readonly message: string;
  /** Kusto's code: `KS142`; or `notSupported`. */
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'suggestion' | 'information';
  readonly fixes: readonly KqlFix[];
}

/** A change that mends what a diagnostic tells of. */
export interface KqlFix {
  /** What is written instead: the title says "Write …". */
  readonly replacement: string;
  readonly edits: readonly TextChange[];
}

/** What stands at a place then. */
export interface TextChange extends Place {
  readonly text: string;
}
