import type { EngineErrorAction } from '../../core/protocol/engineError';
import { EngineError } from '../../core/protocol/engineError';

/** What the archive's own errors are called, where a program may want to tell them apart. */
export type ArchiveErrorCode =
  | 'ArchiveDriveFull'
  | 'ArchiveReadOnly'
  | 'ArchiveGone'
  | 'ArchiveDriveFault'
  | 'ArchivePathTooLong'
  | 'ArchiveNoHardLinks'
  | 'ArchiveMoved'
  | 'ArchiveMissing';

interface Fault {
  readonly code: ArchiveErrorCode;
  /** What happened and what to do. */
  readonly words: string;
  readonly action?: EngineErrorAction;
}

const driveFull: Fault = {
  code: 'ArchiveDriveFull',
  words: 'The drive is full. Free some space, then try again.',
  action: 'retry',
};
const readOnly: Fault = {
  code: 'ArchiveReadOnly',
  words: 'The folder or the drive is read-only, or access is denied. Make it writable, or choose another folder.',
};
const gone: Fault = {
  code: 'ArchiveGone',
  words: 'It is gone: the drive was removed, or a file or folder was moved or deleted. Bring it back, then try again.',
  action: 'retry',
};
const driveFault: Fault = {
  code: 'ArchiveDriveFault',
  words: 'The drive does not answer as it should. Check the drive and its connection, then try again.',
  action: 'retry',
};
const pathTooLong: Fault = {
  code: 'ArchivePathTooLong',
  words: 'A path is too long for the drive. Use a folder with a shorter path.',
};
const noHardLinks: Fault = {
  code: 'ArchiveNoHardLinks',
  words: 'The drive has no hard links, as FAT and exFAT have none. Move the archive to another drive.',
};

/** By what the file system answers. */
const faults: ReadonlyMap<string, Fault> = new Map([
  ['ENOSPC', driveFull],
  ['EDQUOT', driveFull],
  ['EFBIG', driveFull],
  ['EROFS', readOnly],
  ['EACCES', readOnly],
  ['EPERM', readOnly],
  ['ENOENT', gone],
  ['ENOTDIR', gone],
  ['ENODEV', gone],
  ['ENXIO', gone],
  ['ENOTCONN', gone],
  ['ESTALE', gone],
  ['EHOSTDOWN', gone],
  ['EIO', driveFault],
  ['ENAMETOOLONG', pathTooLong],
  ['ENOTSUP', noHardLinks],
  ['EOPNOTSUPP', noHardLinks],
  ['ENOSYS', noHardLinks],
  ['EMLINK', noHardLinks],
]);

/**
 * The archive could not be read or written: what happened, and what to do where the cause is a fault of the drive; else the cause's own
 * words at the end, where there is one.
 */
export function archiveError(message: string, cause?: unknown): EngineError {
  const fault = faultOf(cause);
  if (fault !== undefined) {
    const { code, words, action } = fault;
    const data = { kind: 'archive', code, message: `${message} ${words}` } as const;
    return new EngineError(action === undefined ? data : { ...data, action }, { cause });
  }
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

/** The archive was opened for reading, since its folder cannot be written. */
export function readOnlyError(folder: string): EngineError {
  const { code } = readOnly;
  return new EngineError({
    kind: 'archive',
    code,
    message: `The archive in ${folder} is read-only: it can be queried, and nothing can be added. Make the folder writable, then open the archive again.`,
  });
}

/** A drive without hard links answers a link with what also means that a folder is write-protected. */
export function noHardLinksError(message: string, cause: unknown): EngineError {
  const { code, words } = noHardLinks;
  return new EngineError({ kind: 'archive', code, message: `${message} ${words}` }, { cause });
}

/** None is begun where one must exist: its drive may have been removed. */
export function missingError(folder: string): EngineError {
  const code: ArchiveErrorCode = 'ArchiveMissing';
  return new EngineError({
    kind: 'archive',
    code,
    message: `There is no archive in ${folder}. Check the path; if it lies on another drive, connect it, then try again.`,
    action: 'retry',
  });
}

/** The folder holds an archive no more. */
export function movedError(folder: string, to: string): EngineError {
  const code: ArchiveErrorCode = 'ArchiveMoved';
  return new EngineError({
    kind: 'archive',
    code,
    message: `The archive in ${folder} was moved to ${to}. Open it there.`,
  });
}

/** Whether the file system answered with one of these codes (`ENOENT`, `EEXIST`, ...). */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code);
}

/** Whether an error is of a kind that the file system has told: an error of DuckDB has words only. */
export function isDriveFault(error: unknown): boolean {
  return faultOf(error) !== undefined;
}

function faultOf(error: unknown): Fault | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? faults.get(error.code)
    : undefined;
}
