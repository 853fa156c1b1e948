import path from 'node:path';
import type { ImportedFile } from '../../core/protocol/archiveProtocol';

/** Several files, told of as one. */
export interface ImportTotals {
  readonly files: number;
  /** Files in folders that hold no audit records; they are not among the others. */
  readonly skipped: number;
  readonly records: number;
  readonly added: number;
  readonly duplicates: number;
  /** Records that were added, of a time whose records were deleted before. */
  readonly restored: number;
  /** Records of other tenants than the connection's. */
  readonly ofOtherTenants: number;
  readonly rejected: number;
  /** Paths of the files that hold the rows that are no records. */
  readonly rejectedFiles: readonly string[];
  /** What could not be imported, or not all of it. */
  readonly failures: readonly ImportFailure[];
}

export interface ImportFailure {
  /** Name of the file. */
  readonly name: string;
  readonly reason: string;
}

export function sumUpImports(all: readonly ImportedFile[]): ImportTotals {
  const files = all.filter(({ isSkipped }) => !isSkipped);
  const sum = (field: 'records' | 'added' | 'duplicates' | 'restored' | 'ofOtherTenants' | 'rejected'): number =>
    files.reduce((total, file) => total + (file[field] ?? 0), 0);
  return {
    files: files.length,
    skipped: all.length - files.length,
    records: sum('records'),
    added: sum('added'),
    duplicates: sum('duplicates'),
    restored: sum('restored'),
    ofOtherTenants: sum('ofOtherTenants'),
    rejected: sum('rejected'),
    rejectedFiles: [...new Set(files.flatMap(({ rejectedFile }) => rejectedFile ?? []))],
    failures: files.flatMap(({ file, error }) => (error === undefined ? [] : [toFailure(file, error.message)])),
  };
}

/** What was dropped lies in a copy, whose path says nothing to anyone. */
function toFailure(file: string, message: string): ImportFailure {
  const name = path.basename(file);
  return { name, reason: message.replaceAll(file, name) };
}
