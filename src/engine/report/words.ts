import { counted } from '../../core/text/counted';

/** `1 row`, `2,000 rows`. */
export function countOf(count: number, noun: string): string {
  return counted(count, noun, count.toLocaleString('en'));
}

/** `2026-06-15 12:00:05 UTC` */
export function timeText(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** `850 ms`, `2.1 s` */
export function elapsedText(milliseconds: number): string {
  return milliseconds < 1_000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1_000).toFixed(1)} s`;
}
