import type { Archive } from '../archive/archive';
import type { RecordScope } from './recordScope';

export interface ExportProgress {
  readonly records: number;
  /** 0 to 1. */
  readonly fraction: number;
}

export interface ExportOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ExportProgress) => void) | undefined;
}

/** What the makers of the formats are given. */
export interface ExportTask extends ExportOptions {
  readonly archive: Archive;
  readonly scope: RecordScope;
  /** Selected when the export began. */
  readonly records: number;
}

/** A part of an export, and how many records it has more than those before. */
export interface ExportedPart {
  readonly bytes: Uint8Array;
  readonly records: number;
}
