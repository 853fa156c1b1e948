import { notSupported, queryError } from '../../../queryError';
import {
  maxDatetimeTicks,
  ticksPerDay,
  ticksPerHour,
  ticksPerMillisecond,
  ticksPerMinute,
  ticksPerSecond,
  unixEpochTicks,
} from '../../../values/dateTimeText';
import { convert } from '../../conversions';
import { bindValue, integerLiteral, sql, textLiteral, type Sql } from '../../sql';
import { datetimeInRange, ticksOfTimestamp, timestampOfTicks } from '../../sqlTypes';
import { binFunctions } from './bins';
import {
  argument,
  constantText,
  optionalArgument,
  requiredArgument,
  type Call,
  type FunctionRow,
  type FunctionTable,
} from '../functionTable';
import { timeFormats } from './timeFormats';
import { tried } from '../wrapping';

/** 9999-12-26: a Sunday. */
const lastWholeWeekEnd = maxDatetimeTicks + 1n - 6n * ticksPerDay;

const ticks = (call: Call, index: number): Sql => argument(call, index, 'datetime');
const timestamp = (call: Call, index: number): Sql => timestampOfTicks(ticks(call, index));

/**
 * The units that periods begin and end at, how DuckDB cuts a TIMESTAMP to them, and how many of them are more than all datetimes have; a
 * week begins on Sunday.
 */
const periods = {
  day: { name: sql`day`, most: 4_000_000, start: (time: Sql) => sql`date_trunc('day', ${time})` },
  week: {
    name: sql`week`,
    most: 600_000,
    start: (time: Sql) => sql`(date_trunc('day', ${time}) - to_days(dayofweek(${time})::INTEGER))`,
  },
  month: { name: sql`month`, most: 120_000, start: (time: Sql) => sql`date_trunc('month', ${time})` },
  year: { name: sql`year`, most: 10_000, start: (time: Sql) => sql`date_trunc('year', ${time})` },
} as const;

type Period = keyof typeof periods;

/** The start of a period, moved by some periods; it may be beyond all datetimes. */
function periodStart(period: Period, further: number): FunctionRow {
  const { name, start, most } = periods[period];
  return (call) => {
    const offset = bindValue(
      optionalArgument(call, 1, 'long', sql`0`),
      (by) =>
        sql`(greatest(least(${by}, ${integerLiteral(most)}), ${integerLiteral(-most)}) + ${integerLiteral(further)})`,
    );
    return sql`${ticksOfTimestamp(sql`(${start(timestamp(call, 0))} + (INTERVAL 1 ${name}) * ${offset})::TIMESTAMP`)}`;
  };
}

function startOf(period: Period): FunctionRow {
  const start = periodStart(period, 0);
  return (call) => datetimeInRange(start(call));
}

/** The last tick of a period. */
function endOf(period: Period): FunctionRow {
  const nextStart = periodStart(period, 1);
  return (call) => datetimeInRange(sql`(${nextStart(call)} - 1)`);
}

/** A part of a datetime. */
function part(name: string): FunctionRow {
  return (call) => sql`date_part(${textLiteral(name)}, ${timestamp(call, 0)})::INTEGER`;
}

/** The time since Sunday began, in whole days; the engine has none for the last week, which ends after the last datetime. */
function dayOfWeek(call: Call): Sql {
  const value = ticks(call, 0);
  return sql`CASE WHEN ${value} < ${integerLiteral(lastWholeWeekEnd)}
    THEN dayofweek(${timestamp(call, 0)}) * ${integerLiteral(ticksPerDay)} END`;
}

/** The units of `datetime_part()`, and DuckDB's names of them. */
const partNames: ReadonlyMap<string, string> = new Map([
  ['year', 'year'],
  ['quarter', 'quarter'],
  ['month', 'month'],
  ['week_of_year', 'week'],
  ['weekofyear', 'week'],
  ['day', 'day'],
  ['dayofyear', 'doy'],
  ['hour', 'hour'],
  ['minute', 'minute'],
  ['second', 'second'],
]);

/** The parts of a datetime below a second, and how many nanoseconds they have. */
const fractions: ReadonlyMap<string, bigint> = new Map([
  ['millisecond', 1_000_000n],
  ['microsecond', 1000n],
  ['nanosecond', 1n],
]);

function datetimePart(call: Call): Sql {
  const unit = constantText(call, 0).toLowerCase();
  const fraction = fractions.get(unit);
  if (fraction !== undefined) {
    const value = argument(call, 1, 'datetime');
    return sql`(${value} % ${integerLiteral(ticksPerSecond)} * 100 // ${integerLiteral(fraction)})::INTEGER`;
  }
  const name = partNames.get(unit);
  if (name === undefined) {
    throw notSupported(`datetime_part() of "${unit}"`, call.place);
  }
  return part(name)({ ...call, arguments: call.arguments.slice(1) });
}

/** Units whose length in ticks is always the same, for differences and shifts. */
const fixedUnits: ReadonlyMap<string, bigint> = new Map([
  ['week', 7n * ticksPerDay],
  ['day', ticksPerDay],
  ['hour', ticksPerHour],
  ['minute', ticksPerMinute],
  ['second', ticksPerSecond],
  ['millisecond', ticksPerMillisecond],
  ['microsecond', 10n],
]);

/** Units that are some months. */
const monthUnits: ReadonlyMap<string, number> = new Map([
  ['year', 12],
  ['quarter', 3],
  ['month', 1],
]);

function monthIndex(time: Sql, months: number): Sql {
  return sql`((date_part('year', ${time}) * 12 + date_part('month', ${time}) - 1) // ${integerLiteral(months)})`;
}

/** How many borders of a unit lie between two datetimes. */
function datetimeDiff(call: Call): Sql {
  const unit = constantText(call, 0).toLowerCase();
  const months = monthUnits.get(unit);
  if (months !== undefined) {
    return sql`(${monthIndex(timestamp(call, 1), months)} - ${monthIndex(timestamp(call, 2), months)})::BIGINT`;
  }
  if (unit === 'nanosecond') {
    return tried(sql`((${ticks(call, 1)} - ${ticks(call, 2)}) * 100)`, call.arguments);
  }
  const size = unitTicks(call, unit);
  // 0001-01-01 was a Monday: weeks, which begin on Sunday, are counted from the day before.
  const shift = unit === 'week' ? integerLiteral(ticksPerDay) : sql`0`;
  const count = (index: number): Sql => sql`((${ticks(call, index)} + ${shift}) // ${integerLiteral(size)})`;
  return convert(sql`(${count(1)} - ${count(2)})`, 'long', call.type);
}

function unitTicks(call: Call, unit: string): bigint {
  const size = fixedUnits.get(unit);
  if (size === undefined) {
    throw notSupported(`${call.name}() with "${unit}"`, call.place);
  }
  return size;
}

/** A datetime some units later. A month later is the same day, or the month's last. */
function datetimeAdd(call: Call): Sql {
  const unit = constantText(call, 0).toLowerCase();
  const amount = argument(call, 1, 'long');
  const months = monthUnits.get(unit);
  if (unit === 'nanosecond') {
    return datetimeInRange(sql`(${ticks(call, 2)} + ${amount} // 100)`);
  }
  if (months === undefined) {
    return datetimeInRange(sql`(${ticks(call, 2)} + ${amount}::HUGEINT * ${integerLiteral(unitTicks(call, unit))})`);
  }
  const most = integerLiteral(periods.month.most);
  return bindValue(ticks(call, 2), (value) =>
    datetimeInRange(
      sql`(${ticksOfTimestamp(
        sql`(${timestampOfTicks(value)} + (INTERVAL 1 month) * greatest(-${most}, least(${most}, ${amount}::HUGEINT * ${integerLiteral(months)}))::BIGINT)`,
      )} + ${value} % 10)`,
    ),
  );
}

/** Days, hours, minutes, seconds: two arguments are hours and minutes, three have seconds, four days before them. Null where one has too many. */
function makeTimespan(call: Call): Sql {
  if (call.arguments.length === 1) {
    return argument(call, 0, 'timespan');
  }
  const first = call.arguments.length > 3 ? 1 : 0;
  const days = first === 1 ? argument(call, 0, 'long') : sql`0`;
  const [hours, minutes] = [argument(call, first, 'long'), argument(call, first + 1, 'long')];
  return bindValue(
    optionalArgument(call, first + 2, 'real', sql`0`),
    (
      seconds,
    ) => sql`CASE WHEN ${hours} BETWEEN 0 AND 23 AND ${minutes} BETWEEN 0 AND 59 AND ${seconds} >= 0 AND ${seconds} < 60
      THEN TRY_CAST(${days}::HUGEINT * ${integerLiteral(ticksPerDay)} + ${hours} * ${integerLiteral(ticksPerHour)}
        + ${minutes} * ${integerLiteral(ticksPerMinute)} + round(${seconds} * ${integerLiteral(ticksPerSecond)})::BIGINT AS BIGINT) END`,
  );
}

function makeDatetime(call: Call): Sql {
  if (requiredArgument(call, 0).type === 'string') {
    return argument(call, 0, 'datetime');
  }
  const numbers = [0, 1, 2, 3, 4].map((index) =>
    optionalArgument(call, index, 'long', sql`${integerLiteral(index < 3 ? 1 : 0)}`),
  );
  const seconds = optionalArgument(call, 5, 'real', sql`0`);
  // DuckDB takes 24:00 for the next day.
  const hour = numbers[3] ?? sql`0`;
  return bindValue(seconds, (second) =>
    datetimeInRange(
      tried(
        sql`CASE WHEN ${hour} < 24 AND ${second} >= 0 AND ${second} < 60 THEN ${ticksOfTimestamp(sql`make_timestamp(${numbers}, 0)`)}
          + round(${second} * ${integerLiteral(ticksPerSecond)})::BIGINT END`,
        call.arguments,
      ),
    ),
  );
}

function fromUnixTime(size: bigint): FunctionRow {
  return (call) => {
    const isReal = requiredArgument(call, 0).type === 'real';
    const ticks = isReal
      ? sql`TRY_CAST(round(${argument(call, 0, 'real')} * ${integerLiteral(size)}) AS HUGEINT)`
      : sql`${argument(call, 0, 'long')}::HUGEINT * ${integerLiteral(size)}`;
    return datetimeInRange(sql`(${ticks} + ${integerLiteral(unixEpochTicks)})`);
  };
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** A time in another zone (a name of the IANA's), to the tick; null where the data has a zone that is none. */
function inZone(shift: (time: Sql, zone: Sql) => Sql): FunctionRow {
  return (call) => {
    const { literal } = requiredArgument(call, 1);
    if (typeof literal === 'string' && !isTimeZone(literal)) {
      throw queryError(`"${literal}" is no time zone: write its name, as "Europe/Berlin" or "UTC".`, call.place);
    }
    const zone = argument(call, 1, 'string');
    const moved = bindValue(ticks(call, 0), (value) =>
      datetimeInRange(sql`(${ticksOfTimestamp(shift(timestampOfTicks(value), zone))} + ${value} % 10)`),
    );
    return literal === undefined
      ? sql`CASE WHEN lower(${zone}) IN (SELECT lower(name) FROM pg_timezone_names()) THEN ${moved} END`
      : moved;
  };
}

/** Whether a value is no further from a center than a distance. */
function around(call: Call): Sql {
  const { type } = requiredArgument(call, 0);
  if (!['int', 'long', 'real', 'decimal', 'datetime', 'timespan'].includes(type)) {
    throw queryError(`around() takes a number, a datetime or a timespan, and no ${type}.`, call.place);
  }
  const [value, center] = [argument(call, 0, type), argument(call, 1, type)];
  const distance = argument(call, 2, type === 'datetime' ? 'timespan' : type);
  return sql`(${value} BETWEEN ${center} - ${distance} AND ${center} + ${distance})`;
}

export const timeFunctions: FunctionTable = {
  ...binFunctions,
  startofday: startOf('day'),
  startofweek: startOf('week'),
  startofmonth: startOf('month'),
  startofyear: startOf('year'),
  endofday: endOf('day'),
  endofweek: endOf('week'),
  endofmonth: endOf('month'),
  endofyear: endOf('year'),
  getyear: part('year'),
  getmonth: part('month'),
  monthofyear: part('month'),
  dayofmonth: part('day'),
  dayofyear: part('doy'),
  hourofday: part('hour'),
  week_of_year: part('week'),
  weekofyear: part('week'),
  dayofweek: dayOfWeek,
  datetime_part: datetimePart,
  datetime_diff: datetimeDiff,
  datetime_add: datetimeAdd,
  ...timeFormats,
  make_datetime: makeDatetime,
  make_timespan: makeTimespan,
  unixtime_seconds_todatetime: fromUnixTime(ticksPerSecond),
  unixtime_milliseconds_todatetime: fromUnixTime(ticksPerMillisecond),
  unixtime_microseconds_todatetime: fromUnixTime(10n),
  unixtime_nanoseconds_todatetime: (call) =>
    sql`(${argument(call, 0, 'long')} // 100 + ${integerLiteral(unixEpochTicks)})`,
  datepart: datetimePart,
  datetime_utc_to_local: inZone((time, zone) => sql`timezone(${zone}, timezone('UTC', ${time}))`),
  datetime_local_to_utc: inZone((time, zone) => sql`timezone('UTC', timezone(${zone}, ${time}))`),
  datetime_list_timezones: () => sql`(SELECT to_json(list(name ORDER BY name)) FROM pg_timezone_names())`,
  around,
};
