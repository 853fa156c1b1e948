/**
 * How the host tells an engine that computes, and so reads no message, that a request is cancelled: by a file, in a folder that is
 * theirs alone, which the engine looks for from time to time. The message that says the same is sent as well.
 */

/** The engine's argument is this, with the folder behind it. */
export const cancellationFolderArgument = '--cancellation-folder=';

const prefix = 'cancelled-';

/** @param id is the request's, in JSON-RPC */
export function cancellationFileName(id: number | string): string {
  return `${prefix}${encodeURIComponent(id)}`;
}

export function isCancellationFile(name: string): boolean {
  return name.startsWith(prefix);
}
