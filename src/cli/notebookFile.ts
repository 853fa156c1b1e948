import { readFile } from 'node:fs/promises';
import { NotebookFormatError, parseNotebook, type AuditNotebook } from '../core/notebook/notebookFormat';

/** Ends the command with a message. */
export type Refuse = (message: string) => never;

/** A notebook from a file; what is wrong with it is said in words. */
export async function readNotebookFile(file: string, signal: AbortSignal, refuse: Refuse): Promise<AuditNotebook> {
  try {
    const bytes = await readFile(file, { signal });
    return parseNotebook(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    signal.throwIfAborted();
    const reason =
      error instanceof NotebookFormatError
        ? error.message
        : error instanceof TypeError
          ? 'It is not text in UTF-8.'
          : systemWords(error);
    return refuse(`The notebook ${file} cannot be read. ${reason}`);
  }
}

function systemWords(error: unknown): string {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
  switch (code) {
    case 'ENOENT':
      return 'There is no such file.';
    case 'EISDIR':
      return 'It is a folder.';
    case 'EACCES':
    case 'EPERM':
      return 'Access is denied.';
    default:
      return `The system says ${code}.`;
  }
}
