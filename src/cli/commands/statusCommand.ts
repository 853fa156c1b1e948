import type { Command } from 'commander';
import { Option } from 'commander';
import type { ContentWindow } from '../../core/api/contentWindow';
import type { CommandContext } from '../commandContext';
import { parseTime } from '../optionParsers';
import { isIncomplete, statusJson, statusText } from '../output/statusFormats';
import { writeText } from '../output/writeText';
import { withExistingArchive } from '../withArchive';

interface StatusOptions {
  readonly archive: string;
  readonly format: 'table' | 'json';
  readonly since?: number;
  readonly until?: number;
  readonly check?: true;
}

export function addStatusCommand(program: Command, context: CommandContext): void {
  program
    .command('status')
    .description('Show how complete the archive is: windows, blobs, records, what is missing.')
    .requiredOption('--archive <folder>', 'folder of the archive')
    .option('--since <time>', 'from when content became available, in UTC; the oldest if absent', parseTime)
    .option('--until <time>', 'to when, in UTC; now if absent', parseTime)
    .option('--check', 'exit with 1 if something is missing: what can still be fetched, or what is lost')
    .addOption(new Option('--format <format>', 'how to write it').choices(['table', 'json']).default('table'))
    .action((options: StatusOptions) => runStatus(options, context));
}

async function runStatus(options: StatusOptions, context: CommandContext): Promise<void> {
  const { archive: folder, format, since, until, check } = options;
  const now = Date.now();
  const range = statusRange(since, until, now);
  const content = await withExistingArchive(folder, (archive) => archive.status({ now, range }));
  await writeText(context.stdout, [format === 'json' ? statusJson(content) : statusText(content)], context.signal);
  if (check === true && content.some(isIncomplete)) {
    context.reportFailure();
  }
}

/** Undefined where all is asked for. */
function statusRange(since: number | undefined, until: number | undefined, now: number): ContentWindow | undefined {
  if (since === undefined && until === undefined) {
    return undefined;
  }
  const range = { start: since ?? 0, end: until ?? now };
  if (range.start >= range.end) {
    throw new RangeError('--since must be before --until, which is now if absent.');
  }
  return range;
}
