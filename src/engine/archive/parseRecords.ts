import { elementTexts } from './elementTexts';

/** Records as they were sent. */
export interface ParsedRecords {
  /** The JSON text of each record, exactly as sent. */
  readonly texts: readonly string[];
  /** The keys that occur in any of them. */
  readonly keys: ReadonlySet<string>;
}

/** What was sent is no array of records; the message says what it is. */
export class UnreadableRecordsError extends Error {
  override readonly name = 'UnreadableRecordsError';
}

/**
 * Reads the body of a blob: a JSON array of objects, in UTF-8.
 *
 * @throws UnreadableRecordsError if it is anything else
 */
export function parseRecords(body: Uint8Array): ParsedRecords {
  const text = decode(body);
  const records = parse(text);
  if (!Array.isArray(records)) {
    throw new UnreadableRecordsError('The content is no JSON array.');
  }
  const keys = new Set<string>();
  for (const [index, record] of (records as readonly unknown[]).entries()) {
    if (!isObject(record)) {
      throw new UnreadableRecordsError(`Element ${index + 1} of the content is no JSON object.`);
    }
    Object.keys(record).forEach((key) => keys.add(key));
  }
  return { texts: elementTexts(text), keys };
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function decode(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch (error) {
    throw new UnreadableRecordsError('The content is no UTF-8 text.', { cause: error });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UnreadableRecordsError('The content is no JSON, or not all of it.', { cause: error });
  }
}
