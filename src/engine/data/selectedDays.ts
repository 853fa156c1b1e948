import { sql } from '../../core/kql/sql/sql';
import type { Sql } from '../../core/kql/sql/sql';
import type { RecordSelection } from '../../core/protocol/archiveProtocol';
import type { CommittedFile } from '../archive/commit';
import { dayOf, selectedPart } from './fileSelection';

/** The selected records of one day; `undefined` is the day of those that have no time. */
export type Day = number | undefined;

/** Days of the selected files in order, and last those records that have no time. */
export function selectedDays(files: readonly CommittedFile[], selection: RecordSelection): readonly Day[] {
  const days = files.filter((file) => selectedPart(file, selection) !== 'none').map(dayOf);
  return [...new Set(days)].toSorted((one, other) => (one ?? Infinity) - (other ?? Infinity));
}

/** Files of one day that have a selected record, perhaps. */
export function filesOfDay(
  files: readonly CommittedFile[],
  day: Day,
  selection: RecordSelection,
): readonly CommittedFile[] {
  return files.filter((file) => dayOf(file) === day && selectedPart(file, selection) !== 'none');
}

/** Records of the same instant are in the order of their ids, so that an export of the same records is the same. */
export const eventOrder: Sql = sql`"CreationTime", "Id"`;
