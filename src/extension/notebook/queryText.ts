import { contentTypeTables, type ContentType } from '../../core/api/contentType';
import { formatApiTime, type ContentWindow } from '../../core/api/contentWindow';

/** Rows that a query of the tree shows at first; the user edits the query for more. */
const firstRows = 100;

/** The records of one blob. */
export function blobQuery(contentType: ContentType, contentId: string): string {
  return [
    contentTypeTables[contentType],
    `| where ContentId == ${stringLiteral(contentId)}`,
    `| take ${firstRows}`,
  ].join('\n');
}

/** The records of the blobs that became available in a window; its end is exclusive, so `between` would not do. */
export function windowQuery(contentType: ContentType, { start, end }: ContentWindow): string {
  return [
    contentTypeTables[contentType],
    `| where ContentCreated >= ${datetimeLiteral(start)}`,
    `| where ContentCreated < ${datetimeLiteral(end)}`,
    `| take ${firstRows}`,
  ].join('\n');
}

function stringLiteral(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

function datetimeLiteral(instant: number): string {
  return `datetime(${formatApiTime(instant)})`;
}
