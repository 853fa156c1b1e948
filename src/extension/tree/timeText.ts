import { dayMs, startOfDay, type ContentWindow } from '../../core/api/contentWindow';

/** `14:00`, in UTC. */
export function clockText(instant: number): string {
  return new Date(instant).toISOString().slice(11, 16);
}

/** `2026-11-22 14.00.05Z`: sorts by time, and is a file name everywhere. */
export function fileTimeText(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '.')}Z`;
}

/** `14:00 – 15:00 UTC`. */
export function windowText({ start, end }: ContentWindow): string {
  return `${clockText(start)} – ${clockText(end)} UTC`;
}

/** `Sunday, 22 November`, in UTC, as the locale writes it. */
export function dayText(instant: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(instant);
}

/** `22 Nov 2026, 14:05 UTC`, as the locale writes it. */
export function instantText(instant: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'UTC',
    timeZoneName: 'short',
  }).format(instant);
}

export function isToday(instant: number, now: number): boolean {
  return startOfDay(instant) === startOfDay(now);
}

export function isYesterday(instant: number, now: number): boolean {
  return startOfDay(instant) === startOfDay(now) - dayMs;
}

const durationUnits = [
  ['day', dayMs],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** A length of time in its largest whole unit: `3 minutes`, `2 hours`; less than one minute is `0 minutes`. */
export function durationText(ms: number, locale: string): string {
  const [unit, unitMs] = durationUnits.find(([, length]) => ms >= length) ?? (['minute', 60_000] as const);
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(Math.floor(ms / unitMs));
}

/** The instant relative to now, for the future: `in 3 days`. */
export function relativeText(instant: number, now: number, locale: string): string {
  const ms = instant - now;
  const [unit, unitMs] = durationUnits.find(([, length]) => Math.abs(ms) >= length) ?? (['minute', 60_000] as const);
  return new Intl.RelativeTimeFormat(locale).format(Math.trunc(ms / unitMs), unit);
}
