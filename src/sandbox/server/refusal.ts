import { apiErrors, formatApiErrorMessage, type ApiErrorCode } from '../../core/api/apiError';

/** A request that the API answers with one of its error codes. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: ApiErrorCode,
    ...args: readonly string[]
  ) {
    super(formatApiErrorMessage(code, ...args));
  }

  /** HTTP status: the usual one of the code. */
  get status(): number {
    return apiErrors[this.code].statuses[0] ?? 400;
  }
}

/** A request without a token that the API accepts: 401, and no code. */
export class AuthorizationDenied extends Error {
  override readonly name = 'AuthorizationDenied';

  constructor() {
    super('Authorization has been denied for this request.');
  }
}
