/**
 * Texts of datetimes and timespans, to and from ticks.
 *
 * A tick is 100 ns. A datetime is ticks since 0001-01-01, a timespan is ticks: the values of .NET, which Kusto's are. A `Date` holds
 * milliseconds and the bridge of the language service cuts to seconds, so both are read here.
 */
export const ticksPerMillisecond = 10_000n;
export const ticksPerSecond = 10_000_000n;
export const ticksPerMinute = 60n * ticksPerSecond;
export const ticksPerHour = 60n * ticksPerMinute;
export const ticksPerDay = 24n * ticksPerHour;

/** Ticks of 1970-01-01. */
export const unixEpochTicks = 621_355_968_000_000_000n;

/** The last tick of the year 9999. */
export const maxDatetimeTicks = 3_155_378_975_999_999_999n;

/** Ticks of an instant in milliseconds since the epoch. */
export function ticksOfInstant(instant: number): bigint {
  return unixEpochTicks + BigInt(Math.trunc(instant)) * ticksPerMillisecond;
}

const timePattern = String.raw`(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:\.(?<fraction>\d{1,7})\d*)?)?(?:\s*(?<half>[AP]M))?`;
const zonePattern = String.raw`\s*(?:Z|UTC|GMT|(?<zoneHours>[+-]\d{2}):?(?<zoneMinutes>\d{2}))?`;

/** Dates as ISO 8601, RFC 822 and RFC 850 write them, and the forms that are common in logs. */
const datetimePatterns: readonly RegExp[] = [
  // Formatters put spaces around what looks like a minus.
  String.raw`(?<year>\d{4})(?:\s*-\s*(?<month>\d{1,2})(?:\s*-\s*(?<day>\d{1,2}))?)?`,
  String.raw`(?<year>\d{4})/(?<month>\d{1,2})/(?<day>\d{1,2})`,
  String.raw`(?<month>\d{1,2})[/-](?<day>\d{1,2})[/-](?<year>\d{4})`,
  String.raw`(?:[a-z]+,\s*)?(?<day>\d{1,2})(?:\s+|-)(?<name>[a-z]{3})[a-z]*(?:\s+|-)(?<year>\d{4}|\d{2})`,
  String.raw`(?:[a-z]+,?\s+)?(?<name>[a-z]{3})[a-z]*\s+(?<day>\d{1,2}),?\s+(?<year>\d{4})`,
].map((date) => new RegExp(`^${date}(?:(?:T|,?\\s+)${timePattern})?${zonePattern}$`, 'i'));

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The last year that two digits stand for. */
const lastShortYear = 2049;

/**
 * Reads a datetime; without a zone it is UTC.
 *
 * @returns ticks, or undefined for what is no datetime.
 */
export function parseDatetime(text: string): bigint | undefined {
  const trimmed = text.trim();
  const parts = datetimePatterns.map((pattern) => pattern.exec(trimmed)?.groups).find((groups) => groups !== undefined);
  if (parts === undefined) {
    return undefined;
  }
  const { name, month = '1', day = '1', minute = '0', second = '0', fraction = '', zoneHours, zoneMinutes } = parts;
  const monthIndex = name === undefined ? Number(month) - 1 : monthNames.indexOf(name.toLowerCase());
  const hour = hourOf(Number(parts.hour ?? 0), parts.half?.toLowerCase());
  const date = new Date(0);
  date.setUTCFullYear(yearOf(parts.year ?? ''), monthIndex, Number(day));
  date.setUTCHours(hour, Number(minute), Number(second));
  const isRealDay = date.getUTCMonth() === monthIndex || hour === 24;
  if (Number.isNaN(date.getTime()) || !isRealDay || hour > 24 || Number(minute) > 59 || Number(second) > 59) {
    return undefined;
  }
  const zone =
    zoneHours === undefined ? 0 : Number(zoneHours) * 60 + Number(`${zoneHours.charAt(0)}${zoneMinutes ?? '0'}`);
  return inDatetimeRange(
    ticksOfInstant(date.getTime()) + BigInt(fraction.padEnd(7, '0')) - BigInt(zone) * ticksPerMinute,
  );
}

function yearOf(text: string): number {
  const year = Number(text);
  return text.length > 2 ? year : 2000 + year > lastShortYear ? 1900 + year : 2000 + year;
}

function hourOf(hour: number, half: string | undefined): number {
  return half === undefined ? hour : hour > 12 ? NaN : (hour % 12) + (half === 'pm' ? 12 : 0);
}

function inDatetimeRange(ticks: bigint): bigint | undefined {
  return ticks >= 0n && ticks <= maxDatetimeTicks ? ticks : undefined;
}

const timespanPattern = /^(-)?(?:(\d+)\.)?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,7}))?)?$/;
const unitPattern = /^([+-]?\d+(?:\.\d+)?)\s*([a-z]+)$/i;

const nanosecondsPerTick = 100n;

/** The suffixes of timespan literals, in nanoseconds. */
const unitNanoseconds: Readonly<Record<string, bigint>> = Object.fromEntries(
  [
    [ticksPerDay * nanosecondsPerTick, 'd day days'],
    [ticksPerHour * nanosecondsPerTick, 'h hr hrs hour hours'],
    [ticksPerMinute * nanosecondsPerTick, 'm min minute minutes'],
    [ticksPerSecond * nanosecondsPerTick, 's sec second seconds'],
    [ticksPerMillisecond * nanosecondsPerTick, 'ms milli millis millisec millisecond milliseconds'],
    [1000n, 'us micro micros microsec microsecond microseconds microsecs'],
    [nanosecondsPerTick, 'tick ticks'],
    [1n, 'nano nanos nanosec nanosecond nanoseconds'],
  ].flatMap(([nanoseconds, names]) =>
    String(names)
      .split(' ')
      .map((name) => [name, BigInt(nanoseconds ?? 0n)]),
  ),
);

/**
 * Reads a timespan: `[-][d.]hh:mm[:ss[.fffffff]]`, a number with a unit (`1.5h`), or a bare number, which is days.
 *
 * @returns ticks, or undefined for what is no timespan, or a longer one than 64 bits have.
 */
export function parseTimespan(text: string): bigint | undefined {
  const ticks = readTimespan(text);
  return ticks !== undefined && ticks === BigInt.asIntN(64, ticks) ? ticks : undefined;
}

function readTimespan(text: string): bigint | undefined {
  const trimmed = text.trim();
  const match = timespanPattern.exec(trimmed);
  if (match !== null) {
    const [, sign, days = '0', hours, minutes, seconds = '0', fraction = ''] = match;
    const ticks =
      BigInt(days) * ticksPerDay +
      BigInt(hours ?? 0) * ticksPerHour +
      BigInt(minutes ?? 0) * ticksPerMinute +
      BigInt(seconds) * ticksPerSecond +
      BigInt(fraction.padEnd(7, '0'));
    return sign === undefined ? ticks : -ticks;
  }
  const unit = unitPattern.exec(trimmed);
  const nanoseconds = unit === null ? undefined : unitNanoseconds[(unit[2] ?? '').toLowerCase()];
  if (nanoseconds !== undefined) {
    return ticksOf(unit?.[1] ?? '0', nanoseconds);
  }
  return /^[+-]?\d+(?:\.\d+)?$/.test(trimmed) ? ticksOf(trimmed, ticksPerDay * nanosecondsPerTick) : undefined;
}

/** A decimal number of units of so many nanoseconds, exactly: 0.1 has no exact double. */
function ticksOf(number: string, unit: bigint): bigint {
  const [whole = '0', fraction = ''] = number.replace(/^[+-]/, '').split('.');
  const ticks = (BigInt(whole + fraction) * unit) / (nanosecondsPerTick * 10n ** BigInt(fraction.length));
  return number.startsWith('-') ? -ticks : ticks;
}

/** `yyyy-MM-ddTHH:mm:ss.fffffffZ`. */
export function formatDatetime(ticks: bigint): string {
  const seconds =
    (ticks - unixEpochTicks) / ticksPerSecond - ((ticks - unixEpochTicks) % ticksPerSecond < 0n ? 1n : 0n);
  const date = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  return `${date}.${String(ticks % ticksPerSecond).padStart(7, '0')}Z`;
}

/** .NET's constant format: `[-][d.]hh:mm:ss[.fffffff]`. */
export function formatTimespan(ticks: bigint): string {
  const size = ticks < 0n ? -ticks : ticks;
  const pad = (value: bigint, width = 2): string => String(value).padStart(width, '0');
  const days = size / ticksPerDay;
  const time = [(size / ticksPerHour) % 24n, (size / ticksPerMinute) % 60n, (size / ticksPerSecond) % 60n];
  const fraction = size % ticksPerSecond;
  return [
    ticks < 0n ? '-' : '',
    days === 0n ? '' : `${String(days)}.`,
    time.map((part) => pad(part)).join(':'),
    fraction === 0n ? '' : `.${pad(fraction, 7)}`,
  ].join('');
}
