import { randomUUID } from 'node:crypto';

/** A refusal as the identity platform gives it. */
export class IdentityError extends Error {
  readonly error: string;
  readonly #code: number;
  readonly #suberror: string | undefined;

  constructor(error: string, code: number, description: string, suberror?: string) {
    super(description);
    this.error = error;
    this.#code = code;
    this.#suberror = suberror;
  }

  toJson(): object {
    const [traceId, correlationId] = [randomUUID(), randomUUID()];
    const timestamp = '2026-03-10 12:00:00Z';
    return {
      error: this.error,
      error_description: `AADSTS${this.#code}: ${this.message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
      error_codes: [this.#code],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      ...(this.#suberror === undefined ? {} : { suberror: this.#suberror }),
    };
  }
}
