import { dayMs, startOfDay } from '../../core/api/contentWindow';
import type { Retention, RetentionPlan } from '../../core/protocol/archiveProtocol';
import type { Archive } from '../archive/archive';
import { dayOf } from './fileSelection';
import { bytesOf, measureFiles } from './measureSelection';
import { readFiles } from './readFiles';

const gigabyte = 1_000_000_000;

/** The records of one day, of all content types. */
export interface DaySize {
  /** Its first millisecond. */
  readonly day: number;
  readonly bytes: number;
}

export interface RetentionTask {
  /** All tenants together where it is absent. */
  readonly tenantId?: string | undefined;
  readonly retention: Retention;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly signal?: AbortSignal | undefined;
}

/** What is to go so that no more is kept than a retention says; undefined where nothing is. Records without a time always stay. */
export function planRetention(
  archive: Archive,
  { tenantId, retention, now, signal }: RetentionTask,
): Promise<RetentionPlan | undefined> {
  return readFiles(archive, { tenantId, signal }, async (files) => {
    const sizes = new Map<number, number>();
    for (const file of files) {
      const day = dayOf(file);
      if (day !== undefined) {
        sizes.set(day, (sizes.get(day) ?? 0) + (await bytesOf(archive, file)));
      }
    }
    const days = [...sizes].map(([day, bytes]) => ({ day, bytes }));
    const until = retainedFrom(days, retention, now);
    if (until === undefined) {
      return undefined;
    }
    const selection = { until };
    const size = await measureFiles(archive, files, selection, signal);
    return size.records === 0 ? undefined : { selection, size };
  });
}

/**
 * The day from which on a retention keeps records, by its first millisecond: so many days before that of `now`, which is not over; and
 * as many of the youngest days as fit. Undefined where it sets no limit.
 */
export function retainedFrom(
  days: readonly DaySize[],
  { days: keptDays, gigabytes }: Retention,
  now: number,
): number | undefined {
  const limits: number[] = [];
  if (keptDays !== undefined) {
    limits.push(startOfDay(now) - keptDays * dayMs);
  }
  if (gigabytes !== undefined) {
    let bytes = 0;
    for (const day of days.toSorted((one, other) => other.day - one.day)) {
      bytes += day.bytes;
      if (bytes > gigabytes * gigabyte) {
        limits.push(day.day + dayMs);
        break;
      }
    }
  }
  return limits.length === 0 ? undefined : Math.max(...limits);
}
