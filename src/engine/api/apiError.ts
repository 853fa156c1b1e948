import type { ApiErrorReaction } from '../../core/api/apiError';
import { apiErrors, isApiErrorCode } from '../../core/api/apiError';
import type { ApiErrorFacts } from '../../core/api/explainApiError';
import { explainApiError } from '../../core/api/explainApiError';
import { EngineError } from '../../core/protocol/engineError';

/** An error body is kept for diagnosis, but no page of HTML. Characters. */
const maximumRawLength = 2_000;

export interface ApiErrorDetails extends ApiErrorFacts {
  /** The body as it came. */
  readonly raw: string;
  /** What the service asks to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
}

/** The service answered, and refused. */
export class ApiError extends EngineError {
  readonly status: number;
  readonly code: string | undefined;
  readonly reaction: ApiErrorReaction;
  readonly raw: string;
  readonly retryAfterMs: number | undefined;

  constructor(details: ApiErrorDetails) {
    const reaction = reactionTo(details.status, details.code);
    super(explainApiError(details, reaction));
    this.status = details.status;
    this.code = details.code;
    this.reaction = reaction;
    this.raw = details.raw.slice(0, maximumRawLength);
    this.retryAfterMs = details.retryAfterMs;
  }

  /** Too many requests, whichever of its statuses it came with. */
  get isThrottled(): boolean {
    return this.code === 'AF429' || (this.code === undefined && this.status === 429);
  }
}

/** The code decides, never the text; the status only where there is no known code. */
function reactionTo(status: number, code: string | undefined): ApiErrorReaction {
  if (code !== undefined && isApiErrorCode(code)) {
    return apiErrors[code].reaction;
  }
  // AF50005 and AF50006 are in no document, and are internal errors like AF50000.
  if ((code !== undefined && /^AF500\d\d$/.test(code)) || status >= 500 || status === 408 || status === 429) {
    return 'retry';
  }
  if (status === 401) {
    return 'signIn';
  }
  return status === 404 ? 'gone' : 'fix';
}
