/**
 * Numbers of JSON whose digits JavaScript would write otherwise: reals like `1.0` and `1e3`, and whole numbers that a double cannot hold.
 * They travel as texts after a mark, so that they keep their digits, and with them their kind.
 *
 * The mark is half of a pair of surrogates, which no text of DuckDB or of a file has alone, so that no text of a stranger can be taken
 * for a number. JSON writes it as an escape, which `readExactJson` lets no JSON bring in.
 */
import { realText } from './realText';
import type { CellValue } from '../../protocol/queryProtocol';

const mark = '\uDBFF';

/** The mark as `JSON.stringify` writes it. */
const writtenMark = String.raw`\udbff`;

const jsonNumber = String.raw`-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?`;

const markedText = new RegExp(`^${mark}(${jsonNumber})$`);

/** A marked number as a value of JSON: no name, and not inside of a string, where a quote has a backslash before it. */
const markedValue = new RegExp(String.raw`(?<!\\)"\\udbff(${jsonNumber})"(?!:)`, 'g');

/** A string of JSON that begins with the mark. Kusto has no halves of pairs either: it has U+FFFD in their place. */
const foreignMark = /"\\udbff(?!\\ud[c-f])/gi;

const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Finds every value that may be such a number, and in strings what looks like one: few texts have any, and this is quick. */
const unusualNumber = /(?:^|[:[,])\s*-?(?:[\d.]{16}|\d+\.(?:0{6}|\d*0(?!\d))|\d[\d.]*[eE])/;

/**
 * The value of a JSON text. Its reals have the digits that Kusto gives them.
 *
 * @param exactOf gives the digits of a number that is to have a mark; undefined for one that is a double
 * @throws SyntaxError where it is no JSON
 */
export function readExactJson(json: string, exactOf = unusualDigits): CellValue {
  const unmarked = json.replaceAll(foreignMark, String.raw`"\ufffd`);
  const text = unusualNumber.test(unmarked)
    ? unmarked.replaceAll(stringOrNumber, (token) => {
        const digits = token.startsWith('"') ? undefined : exactOf(token);
        return digits === undefined ? token : `"${exactNumber(digits)}"`;
      })
    : unmarked;
  return JSON.parse(text) as CellValue;
}

const wholeReal = /^-?(?:0|[1-9]\d{0,14})\.0$/;

function unusualDigits(number: string): string | undefined {
  if (/^-?\d+$/.test(number)) {
    return largeWhole(number);
  }
  // The most frequent ones are as Kusto writes them.
  const digits = wholeReal.test(number) ? number : realText(number);
  return digits === String(Number(number)) ? undefined : digits;
}

/** The digits of a whole number that a double cannot hold. */
export function largeWhole(number: string): string | undefined {
  return /^-?\d+$/.test(number) && !Number.isSafeInteger(Number(number)) ? number : undefined;
}

/** The JSON text of a value, with the digits that its numbers have. */
export function exactJson(value: CellValue, indent?: number): string {
  return withExactNumbers(JSON.stringify(value, undefined, indent));
}

/** JSON whose marked numbers are numbers. */
export function withExactNumbers(json: string): string {
  return json.includes(writtenMark) ? json.replaceAll(markedValue, '$1') : json;
}

/** A number as a text that `exactJson` writes as a number. */
export function exactNumber(digits: string): string {
  return `${mark}${digits}`;
}

/** The digits of a number that has a mark; undefined for any other value. */
export function exactDigits(value: CellValue): string | undefined {
  return typeof value === 'string' && value.startsWith(mark) ? markedText.exec(value)?.[1] : undefined;
}

/** The double that is nearest to a number; undefined for what is none. */
export function cellNumber(value: CellValue): number | undefined {
  const digits = typeof value === 'number' ? value : exactDigits(value);
  return digits === undefined ? undefined : Number(digits);
}

/** A value whose numbers are doubles, as charts draw them. */
export function withDoubles(value: CellValue): CellValue {
  if (typeof value !== 'object' || value === null) {
    return cellNumber(value) ?? value;
  }
  return isList(value)
    ? value.map(withDoubles)
    : Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withDoubles(member)]));
}

function isList(value: CellValue): value is readonly CellValue[] {
  return Array.isArray(value);
}
