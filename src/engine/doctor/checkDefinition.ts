import type { CheckId } from '../../core/protocol/doctorProtocol';
import type { Examination } from './examination';
import type { Finding } from './finding';

/** A check, as the table in `checks.ts` holds it. */
export interface CheckDefinition {
  readonly id: CheckId;
  readonly title: string;
  /** Checks before this one: it is skipped where one of them failed or was skipped itself. */
  readonly needs: readonly CheckId[];
  /** @throws EngineError where it failed with an error that says it all */
  readonly run: (examination: Examination) => Promise<Finding>;
}
