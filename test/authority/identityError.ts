import { randomUUID } from 'node:crypto';

/** A refusal as the identity platform gives it. */
export class IdentityError extends Error {
  constructor(
    readonly error: string,
    readonly code: number,
    readonly description: string,
    readonly suberror?: string,
  ) {
    super(description);
  }

  toJson(): object {
    return {
      error: this.error,
      error_description: `AADSTS${this.code}: ${this.description} Trace ID: ${randomUUID()} Correlation ID: ${randomUUID()} Timestamp: 2026-03-10 12:00:00Z`,
      error_codes: [this.code],
      timestamp: '2026-03-10 12:00:00Z',
      trace_id: randomUUID(),
      correlation_id: randomUUID(),
      ...(this.suberror === undefined ? {} : { suberror: this.suberror }),
    };
  }
}
