import type { ContentWindow } from '../../api/contentWindow';
import type { LiteralExpression } from '../plan/plan';
import { literal } from './literals';

/** What stands in hunting queries for the times that are chosen on Sentinel's page, which writes them in before it runs a query. */
const placeholders = /\{\{(Start|End)TimeISO\}\}/g;

const dayMs = 24 * 60 * 60 * 1000;

/** The times that the placeholders stand for: those that were chosen, or the last day, as on Sentinel's page. */
export function huntingTimes(now: number, timeRange: ContentWindow | undefined): ContentWindow {
  return timeRange ?? { start: now - dayMs, end: now };
}

/** A text with the times in place of the placeholders; any other literal as it is. */
export function withHuntingTimes(written: LiteralExpression, times: ContentWindow | undefined): LiteralExpression {
  const { type, value } = written;
  if (times === undefined || type !== 'string' || typeof value !== 'string' || !value.includes('{{')) {
    return written;
  }
  const filled = value.replaceAll(placeholders, (_all, end: string) =>
    isoTime(end === 'Start' ? times.start : times.end),
  );
  return literal(type, filled);
}

/** Tells which times a text with placeholders was run for; nothing of any other text. */
export function huntingNotes(text: string, { start, end }: ContentWindow): readonly string[] {
  return text.search(placeholders) < 0
    ? []
    : [`{{StartTimeISO}} is ${isoTime(start)} here, {{EndTimeISO}} is ${isoTime(end)}.`];
}

function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
