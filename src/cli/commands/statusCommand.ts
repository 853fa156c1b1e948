import type { Command } from 'commander';
import { Option } from 'commander';
import type { ContentWindow } from '../../core/api/contentWindow';
import { formatApiTime } from '../../core/api/contentWindow';
import { formatTextTable } from '../../core/notebook/textTable';
import type { ContentStatus } from '../../engine/archive/archiveStatus';
import type { CommandContext } from '../commandContext';
import { writeText } from '../output/writeText';
import { withExistingArchive } from '../withArchive';

interface StatusOptions {
  readonly archive: string;
  readonly format: 'table' | 'json';
}

export function addStatusCommand(program: Command, context: CommandContext): void {
  program
    .command('status')
    .description('Show how complete the archive is: windows, blobs, records, gaps.')
    .requiredOption('--archive <folder>', 'folder of the archive')
    .addOption(new Option('--format <format>', 'how to write it').choices(['table', 'json']).default('table'))
    .action(async ({ archive: folder, format }: StatusOptions) => {
      const content = await withExistingArchive(folder, (archive) => archive.status());
      await writeText(context.stdout, [format === 'json' ? statusJson(content) : statusTable(content)], context.signal);
    });
}

function statusJson(content: readonly ContentStatus[]): string {
  const times = ({ start, end }: ContentWindow): object => ({ start: formatApiTime(start), end: formatApiTime(end) });
  const output = content.map((status) => ({
    ...status,
    listed: status.listed.map(times),
    gaps: status.gaps.map(times),
  }));
  return `${JSON.stringify({ content: output })}\n`;
}

const columns = (
  [
    'Tenant',
    'Content type',
    'Records',
    'Duplicates',
    'Archived',
    'Listed',
    'Failed',
    'Lost',
    'From',
    'To',
    'Gaps',
  ] as const
).map((name) => ({ name, type: 'string' as const }));

function statusTable(content: readonly ContentStatus[]): string {
  if (content.length === 0) {
    return 'The archive is empty.\n';
  }
  const rows = content.map(({ tenantId, contentType, records, duplicates, blobs, listed, gaps }) => {
    const [first, last] = [listed.at(0), listed.at(-1)];
    return [
      tenantId,
      contentType,
      records,
      duplicates,
      blobs.archived,
      blobs.listed,
      blobs.failed,
      blobs.lost,
      first === undefined ? '' : formatApiTime(first.start),
      last === undefined ? '' : formatApiTime(last.end),
      gaps.map(({ start, end }) => `${formatApiTime(start)}/${formatApiTime(end)}`).join(' '),
    ];
  });
  return `${formatTextTable(columns, rows, { maxRows: rows.length, maxWidth: 200 })}\n`;
}
