import { EngineError, type EngineErrorData } from '../../core/protocol/engineError';

/** An error as the JSON outputs give it. */
export interface ErrorOutput {
  readonly code: string;
  readonly message: string;
  /** Place in the query: UTF-16 code units. */
  readonly start?: number;
  readonly length?: number;
}

export function errorOutput(error: unknown): ErrorOutput {
  const {
    kind,
    code = kind,
    message,
    start,
    length,
  }: EngineErrorData = error instanceof EngineError ? error.data : { kind: 'internal', message: errorMessage(error) };
  return { code, message, ...(start === undefined ? {} : { start }), ...(length === undefined ? {} : { length }) };
}

export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
