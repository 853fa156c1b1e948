import { dayMs } from '../../core/api/contentWindow';
import type { Sql } from '../../core/kql/sql/sql';
import { sql } from '../../core/kql/sql/sql';
import type { RecordSelection } from '../../core/protocol/archiveProtocol';
import type { CommittedFile } from '../archive/log/commit';
import { dayOf, selectedPart } from './fileSelection';

/** Records that are put in order in memory at a time, about: some hundred megabytes of them. */
const recordsAtATime = 100_000;

/** Selected records of a day, or of a part of one. */
export interface Stretch {
  /** Its first millisecond; undefined for records that have no time. */
  readonly day: number | undefined;
  readonly selection: RecordSelection;
}

/** Selected records in parts, one after the other in the order of event time, and last those that have no time. */
export function* stretchesOf(files: readonly CommittedFile[], selection: RecordSelection): Generator<Stretch> {
  const records = new Map<number | undefined, number>();
  for (const file of files) {
    if (selectedPart(file, selection) !== 'none') {
      const day = dayOf(file);
      records.set(day, (records.get(day) ?? 0) + file.records);
    }
  }
  for (const [day, count] of [...records].toSorted(([one], [other]) => (one ?? Infinity) - (other ?? Infinity))) {
    const parts = day === undefined ? 1 : Math.ceil(count / recordsAtATime);
    for (let part = 0; part < parts; part++) {
      yield { day, selection: partOfDay(selection, day, part, parts) };
    }
  }
}

/** Files that have a record of the stretch, perhaps. */
export function filesOfStretch(files: readonly CommittedFile[], { day, selection }: Stretch): readonly CommittedFile[] {
  return files.filter((file) => dayOf(file) === day && selectedPart(file, selection) !== 'none');
}

/** Records of the same instant are in the order of their ids, so that an export of the same records is the same. */
export const eventOrder: Sql = sql`"CreationTime", "Id"`;

function partOfDay(selection: RecordSelection, day: number | undefined, part: number, parts: number): RecordSelection {
  if (day === undefined || parts === 1) {
    return selection;
  }
  const boundary = (number: number): number => day + Math.floor((dayMs * number) / parts);
  const { from = -Infinity, until = Infinity } = selection;
  return { ...selection, from: Math.max(from, boundary(part)), until: Math.min(until, boundary(part + 1)) };
}
