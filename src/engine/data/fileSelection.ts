import { dayMs } from '../../core/api/contentWindow';
import type { Sql } from '../../core/kql/sql/sql';
import { integerLiteral, joinSql, sql } from '../../core/kql/sql/sql';
import type { RecordSelection } from '../../core/protocol/archiveProtocol';
import type { CommittedFile } from '../archive/log/commit';

/** How much of a file's records is selected. `some`: its facts do not tell, and its records are to be asked. */
export type SelectedPart = 'all' | 'some' | 'none';

/** Finds that out by the file's facts and its place, without opening it. */
export function selectedPart(file: CommittedFile, selection: RecordSelection): SelectedPart {
  const { contentTypes, from = -Infinity, until = Infinity } = selection;
  if (file.records === 0 || contentTypes?.includes(file.contentType) === false) {
    return 'none';
  }
  if (!hasTimes(selection)) {
    return 'all';
  }
  const day = dayOf(file);
  if (day === undefined) {
    return 'none';
  }
  const oldest = Math.max(day, Math.floor(file.oldest ?? day));
  const newest = Math.min(day + dayMs - 1, Math.floor(file.newest ?? Infinity));
  if (newest < from || oldest >= until) {
    return 'none';
  }
  return oldest >= from && newest < until ? 'all' : 'some';
}

/** The first millisecond of the day whose folder the file is in; undefined for records that have no time that can be read. */
export function dayOf({ path }: CommittedFile): number | undefined {
  const day = /(?:^|\/)Day=(\d{4}-\d{2}-\d{2})\//.exec(path)?.[1];
  return day === undefined ? undefined : Date.parse(`${day}T00:00Z`);
}

/** Whether a record of a selected content type is selected; NULL for those that have no time, where times are asked for. */
export function timeCondition({ from, until }: RecordSelection): Sql {
  const conditions = [
    ...(from === undefined ? [] : [sql`"CreationTime" >= ${timestamp(from)}`]),
    ...(until === undefined ? [] : [sql`"CreationTime" < ${timestamp(until)}`]),
  ];
  return conditions.length === 0 ? sql`true` : joinSql(conditions, sql` AND `);
}

export function hasTimes({ from, until }: RecordSelection): boolean {
  return from !== undefined || until !== undefined;
}

function timestamp(instant: number): Sql {
  return sql`make_timestamp(${integerLiteral(BigInt(Math.ceil(instant)) * 1_000n)})`;
}
