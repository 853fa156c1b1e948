import { createHash } from 'node:crypto';
import type { ContentType } from '../../core/api/contentType';

/** What a content id is made of. Clients must take it as opaque. */
export interface ContentIdParts {
  readonly contentType: ContentType;
  readonly created: number;
  /** Tells blobs apart that became available in the same millisecond; 0 to 99. */
  readonly index: number;
  /** What the blob holds: a blob with other records gets another id. */
  readonly content: string;
}

const pattern = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{3})\d{6}\$\d{23}\$[a-z_]+\$[A-Za-z_]+\$emea\d{4}$/;

/**
 * In the style of ids that have been seen: `{time and number}${the same}$audit_sharepoint$Audit_SharePoint$emea0036`. Ids of one
 * content type sort in the order in which the blobs became available.
 */
export function formatContentId({ contentType, created, index, content }: ContentIdParts): string {
  const digits = createHash('sha256').update(content).digest().readUInt32LE(0).toString().padStart(10, '0');
  const time = new Date(created).toISOString().replace(/\D/g, '');
  const sequence = `${time}${String(index).padStart(2, '0')}${digits.slice(-4)}`;
  const tag = contentType.replace('.', '_');
  return [sequence, sequence, tag.toLowerCase(), tag, `emea${digits.slice(-8, -4)}`].join('$');
}

/** When the blob became available, in milliseconds since the epoch; undefined for what is no content id. */
export function parseContentId(contentId: string): number | undefined {
  if (!pattern.test(contentId)) {
    return undefined;
  }
  const created = Date.parse(contentId.replace(pattern, '$1-$2-$3T$4:$5:$6.$7Z'));
  return Number.isNaN(created) ? undefined : created;
}
