import { ValueSplitter } from '../../../core/text/valueSplitter';

/** Records as they were sent. */
export interface ParsedRecords {
  /** The JSON text of each record, exactly as sent. */
  readonly texts: readonly string[];
  /** The keys that occur in any of them. */
  readonly keys: ReadonlySet<string>;
}

/** An element of a blob that is no record. */
export interface UnreadableElement {
  /** Its place in the blob, from 1. */
  readonly element: number;
  readonly reason: string;
  /** As it was sent. */
  readonly bytes: Uint8Array;
}

/** What came in a blob. */
export interface ParsedBlob extends ParsedRecords {
  readonly unreadable: readonly UnreadableElement[];
}

/** What was sent is no array of records; the message says what it is. */
export class UnreadableRecordsError extends Error {
  override readonly name = 'UnreadableRecordsError';
}

/** It is no record; the message says why. */
export class UnreadableRecordError extends Error {
  override readonly name = 'UnreadableRecordError';
}

/** Bytes; what is longer is no record that a service sends, and would be a text that JavaScript has no room for. */
export const longestRecord = 128 * 1024 * 1024;

const byteOrderMark = Uint8Array.of(0xef, 0xbb, 0xbf);
const openBracket = 0x5b;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads the body of a blob: a JSON array of objects, in UTF-8. It is taken apart before it is read, so that an element that is no
 * record spoils no other, and that neither its size nor its depth is one too many.
 *
 * @throws UnreadableRecordsError if it is no array, or not all of one
 */
export function parseRecords(body: Uint8Array): ParsedBlob {
  const json = Buffer.compare(body.subarray(0, 3), byteOrderMark) === 0 ? body.subarray(3) : body;
  if (firstByte(json) !== openBracket) {
    throw new UnreadableRecordsError('The content is no JSON array.');
  }
  const texts: string[] = [];
  const keys = new Set<string>();
  const unreadable: UnreadableElement[] = [];
  // However long an element is: all of it is in memory already, and is to be kept.
  const splitter = new ValueSplitter(Infinity);
  for (const value of splitter.split(json)) {
    try {
      const { text, object } = readObject(value.text);
      texts.push(text);
      Object.keys(object).forEach((key) => keys.add(key));
    } catch (error) {
      if (!(error instanceof UnreadableRecordError)) {
        throw error;
      }
      unreadable.push({ element: value.element, reason: error.message, bytes: value.text });
    }
  }
  const [cut] = splitter.end();
  if (cut !== undefined) {
    throw new UnreadableRecordsError('The content is no JSON, or not all of it.', { cause: cut.problem });
  }
  return { texts, keys, unreadable };
}

/**
 * Reads a record.
 *
 * @param json its JSON text in UTF-8, and white space around it
 * @throws UnreadableRecordError if it is no JSON object
 */
export function readObject(json: Uint8Array): { readonly text: string; readonly object: JsonObject } {
  if (json.length > longestRecord) {
    throw new UnreadableRecordError(`It has ${json.length} bytes, too many for a record.`);
  }
  const text = trimSpace(decode(json));
  const object = parse(text);
  if (!isObject(object)) {
    throw new UnreadableRecordError('It is no JSON object.');
  }
  return { text, object };
}

type JsonObject = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function firstByte(json: Uint8Array): number | undefined {
  return json.find((byte) => byte !== 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d);
}

/** Takes away the white space of JSON around a value, and no other. */
function trimSpace(text: string): string {
  return isSpace(text.at(0)) || isSpace(text.at(-1)) ? text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '') : text;
}

function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\r' || character === '\n';
}

function decode(json: Uint8Array): string {
  try {
    return utf8.decode(json);
  } catch (error) {
    throw new UnreadableRecordError('It is no UTF-8 text.', { cause: error });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UnreadableRecordError('It is no JSON, or not all of it.', { cause: error });
  }
}
