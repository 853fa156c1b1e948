import { packedRow } from './finishedQuery';
import type { Group } from './stream';
import type { StreamBuilder } from './streamBuilder';

/** The column that holds the rows of each group, as an array. */
export function groupRecords({ stage, row }: Group, builder: StreamBuilder): string {
  return builder.addAggregate(stage, 'Records', `make_list(${packedRow(row)})`);
}
