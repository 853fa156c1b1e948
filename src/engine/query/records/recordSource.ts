import type { ContentType } from '../../../core/api/contentType';
import type { KustoType } from '../../../core/kql/kustoType';
import type { Sql } from '../../../core/kql/sql/sql';
import type { RecordSet } from '../../archive/archive';
import { columnSource } from './columnSource';
import { filesOf, recordRows } from './recordRows';

/** Where the views of audit records have their rows from. */
export interface RecordSource {
  readonly hasField: (name: string) => boolean;
  /** A field of the rows, with the type of its column; NULL where no record has it. */
  readonly field: (name: string, type: KustoType) => Sql;
  /** The rows, as a relation: with the fields that this SQL names, at least, and the day. */
  readonly rows: (reader: Sql) => Sql;
  /** The same with the records of one content type alone. */
  readonly of: (contentType: ContentType) => RecordSource;
}

/** The archive's files, which have every field. */
export function fileSource(records: RecordSet): RecordSource {
  return {
    hasField: () => true,
    field: (name, type) => columnSource(records, name, type),
    rows: (reader) => recordRows(records, reader),
    of: (contentType) => fileSource(filesOf(records, contentType)),
  };
}
