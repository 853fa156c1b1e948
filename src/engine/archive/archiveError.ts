import { EngineError } from '../../core/protocol/engineError';

/** The archive could not be read or written: what happened, with the cause's own words at the end where there is one. */
export function archiveError(message: string, cause?: unknown): EngineError {
  const reason = cause instanceof Error ? ` ${cause.message}` : '';
  return new EngineError({ kind: 'archive', message: `${message}${reason}` }, { cause });
}

/** Runs a step of the archive, and says what failed in the words of `message` where the error has none for people. */
export async function withArchiveErrors<T>(message: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw error instanceof EngineError ? error : archiveError(message, error);
  }
}

/** Whether the file system answered with this code (`ENOENT`, `EEXIST`, ...). */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
