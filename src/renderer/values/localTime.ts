const timePattern = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?Z$/;

/**
 * A time of the engine, in UTC, at the user's clock: `2026-11-22T11:00:00.5+01:00`. The offset is said for each, since it changes
 * over the year. Seven digits of a second stay, which `Date` would cut. Text that is no such time is given back.
 */
export function localTime(utc: string): string {
  const [, seconds, fraction = ''] = timePattern.exec(utc) ?? [];
  if (seconds === undefined) {
    return utc;
  }
  const date = new Date(`${seconds}Z`);
  const offset = -date.getTimezoneOffset();
  const shifted = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, 19);
  const digits = fraction.replace(/\.?0+$/, '');
  return `${shifted}${digits}${offsetText(offset)}`;
}

function offsetText(minutes: number): string {
  const whole = Math.round(Math.abs(minutes));
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${twoDigits(Math.floor(whole / 60))}:${twoDigits(whole % 60)}`;
}
