import type { ContentType } from '../../core/api/contentType';
import { contentTypeOf } from '../../core/api/contentType';
import { isObject } from '../archive/parseRecords';

/** A record that stands alone: where it belongs follows from itself. */
export interface ReadRecord {
  /** GUID, in lower case. */
  readonly tenantId: string;
  readonly contentType: ContentType;
  /** The JSON text of the record, as it stands in the line. */
  readonly text: string;
  readonly keys: readonly string[];
}

/** The line is no record; the message says why. */
export class UnreadableLineError extends Error {
  override readonly name = 'UnreadableLineError';
}

/** A GUID has 36 characters. Each may become nine in the name of a folder, which has 255 at most on most drives. */
const longestTenantId = 36;

/** The white space of JSON, around a value. */
const surroundingSpace = /^[ \t\r\n]+|[ \t\r\n]+$/g;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a line of NDJSON.
 *
 * @returns undefined for an empty line
 * @throws UnreadableLineError if it is no audit record
 */
export function readRecordLine(line: Uint8Array): ReadRecord | undefined {
  const text = decode(line).replace(surroundingSpace, '');
  if (text === '') {
    return undefined;
  }
  const record = parse(text);
  if (!isObject(record)) {
    throw new UnreadableLineError('The line is no JSON object.');
  }
  const tenantId = record.OrganizationId;
  if (typeof tenantId !== 'string' || tenantId === '') {
    throw new UnreadableLineError('The record has no OrganizationId, so it is of no tenant.');
  }
  if (tenantId.length > longestTenantId) {
    throw new UnreadableLineError('The OrganizationId of the record is too long to be an id.');
  }
  return { tenantId: tenantId.toLowerCase(), contentType: contentTypeOf(record), text, keys: Object.keys(record) };
}

function decode(line: Uint8Array): string {
  try {
    return utf8.decode(line);
  } catch (error) {
    throw new UnreadableLineError('The line is no UTF-8 text.', { cause: error });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UnreadableLineError('The line is no JSON, or not all of it.', { cause: error });
  }
}
