import type { ContentType } from '../../core/api/contentType';
import { hourMs, type ContentWindow } from '../../core/api/contentWindow';
import { datetimeLiteral, stringLiteral } from '../notebook/running/queryText';

/** Hours of a range that were never listed since the archive began or can still be, and those with blobs that are not archived; of all content types, or of one. */
export function missingQuery(range: ContentWindow, contentType?: ContentType): string {
  const start = Math.floor(range.start / hourMs) * hourMs;
  const [first, last, end] = [start, range.end - 1, range.end].map(datetimeLiteral);
  const ofType = contentType === undefined ? [] : [`    | where ContentType == ${stringLiteral(contentType)}`];
  return [
    'let Listed = ContentWindows',
    '    | mv-expand Hour = range(bin(StartTime, 1h), EndTime - 1s, 1h) to typeof(datetime)',
    '    | distinct ContentType, Hour;',
    'let Unlisted = ContentWindows',
    ...ofType,
    '    | summarize Since = min(StartTime) by ContentType',
    `    | extend Hour = range(${first}, ${last}, 1h)`,
    '    | mv-expand Hour to typeof(datetime)',
    '    | where Hour < now() and (Hour >= Since or Hour > ago(7d))',
    '    | join kind=leftanti Listed on ContentType, Hour',
    '    | project ContentType, Hour, Missing = "never listed", Blobs = long(0);',
    'let Unfetched = ContentBlobs',
    ...ofType,
    `    | where ContentCreated >= ${first}`,
    `    | where ContentCreated < ${end}`,
    '    | where State != "archived"',
    '    | summarize Blobs = count() by ContentType, Hour = bin(ContentCreated, 1h), Missing = State',
    '    | project ContentType, Hour, Missing, Blobs;',
    'union Unlisted, Unfetched',
    '| extend CanBeFetched = Missing != "lost" and Hour > ago(7d)',
    '| sort by Hour asc, ContentType asc, Missing asc',
  ].join('\n');
}

/** The blobs of a stretch of one content type, as the archive knows them. */
export function blobsQuery(contentType: ContentType, { start, end }: ContentWindow): string {
  return [
    'ContentBlobs',
    `| where ContentType == ${stringLiteral(contentType)}`,
    `| where ContentCreated >= ${datetimeLiteral(start)}`,
    `| where ContentCreated < ${datetimeLiteral(end)}`,
    '| project ContentCreated, State, Records, Duplicates, Reason, ContentId',
    '| sort by ContentCreated asc',
  ].join('\n');
}
