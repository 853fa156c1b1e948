import * as z from 'zod/mini';
import { dayMs, hourMs, parseUtcTime, type ContentWindow } from '../../api/contentWindow';

/** Key of the notebook's metadata that holds its time range. Without it, queries see all times. */
export const timeRangeKey = 'timeRange';

/** Times are ISO 8601, in UTC; `until` is exclusive. */
const rangeSchema = z.union([
  z.object({ lastHours: z.number().check(z.positive(), z.maximum(1e6)) }),
  z.object({ from: z.string().check(z.refine(isTime)), until: z.string().check(z.refine(isTime)) }),
]);

/** What audit records the cells of a notebook see: those of the last hours before they run, or those between two times. */
export type NotebookTimeRange = z.infer<typeof rangeSchema>;

/** The ranges that are offered by name. */
export const offeredHours = { hour: 1, day: 24, week: 7 * 24, month: 30 * 24 } as const;

/** The range that a notebook's metadata hold; undefined for all times. */
export function timeRangeOf(metadata: Readonly<Record<string, unknown>>): NotebookTimeRange | undefined {
  return rangeSchema.safeParse(metadata[timeRangeKey]).data;
}

/** The range as it is when a cell runs. */
export function rangeAt(range: NotebookTimeRange, now: number): ContentWindow {
  return 'lastHours' in range
    ? { start: now - range.lastHours * hourMs, end: now }
    : { start: parseUtcTime(range.from), end: parseUtcTime(range.until) };
}

/** The number of days, where the hours are whole days; undefined where they are not. */
export function wholeDays(hours: number): number | undefined {
  const days = (hours * hourMs) / dayMs;
  return Number.isInteger(days) ? days : undefined;
}

function isTime(text: string): boolean {
  return !Number.isNaN(parseUtcTime(text));
}
