import {
  cellNumber,
  exactDigits,
  exactNumber,
  largeWhole,
  readExactJson,
  withExactNumbers,
} from '../values/exactNumbers';
import { realText } from '../values/realText';

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

/** The value of a JSON text to be computed with. A whole number that a double cannot hold is a text that `jsonText` knows. */
export function parsedJson(text: string): Json {
  return readExactJson(text, largeWhole);
}

/** The value of a JSON text that is carried along and not computed with: `1.0` stays a real, in the digits that it has. */
export const carriedJson: (text: string) => Json = readExactJson;

/** The JSON text of a value, with whole numbers as exact as they were read; NaN and the infinities are strings. */
export function jsonText(value: Json): string {
  return withExactNumbers(
    JSON.stringify(value, (_name, part: Json) =>
      typeof part === 'number' && !Number.isFinite(part) ? String(part) : part,
    ),
  );
}

/** A value whose numbers are reals: a whole one is `1.0`, and stays so. */
export function reals(value: Json): Json {
  if (typeof value === 'object' && value !== null) {
    return isArray(value)
      ? value.map(reals)
      : Object.fromEntries(Object.entries(value).map(([name, member]) => [name, reals(member)]));
  }
  return typeof value === 'number' && Number.isInteger(value) ? exactNumber(realText(String(value))) : value;
}

/** A number that is a long, among `reals`. */
export function whole(value: number): Json {
  return exactNumber(String(value));
}

/** Whether a value is carried along as a number, and if so, as a real. */
export function carriedNumber(value: Json): 'long' | 'double' | undefined {
  const digits = exactDigits(value);
  return digits === undefined ? undefined : /^-?\d+$/.test(digits) ? 'long' : 'double';
}

/** The numbers of an array; NaN for what is none. Undefined for what is no array. */
export function numbersOf(value: Json | undefined): number[] | undefined {
  return isArray(value) ? value.map(numberOf) : undefined;
}

function numberOf(value: Json): number {
  const text = typeof value === 'string' ? value.trim() : '';
  return cellNumber(value) ?? (text === '' ? NaN : Number(text));
}
