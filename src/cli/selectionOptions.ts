import type { Command } from 'commander';
import type { ContentType } from '../core/api/contentType';
import type { RecordSelection } from '../core/protocol/archiveProtocol';
import { parseContentTypes, parseTime } from './optionParsers';

/** What the options of a command select of a tenant's records. */
export interface SelectionOptions {
  readonly contentType?: readonly ContentType[];
  readonly since?: number;
  readonly until?: number;
}

export function addSelectionOptions(command: Command): Command {
  return command
    .option('--content-type <type>', 'only records of this content type; may be given several times', parseContentTypes)
    .option('--since <time>', 'only events from this time on, in UTC', parseTime)
    .option('--until <time>', 'only events before this time, in UTC', parseTime);
}

export function readSelection({ contentType, since, until }: SelectionOptions): RecordSelection {
  return {
    ...(contentType === undefined ? {} : { contentTypes: contentType }),
    ...(since === undefined ? {} : { from: since }),
    ...(until === undefined ? {} : { until }),
  };
}
