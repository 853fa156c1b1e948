import { dayMs, parseUtcTime } from '../../core/api/contentWindow';

const shape = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2})?)Z?)?$/;

/**
 * Reads a time that a person typed: `2026-11-22` or `2026-11-22 14:30`, in UTC.
 *
 * @param edge a day alone means its begin, or its end
 * @returns milliseconds since the epoch; undefined for what is no time
 */
export function parseTimeInput(text: string, edge: 'from' | 'until'): number | undefined {
  const [, day, clock] = shape.exec(text.trim()) ?? [];
  if (day === undefined) {
    return undefined;
  }
  const instant = parseUtcTime(clock === undefined ? day : `${day}T${clock}`);
  if (Number.isNaN(instant)) {
    return undefined;
  }
  return clock === undefined && edge === 'until' ? instant + dayMs : instant;
}

/** `2026-11-22 14:30`, in UTC: what `parseTimeInput` reads. */
export function timeInputText(instant: number): string {
  return new Date(instant).toISOString().slice(0, 16).replace('T', ' ');
}
