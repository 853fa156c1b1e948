import { EngineError } from '../protocol/engineError';
import type { Column } from './kustoType';
import type { Plan } from './plan/plan';
import type { Place } from './queryError';

/** What to write where the columns of a plugin are not known. */
export const nameColumns = 'name them after it, as in ": (Name: string, Size: long)".';

/**
 * The columns of a result depend on the data (`evaluate pivot(...)`, `evaluate bag_unpack(...)`). Where the data cannot be asked, it is
 * the error that says what to write instead.
 */
export class ColumnsNeeded extends EngineError {
  constructor(
    plugin: string,
    place: Place,
    /** Its rows tell of the columns: name and type, both texts; a name may come more than once. */
    readonly query: Plan,
    /** The columns of the result, from those that the query tells of. */
    readonly resultColumns: (found: readonly Column[]) => readonly Column[],
  ) {
    super({
      kind: 'query',
      code: 'notSupported',
      message: `The columns that evaluate ${plugin}() gives here are known only from the data: ${nameColumns}`,
      ...place,
    });
  }

  /** Where the call of the plugin starts in the text. */
  get callStart(): number {
    return this.data.start ?? 0;
  }
}
