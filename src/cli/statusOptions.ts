import type { Command } from 'commander';
import type { ContentType } from '../core/api/contentType';
import type { ContentWindow } from '../core/api/contentWindow';
import type { StatusOptions } from '../engine/archive/archiveStatus';
import { parseContentTypes, parseGuid, parseTime } from './optionParsers';

/** What the options of a command say of the content that it looks at. */
export interface ContentOptions {
  readonly tenant?: string;
  readonly contentType?: readonly ContentType[];
  readonly since?: number;
  readonly until?: number;
}

export function addStatusOptions(command: Command): Command {
  return command
    .option('--tenant <guid>', 'only this tenant', parseGuid)
    .option('--content-type <type>', 'only this content type; may be repeated', parseContentTypes)
    .option('--since <time>', 'from when content became available, in UTC; the oldest if absent', parseTime)
    .option('--until <time>', 'to when, in UTC; now if absent', parseTime);
}

export function readStatusOptions({ tenant, contentType, since, until }: ContentOptions): StatusOptions {
  const now = Date.now();
  return { now, tenantId: tenant, contentTypes: contentType, range: readRange(since, until, now) };
}

/** Undefined where all is asked for. */
function readRange(since: number | undefined, until: number | undefined, now: number): ContentWindow | undefined {
  if (since === undefined && until === undefined) {
    return undefined;
  }
  const range = { start: since ?? 0, end: until ?? now };
  if (range.start >= range.end) {
    throw new RangeError('--since must be before --until, which is now if absent.');
  }
  return range;
}
