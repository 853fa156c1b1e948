import type { ContentWindow } from '../../core/api/contentWindow';
import { formatApiTime } from '../../core/api/contentWindow';
import { escapeControls } from '../../core/notebook/cellText';
import { formatTextTable } from '../../core/notebook/textTable';
import { counted } from '../../core/text/counted';
import type { ContentStatus } from '../../engine/archive/archiveStatus';

/** One JSON object; times as the API writes them. */
export function statusJson(content: readonly ContentStatus[]): string {
  const times = (windows: readonly ContentWindow[]): readonly object[] =>
    windows.map(({ start, end }) => ({ start: formatApiTime(start), end: formatApiTime(end) }));
  const output = content.map((status) => ({
    ...status,
    listed: times(status.listed),
    gaps: times(status.gaps),
    fetchable: times(status.fetchable),
    lost: times(status.lost),
    unacknowledged: times(status.unacknowledged),
    lastListed: status.lastListed === undefined ? null : formatApiTime(status.lastListed),
    settledUntil: status.settledUntil === undefined ? null : formatApiTime(status.settledUntil),
  }));
  return `${JSON.stringify({ content: output })}\n`;
}

const columns = (
  [
    'Tenant',
    'Content type',
    'Records',
    'Duplicates',
    'Unreadable',
    'Archived',
    'Empty',
    'Listed',
    'Failed',
    'Lost',
    'From',
    'To',
    'Settled until',
    'Last listed',
  ] as const
).map((name) => ({ name, type: 'string' as const }));

/** A table of counts, and below it what is missing: what can still be fetched, what is lost, and why blobs failed. */
export function statusText(content: readonly ContentStatus[]): string {
  if (content.length === 0) {
    return 'The archive has nothing of what was asked for.\n';
  }
  const rows = content.map((status) => [
    status.tenantId,
    status.contentType,
    status.records,
    status.duplicates,
    status.unreadable,
    status.blobs.archived,
    status.emptyBlobs,
    status.blobs.listed,
    status.blobs.failed,
    status.blobs.lost,
    timeText(status.listed.at(0)?.start),
    timeText(status.listed.at(-1)?.end),
    timeText(status.settledUntil),
    timeText(status.lastListed),
  ]);
  const sections = [
    formatTextTable(columns, rows, { maxRows: rows.length, maxWidth: 200 }),
    ...windowSection('Can still be fetched', content, ({ fetchable }) => fetchable),
    ...windowSection('Lost', content, ({ unacknowledged }) => unacknowledged),
    ...windowSection('Lost, and acknowledged', content, acknowledged),
    ...reasonSection(content),
    ...leftOutSection(content),
    ...verdict(content),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** Of what was only imported nobody can say whether it is all there is. */
function verdict(content: readonly ContentStatus[]): readonly string[] {
  const unlisted = content.filter(({ listed }) => listed.length === 0);
  return [
    ...(content.some(isIncomplete) || unlisted.length === content.length ? [] : [nothingMissing(content)]),
    ...(unlisted.length === 0
      ? []
      : [
          [
            'Never synced, so nobody can say whether anything is missing:',
            ...unlisted.map((status) => `  ${subject(status)}`),
          ].join('\n'),
        ]),
  ];
}

function nothingMissing(content: readonly ContentStatus[]): string {
  const isKnown = content.some(({ lost }) => lost.length > 0);
  return `Nothing${isKnown ? ' else' : ''} is missing.`;
}

function acknowledged({ lost, unacknowledged }: ContentStatus): readonly ContentWindow[] {
  return lost.filter((window) => !unacknowledged.includes(window));
}

function windowSection(
  title: string,
  content: readonly ContentStatus[],
  windowsOf: (status: ContentStatus) => readonly ContentWindow[],
): readonly string[] {
  const lines = content.flatMap((status) =>
    windowsOf(status).map(({ start, end }) => `  ${subject(status)}  ${timeText(start)}/${timeText(end)}`),
  );
  return lines.length === 0 ? [] : [[`${title}:`, ...lines].join('\n')];
}

function reasonSection(content: readonly ContentStatus[]): readonly string[] {
  const lines = content.flatMap((status) =>
    status.reasons.map(({ reason, blobs }) => `  ${subject(status)}  ${blobs} × ${escapeControls(reason)}`),
  );
  return lines.length === 0 ? [] : [['Why blobs failed or were lost:', ...lines].join('\n')];
}

function leftOutSection(content: readonly ContentStatus[]): readonly string[] {
  const lines = content
    .filter(({ leftOut }) => leftOut > 0)
    .map((status) => `  ${subject(status)}  ${counted(status.leftOut, 'record')}`);
  return lines.length === 0
    ? []
    : [['Came after records of their time were deleted, and were left out:', ...lines].join('\n')];
}

function subject({ tenantId, contentType }: ContentStatus): string {
  return `${escapeControls(tenantId)}  ${contentType}`;
}

function timeText(instant: number | undefined): string {
  return instant === undefined ? '' : formatApiTime(instant);
}

/** Whether something is missing that can be fetched, or that is lost and nobody has acknowledged. */
export function isIncomplete({ fetchable, unacknowledged }: ContentStatus): boolean {
  return fetchable.length + unacknowledged.length > 0;
}
