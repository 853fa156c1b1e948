import type { Archive } from '../archive/archive';
import type { ExportOptions } from '../export/exportedPart';
import type { RecordScope } from './recordScope';

/** What the makers of the formats are given. */
export interface ExportTask extends ExportOptions {
  readonly archive: Archive;
  readonly scope: RecordScope;
  /** Selected when the export began. */
  readonly records: number;
}
