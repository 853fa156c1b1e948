import type { KustoType } from '../kustoType';
import { ticksPerDay, ticksPerHour, ticksPerMinute, ticksPerSecond } from '../values/dateTimeText';
import { computedSql } from './functions/computed';
import { cutToInt, cutToLong } from './functions/wrapping';
import { bindValue, integerLiteral, sql, textLiteral, type Sql } from './sql';
import { datetimeInRange, sqlTypes, ticksOfTimestamp, timestampOfTicks } from './sqlTypes';

type Conversion = (value: Sql) => Sql;

const same: Conversion = (value) => value;
const boolNumber: Conversion = (value) => sql`${value}::INTEGER`;
const isNotZero: Conversion = (value) => sql`(${value} <> 0)`;

/** Cuts a long to 32 bits, as Kusto does. */
const longToInt: Conversion = cutToInt;

/** Cut to its whole part; what no long holds, and NaN, is the least one, as the processor that Kusto runs on has it. */
const realToLong: Conversion = (value) =>
  bindValue(
    value,
    (real) => sql`CASE WHEN ${real} IS NOT NULL
      THEN coalesce(TRY_CAST(trunc(${real}) AS BIGINT), ${integerLiteral(-(1n << 63n))}) END`,
  );

const realToInt: Conversion = (value) =>
  bindValue(
    value,
    (real) => sql`CASE WHEN ${real} IS NOT NULL
      THEN coalesce(TRY_CAST(trunc(${real}) AS INTEGER), ${integerLiteral(-(1n << 31n))}) END`,
  );

/** By its text: DuckDB divides the digits by a power of ten, which may miss the nearest double. */
const decimalToReal: Conversion = (value) => sql`${value}::VARCHAR::DOUBLE`;

const decimalToLong: Conversion = (value) => sql`TRY_CAST(trunc(${value}) AS BIGINT)`;

/** Decimal digits, or `0x` and hexadecimal ones, at most as many as the bits take, of which the highest is the sign. */
function stringToInteger(type: Sql, hexDigits: number, cut: Conversion): Conversion {
  return (value) =>
    bindValue(
      value,
      (text) => sql`CASE
        WHEN regexp_full_match(${text}, '\\s*[+-]?[0-9]+\\s*') THEN TRY_CAST(trim(${text}, e' \\t\\r\\n') AS ${type})
        WHEN regexp_full_match(${text}, ${textLiteral(String.raw`\s*0[xX][0-9a-fA-F]{1,${String(hexDigits)}}\s*`)})
          THEN ${cut(sql`('0x' || lpad(substring(trim(${text}), 3), 16, '0'))::UBIGINT::HUGEINT`)}
      END`,
    );
}

const stringToLong = stringToInteger(sqlTypes.long, 16, cutToLong);
const stringToInt = stringToInteger(sqlTypes.int, 8, cutToInt);

const stringToReal: Conversion = (value) =>
  bindValue(
    value,
    (text) => sql`CASE
      WHEN regexp_full_match(${text}, '\\s*[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?\\s*')
        OR regexp_full_match(${text}, '\\s*([+-]?inf(inity)?|nan)\\s*', 'i') THEN TRY_CAST(trim(${text}) AS DOUBLE)
    END`,
  );

const stringToBool: Conversion = (value) =>
  bindValue(
    value,
    (text) => sql`CASE lower(trim(${text})) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE
      ELSE ${isNotZero(stringToLong(text))} END`,
  );

/** ISO 8601 with up to seven digits of a second, which most texts are, is read here. */
const stringToDatetime: Conversion = (value) =>
  bindValue(
    value,
    (text) => sql`CASE
      WHEN regexp_full_match(${text}, '\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,7})?)?Z?') AND NOT starts_with(${text}, '0000')
        THEN ${ticksOfTimestamp(sql`TRY_CAST(regexp_replace(${text}, '(\\.[0-9]{6})[0-9]+', '\\1') AS TIMESTAMP)`)}
          + coalesce(TRY_CAST(regexp_extract(${text}, '\\.[0-9]{6}([0-9])', 1) AS BIGINT), 0)
      WHEN ${text} <> '' THEN ${computedSql('parse_datetime', [text])} END`,
  );

const stringToTimespan: Conversion = (value) =>
  bindValue(value, (text) => sql`CASE WHEN ${text} <> '' THEN ${computedSql('parse_timespan', [text])} END`);

/** `yyyy-MM-ddTHH:mm:ss.fffffffZ` */
const datetimeToString: Conversion = (value) =>
  bindValue(
    value,
    (ticks) => sql`coalesce(strftime(${timestampOfTicks(ticks)}, '%Y-%m-%dT%H:%M:%S.')
      || lpad((${ticks} % ${integerLiteral(ticksPerSecond)})::VARCHAR, 7, '0') || 'Z', '')`,
  );

/** `[-][d.]hh:mm:ss[.fffffff]` */
const timespanToString: Conversion = (value) =>
  // The least number of 64 bits has no opposite.
  bindValue(sql`${value}::HUGEINT`, (ticks) => {
    const part = (unit: bigint, modulus: bigint): Sql =>
      sql`lpad((abs(${ticks}) // ${integerLiteral(unit)} % ${integerLiteral(modulus)})::VARCHAR, 2, '0')`;
    const fraction = sql`abs(${ticks}) % ${integerLiteral(ticksPerSecond)}`;
    return sql`coalesce((CASE WHEN ${ticks} < 0 THEN '-' ELSE '' END)
      || (CASE WHEN abs(${ticks}) >= ${integerLiteral(ticksPerDay)}
        THEN (abs(${ticks}) // ${integerLiteral(ticksPerDay)})::VARCHAR || '.' ELSE '' END)
      || ${part(ticksPerHour, 24n)} || ':' || ${part(ticksPerMinute, 60n)} || ':' || ${part(ticksPerSecond, 60n)}
      || (CASE WHEN ${fraction} <> 0 THEN '.' || lpad((${fraction})::VARCHAR, 7, '0') ELSE '' END), '')`;
  });

const plainText: Conversion = (value) => sql`coalesce(${value}::VARCHAR, '')`;

/** A real has one text alone with up to 15 digits; longer ones, and those with an exponent, Kusto writes in another way than DuckDB. */
const realToString: Conversion = (value) =>
  bindValue(value, (real) =>
    bindValue(
      plainText(real),
      (text) => sql`CASE WHEN isnan(${real}) THEN 'NaN'
        WHEN length(${text}) > 16 OR contains(${text}, 'e') THEN ${computedSql('real_text', [text])} ELSE ${text} END`,
    ),
  );

/** A JSON string gives its characters; anything else its JSON. */
const dynamicToString: Conversion = (value) => sql`coalesce(${value} ->> '$', '')`;

/** A dynamic value is read as what it holds: a number, a bool, or a string that is parsed. */
function fromDynamic(number: (value: Sql) => Sql, text: Conversion, truth: (value: Sql) => Sql): Conversion {
  return (value) =>
    bindValue(
      value,
      (json) => sql`CASE json_type(${json})
        WHEN 'VARCHAR' THEN ${text(dynamicToString(json))}
        WHEN 'BOOLEAN' THEN ${truth(sql`(${json} ->> '$') = 'true'`)}
        WHEN 'UBIGINT' THEN ${number(json)} WHEN 'BIGINT' THEN ${number(json)}
        WHEN 'HUGEINT' THEN ${number(json)} WHEN 'DOUBLE' THEN ${number(json)} END`,
    );
}

const jsonToLong: Conversion = (json) =>
  sql`coalesce(TRY_CAST(${json} ->> '$' AS BIGINT), ${realToLong(sql`TRY_CAST(${json} ->> '$' AS DOUBLE)`)})`;

const dynamicToLong = fromDynamic(
  // DuckDB rounds a text like 1.9 when it casts it to a whole number.
  (json) => sql`CASE WHEN json_type(${json}) = 'DOUBLE'
    THEN ${realToLong(sql`TRY_CAST(${json} ->> '$' AS DOUBLE)`)} ELSE ${jsonToLong(json)} END`,
  stringToLong,
  (value) => sql`(${value})::BIGINT`,
);

/** `NaN` and the infinities have no JSON: they are strings, as Kusto has them. */
const realToDynamic: Conversion = (value) =>
  bindValue(
    value,
    (real) => sql`CASE WHEN isfinite(${real}) THEN to_json(${real})
      WHEN isnan(${real}) THEN '"NaN"'::JSON WHEN ${real} > 0 THEN '"Infinity"'::JSON
      WHEN ${real} < 0 THEN '"-Infinity"'::JSON END`,
  );

const toJson: Conversion = (value) => sql`to_json(${value})`;

const castToDecimal: Conversion = (value) => sql`TRY_CAST(${value} AS ${sqlTypes.decimal})`;

/** By its shortest text, as a query would write it. */
const realToDecimal: Conversion = (value) => castToDecimal(sql`${value}::VARCHAR`);

/** How a value of one type (inner key) becomes one of another (outer key). */
const conversions: Readonly<Record<KustoType, Partial<Record<KustoType, Conversion>>>> = {
  bool: {
    int: isNotZero,
    long: isNotZero,
    real: isNotZero,
    decimal: isNotZero,
    string: stringToBool,
    dynamic: fromDynamic(
      (json) => sql`(TRY_CAST(${json} ->> '$' AS DOUBLE) <> 0)`,
      stringToBool,
      (value) => value,
    ),
  },
  int: {
    bool: boolNumber,
    long: longToInt,
    real: realToInt,
    decimal: (value) => longToInt(decimalToLong(value)),
    timespan: longToInt,
    datetime: longToInt,
    string: stringToInt,
    dynamic: (value) => longToInt(dynamicToLong(value)),
  },
  long: {
    bool: (value) => sql`${value}::BIGINT`,
    int: (value) => sql`${value}::BIGINT`,
    real: realToLong,
    decimal: decimalToLong,
    string: stringToLong,
    datetime: same,
    timespan: same,
    dynamic: dynamicToLong,
  },
  real: {
    bool: (value) => sql`${value}::INTEGER::DOUBLE`,
    int: (value) => sql`${value}::DOUBLE`,
    long: (value) => sql`${value}::DOUBLE`,
    decimal: decimalToReal,
    string: stringToReal,
    timespan: (value) => sql`${value}::DOUBLE`,
    datetime: (value) => sql`${value}::DOUBLE`,
    dynamic: fromDynamic(
      (json) => sql`TRY_CAST(${json} ->> '$' AS DOUBLE)`,
      stringToReal,
      (value) => sql`(${value})::INTEGER::DOUBLE`,
    ),
  },
  decimal: {
    bool: (value) => castToDecimal(sql`${value}::INTEGER`),
    int: castToDecimal,
    long: castToDecimal,
    real: realToDecimal,
    string: castToDecimal,
    dynamic: (value) => castToDecimal(dynamicToString(value)),
  },
  string: {
    bool: (value) => sql`CASE ${value} WHEN TRUE THEN 'True' WHEN FALSE THEN 'False' ELSE '' END`,
    int: plainText,
    long: plainText,
    real: realToString,
    // A whole number of 128 bits has no point.
    decimal: (value) => sql`regexp_replace(regexp_replace(${plainText(value)}, '(\\.[0-9]*?)0+$', '\\1'), '\\.$', '')`,
    guid: plainText,
    datetime: datetimeToString,
    timespan: timespanToString,
    dynamic: dynamicToString,
  },
  guid: {
    string: (value) => sql`TRY_CAST(${value} AS UUID)`,
    dynamic: (value) => sql`TRY_CAST(${dynamicToString(value)} AS UUID)`,
  },
  datetime: {
    int: (value) => datetimeInRange(sql`${value}::BIGINT`),
    long: datetimeInRange,
    string: stringToDatetime,
    dynamic: (value) => stringToDatetime(dynamicToString(value)),
  },
  timespan: {
    int: (value) => sql`${value}::BIGINT`,
    long: same,
    real: (value) => sql`TRY_CAST(${value} * ${integerLiteral(ticksPerDay)} AS BIGINT)`,
    string: stringToTimespan,
    dynamic: (value) => stringToTimespan(dynamicToString(value)),
  },
  dynamic: {
    bool: toJson,
    int: toJson,
    long: toJson,
    real: realToDynamic,
    decimal: (value) => realToDynamic(decimalToReal(value)),
    string: toJson,
    guid: (value) => toJson(sql`${value}::VARCHAR`),
    datetime: (value) => toJson(sql`nullif(${datetimeToString(value)}, '')`),
    timespan: (value) => toJson(sql`nullif(${timespanToString(value)}, '')`),
  },
};

/** A value as another type. What cannot be that type is null; what no rule of Kusto turns into it is null too. */
export function convert(value: Sql, from: KustoType, to: KustoType): Sql {
  if (from === to) {
    return value;
  }
  return conversions[to][from]?.(value) ?? sql`NULL::${sqlTypes[to]}`;
}
