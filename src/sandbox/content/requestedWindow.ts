import { dayMs, parseUtcTime, retentionMs, type ContentWindow } from '../../core/api/contentWindow';
import type { Parameters } from '../server/parameters';
import { Refusal } from '../server/refusal';

/** YYYY-MM-DD, YYYY-MM-DDTHH:MM or YYYY-MM-DDTHH:MM:SS, the last with a fraction; all but the first with or without Z. */
const timePattern = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,7})?)?Z?)?$/i;

/**
 * The window that a listing asks for; the last 24 hours where it gives no times.
 *
 * @throws Refusal AF20002, AF20030 or AF20055.
 */
export function readWindow(parameters: Parameters, now: number): ContentWindow {
  const start = readTime(parameters, 'startTime');
  const end = readTime(parameters, 'endTime');
  if (start === undefined && end === undefined) {
    return { start: now - dayMs, end: now };
  }
  if (start === undefined || end === undefined) {
    throw new Refusal('AF20030');
  }
  if (start >= end) {
    throw new Refusal('AF20055');
  }
  if (end - start > dayMs || start < now - retentionMs) {
    throw new Refusal('AF20030');
  }
  return { start, end };
}

function readTime(parameters: Parameters, name: string): number | undefined {
  const text = parameters.get(name);
  if (text === undefined || text === '') {
    return undefined;
  }
  const time = timePattern.test(text) ? parseUtcTime(text) : NaN;
  if (Number.isNaN(time)) {
    throw new Refusal('AF20002', name, 'datetime');
  }
  return time;
}
