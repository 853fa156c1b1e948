/** A dynamic value. A number is a double; one that JSON has no form for is written as Kusto writes it, a string. */
export type Json = null | boolean | number | string | readonly Json[] | JsonBag;

export interface JsonBag {
  readonly [name: string]: Json;
}

export function isBag(value: Json | undefined): value is JsonBag {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Sixteen digits in a row: below that a double holds every whole number. */
const manyDigits = /\d{16}/;

const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** JSON whose whole numbers that a double cannot hold are strings, after a mark. */
export function quoteBigNumbers(json: string, mark = ''): string {
  return manyDigits.test(json)
    ? json.replaceAll(stringOrNumber, (token) =>
        /^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${mark}${token}"` : token,
      )
    : json;
}

/** A character for private use: it marks a string that is a number with all its digits. */
const numberMark = '\uE0F6';

const markedNumber = new RegExp(`"${numberMark}([-+.\\deE]+)"`, 'g');

/** The value of a JSON text. A number that a double cannot hold is carried along, as a string that `jsonText` knows. */
export function parsedJson(text: string): Json {
  return JSON.parse(quoteBigNumbers(text, numberMark)) as Json;
}

/** Reals whose text may be another than JavaScript's: it has no `.0`, and an exponent of its own. */
const wholeReal = /\d(?:\.0|[eE])/;

/** The value of a JSON text that is carried along and not computed with: `1.0` stays a real, in the digits that it has. */
export function carriedJson(text: string): Json {
  return wholeReal.test(text)
    ? (JSON.parse(
        text.replaceAll(stringOrNumber, (token) => (/^[-\d]/.test(token) ? `"${numberMark}${token}"` : token)),
      ) as Json)
    : parsedJson(text);
}

export function jsonText(value: Json): string {
  const text = JSON.stringify(value, (_name, part: Json) =>
    typeof part === 'number' && !Number.isFinite(part) ? String(part) : part,
  );
  return text.includes(numberMark) ? text.replaceAll(markedNumber, '$1') : text;
}

/** Whether a value is carried along as a number, and if so, as a real. */
export function carriedNumber(value: Json): 'long' | 'double' | undefined {
  return typeof value === 'string' && value.startsWith(numberMark)
    ? /^-?\d+$/.test(value.slice(1))
      ? 'long'
      : 'double'
    : undefined;
}

/** The JSON of a value as results have it: a number that a double cannot hold is a string. */
export function cellJson(value: Json): string {
  return JSON.stringify(value).replaceAll(numberMark, '');
}

/** The numbers of an array; NaN for what is none. Undefined for what is no array. */
export function numbersOf(value: Json | undefined): number[] | undefined {
  return isArray(value) ? value.map(numberOf) : undefined;
}

function numberOf(value: Json): number {
  if (typeof value === 'number') {
    return value;
  }
  const text = typeof value === 'string' ? value.replace(numberMark, '').trim() : '';
  return text === '' ? NaN : Number(text);
}
