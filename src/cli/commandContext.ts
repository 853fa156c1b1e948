import type { Readable, Writable } from 'node:stream';

/** What a command gets from the process that runs it. */
export interface CommandContext {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  /** Results, for programs. */
  readonly stdout: Writable;
  /** Progress and errors, for people. */
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  /** The command did what it could, and not all of it went well: the exit code will be 1. */
  readonly reportFailure: () => void;
}
