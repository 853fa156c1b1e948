import { contentTypeTables, type ContentType } from '../../../core/api/contentType';
import { formatApiTime, type ContentWindow } from '../../../core/api/contentWindow';

/** How a query of the tree ends: the newest records, and first what people look for first. The user edits it for more. */
const newestRecords = [
  '| top 100 by CreationTime desc',
  '| project-reorder CreationTime, Operation, UserId, ClientIP, Workload',
];

/** The records of one blob. */
export function blobQuery(contentType: ContentType, contentId: string): string {
  return [contentTypeTables[contentType], `| where ContentId == ${stringLiteral(contentId)}`, ...newestRecords].join(
    '\n',
  );
}

/** The records of the blobs that became available in a window; its end is exclusive, so `between` would not do. */
export function windowQuery(contentType: ContentType, { start, end }: ContentWindow): string {
  return [
    contentTypeTables[contentType],
    `| where ContentCreated >= ${datetimeLiteral(start)}`,
    `| where ContentCreated < ${datetimeLiteral(end)}`,
    ...newestRecords,
  ].join('\n');
}

/** A KQL string in double quotes has the escapes of a JSON string. */
export function stringLiteral(text: string): string {
  return JSON.stringify(text);
}

export function datetimeLiteral(instant: number): string {
  return `datetime(${formatApiTime(instant)})`;
}
