import { dayMs, hourMs, startOfDay, type ContentWindow } from '../../core/api/contentWindow';

/** How many days the page shows. The shortest shows hours, the others days. */
export const viewDays = [7, 30, 90] as const;
export type ViewDays = (typeof viewDays)[number];

/** What the user chose to look at. */
export interface CoverageView {
  readonly days: ViewDays;
  /** Whether hours are those of the user's own zone. Days are always those of UTC, for a day is what the archive files by. */
  readonly isLocal: boolean;
}

export const firstView: CoverageView = { days: 7, isLocal: false };

/** Whole days, UTC, until the end of today. A week shows the day too that the service is about to forget. */
export function viewRange(
  { days }: CoverageView,
  now: number,
): { readonly range: ContentWindow; readonly stepMs: number } {
  const end = startOfDay(now) + dayMs;
  return days === 7
    ? { range: { start: end - 8 * dayMs, end }, stepMs: hourMs }
    : { range: { start: end - days * dayMs, end }, stepMs: dayMs };
}
