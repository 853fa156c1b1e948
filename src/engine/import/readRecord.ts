import type { ContentType } from '../../core/api/contentType';
import { contentTypeOf } from '../../core/api/contentType';
import { readObject, UnreadableRecordError } from '../archive/records/parseRecords';

/** A record that stands alone: where it belongs follows from itself. */
export interface ReadRecord {
  /** GUID, in lower case. */
  readonly tenantId: string;
  readonly contentType: ContentType;
  /** The JSON text of the record, exactly as it stands in the file. */
  readonly text: string;
  readonly keys: readonly string[];
}

/** A GUID has 36 characters. Each may become nine in the name of a folder, which has 255 at most on most drives. */
const longestTenantId = 36;

/**
 * Reads a record.
 *
 * @param json its JSON text in UTF-8, and white space around it
 * @throws UnreadableRecordError if it is no audit record
 */
export function readRecord(json: Uint8Array): ReadRecord {
  const { text, object } = readObject(json);
  const tenantId = object.OrganizationId;
  if (typeof tenantId !== 'string' || tenantId === '') {
    throw new UnreadableRecordError('The record has no OrganizationId, so it is of no tenant.');
  }
  if (tenantId.length > longestTenantId) {
    throw new UnreadableRecordError('The OrganizationId of the record is too long to be an id.');
  }
  return { tenantId: tenantId.toLowerCase(), contentType: contentTypeOf(object), text, keys: Object.keys(object) };
}
