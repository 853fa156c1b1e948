import type { ApiErrorReaction } from '../../core/api/apiError';
import { reactionTo } from '../../core/api/apiError';
import type { ApiErrorFacts } from '../../core/api/explainApiError';
import { explainApiError, isAuditingOff } from '../../core/api/explainApiError';
import { EngineError } from '../../core/protocol/engineError';

/** The service answered, and refused. What it said is in `data.detail`. */
export class ApiError extends EngineError {
  readonly status: number;
  readonly code: string | undefined;
  readonly reaction: ApiErrorReaction;
  /** What the service asks to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** The service let an exception through that stays: as it does where auditing is not turned on in the tenant. */
  readonly isAuditingOff: boolean;

  constructor(facts: ApiErrorFacts) {
    const reaction = reactionTo(facts);
    super(explainApiError(facts, reaction));
    this.status = facts.status;
    this.code = facts.code;
    this.reaction = reaction;
    this.retryAfterMs = facts.retryAfterMs;
    this.isAuditingOff = isAuditingOff(facts, reaction);
  }

  /** Too many requests, whichever of its statuses it came with. */
  get isThrottled(): boolean {
    return this.code === 'AF429' || (this.code === undefined && this.status === 429);
  }
}
