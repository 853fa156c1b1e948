import { EngineError } from '../../core/protocol/engineError';

/**
 * An error for the log: kind and code of one that people are told of, of a defect where it happened. Messages are left out, because
 * one from the database may quote a record, and one from the service an address with a secret in it.
 */
export function describeFailure(error: unknown): string {
  if (error instanceof EngineError) {
    const { kind, code } = error.data;
    return code === undefined || !isCode(code) ? kind : `${kind} ${code}`;
  }
  if (!(error instanceof Error)) {
    return typeof error;
  }
  const frames = error.stack?.split('\n').filter((line) => line.startsWith('    at ')) ?? [];
  return [error.name, ...frames].join('\n');
}

/** Some codes come from a service: what is no name or number may be anything. */
function isCode(text: string): boolean {
  return /^[\w.-]{1,64}$/.test(text);
}
