import type { ContentType } from '../../core/api/contentType';
import { contentTypeOf } from '../../core/api/contentType';
import { isObject } from '../archive/parseRecords';

/** A record that stands alone: where it belongs follows from itself. */
export interface ReadRecord {
  /** GUID, in lower case. */
  readonly tenantId: string;
  readonly contentType: ContentType;
  /** The JSON text of the record, exactly as it stands in the file. */
  readonly text: string;
  readonly keys: readonly string[];
}

/** A row is no record; the message says why. */
export class UnreadableRowError extends Error {
  override readonly name = 'UnreadableRowError';
}

/** A GUID has 36 characters. Each may become nine in the name of a folder, which has 255 at most on most drives. */
const longestTenantId = 36;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads a record.
 *
 * @param json its JSON text in UTF-8, and white space around it
 * @throws UnreadableRowError if it is no audit record
 */
export function readRecord(json: Uint8Array): ReadRecord {
  const text = trimSpace(decode(json));
  const record = parse(text);
  if (!isObject(record)) {
    throw new UnreadableRowError('It is no JSON object.');
  }
  const tenantId = record.OrganizationId;
  if (typeof tenantId !== 'string' || tenantId === '') {
    throw new UnreadableRowError('The record has no OrganizationId, so it is of no tenant.');
  }
  if (tenantId.length > longestTenantId) {
    throw new UnreadableRowError('The OrganizationId of the record is too long to be an id.');
  }
  return { tenantId: tenantId.toLowerCase(), contentType: contentTypeOf(record), text, keys: Object.keys(record) };
}

/** Takes away the white space of JSON around a value, and no other. */
function trimSpace(text: string): string {
  return /^[ \t\r\n]|[ \t\r\n]$/.test(text) ? text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '') : text;
}

function decode(json: Uint8Array): string {
  try {
    return utf8.decode(json);
  } catch (error) {
    throw new UnreadableRowError('It is no UTF-8 text.', { cause: error });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UnreadableRowError('It is no JSON, or not all of it.', { cause: error });
  }
}
