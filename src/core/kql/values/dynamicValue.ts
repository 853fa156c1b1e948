import type { CellValue } from '../../protocol/queryProtocol';

/** Sixteen digits in a row: below that a double holds every whole number. */
const manyDigits = /\d{16}/;

const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** A dynamic value of its JSON. A whole number that JavaScript cannot hold is text, so that it keeps its digits. */
export function dynamicValue(json: string): CellValue {
  const exact = manyDigits.test(json)
    ? json.replaceAll(stringOrNumber, (token) =>
        /^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
      )
    : json;
  return JSON.parse(exact) as CellValue;
}
