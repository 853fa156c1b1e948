import type { ContentWindow } from '../../core/api/contentWindow';
import type { ContentStatus } from '../archive/archiveStatus';
import { countOf, timeText } from './words';

/**
 * In a few words, how far what a report says can be trusted: what the archive has, and what is missing.
 *
 * @param content as of the report's time range
 * @param isCollected whether any of it was collected, also outside of the time range
 */
export function coverageSentence(content: readonly ContentStatus[], isCollected: boolean): string {
  const total = content.reduce((sum, { records }) => sum + records, 0);
  const listed = content.flatMap((status) => status.listed);
  if (total === 0 && listed.length === 0) {
    return 'The archive is empty: an empty result says nothing.';
  }
  const has = `The archive has ${countOf(total, 'record')} of ${countOf(content.length, 'content type')}`;
  if (listed.length === 0 && isCollected) {
    return `${has}, none of them collected in the time range: an empty result says nothing.`;
  }
  if (listed.length === 0) {
    return `${has}, all of them imported from files: nobody can say whether something is missing.`;
  }
  const start = Math.min(...listed.map((range) => range.start));
  const end = Math.max(...listed.map((range) => range.end));
  return `${has}, collected from ${timeText(start)} to ${timeText(end)}. ${missing(content)}`;
}

function missing(content: readonly ContentStatus[]): string {
  const sentences = [
    ...of(content, ({ fetchable }) => fetchable, 'Not fetched yet, and can still be'),
    ...of(content, ({ lost }) => lost, 'Lost for good'),
  ];
  return sentences.length === 0 ? 'Nothing of it is missing.' : sentences.join(' ');
}

function of(
  content: readonly ContentStatus[],
  windowsOf: (status: ContentStatus) => readonly ContentWindow[],
  lead: string,
): readonly string[] {
  const parts = content.flatMap((status) => {
    const windows = windowsOf(status);
    const [first] = windows;
    const last = windows.at(-1);
    return first === undefined || last === undefined
      ? []
      : [
          `${status.contentType} (${countOf(windows.length, 'range')}, ${timeText(first.start)} to ${timeText(last.end)})`,
        ];
  });
  return parts.length === 0 ? [] : [`${lead}: ${parts.join(', ')}.`];
}
