import { contentTypeLabels, type ContentType } from '../../core/api/contentType';
import { dayMs, hourMs } from '../../core/api/contentWindow';
import { counted } from '../../core/text/counted';

const minuteMs = 60_000;
const secondMs = 1_000;

/** A span of time in its largest fitting unit: `3 hours`. */
export function durationText(milliseconds: number): string {
  const [unitMs, unit] =
    (
      [
        [dayMs, 'day'],
        [hourMs, 'hour'],
        [minuteMs, 'minute'],
      ] as const
    ).find(([size]) => milliseconds >= 2 * size || milliseconds === size) ?? ([secondMs, 'second'] as const);
  return counted(Math.round(milliseconds / unitMs), unit);
}

/** `2026-05-01 12:30 UTC` */
export function timeText(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

export function namesOf(contentTypes: readonly ContentType[]): string {
  return contentTypes.map((contentType) => contentTypeLabels[contentType]).join(', ');
}
