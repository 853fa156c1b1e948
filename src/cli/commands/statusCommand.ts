import type { Command } from 'commander';
import { Option } from 'commander';
import type { CommandContext } from '../commandContext';
import { isIncomplete, statusJson, statusText } from '../output/statusFormats';
import { writeText } from '../output/writeText';
import { addStatusOptions, readStatusOptions, type ContentOptions } from '../statusOptions';
import { withExistingArchive } from '../withArchive';

interface StatusCommandOptions extends ContentOptions {
  readonly archive: string;
  readonly format: 'table' | 'json';
  readonly check?: true;
}

export function addStatusCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('status')
    .description('Show how complete the archive is: windows, blobs, records, what is missing.')
    .requiredOption('--archive <folder>', 'folder of the archive');
  addStatusOptions(command)
    .option(
      '--check',
      'exit with 1 if something is missing: what can still be fetched, or what is lost and not acknowledged',
    )
    .addOption(new Option('--format <format>', 'how to write it').choices(['table', 'json']).default('table'))
    .action((options: StatusCommandOptions) => runStatus(options, context));
}

async function runStatus(options: StatusCommandOptions, context: CommandContext): Promise<void> {
  const { archive: folder, format, check } = options;
  const statusOptions = readStatusOptions(options);
  const content = await withExistingArchive(folder, (archive) => archive.status(statusOptions));
  await writeText(context.stdout, [format === 'json' ? statusJson(content) : statusText(content)], context.signal);
  // Of what is not there at all, perhaps because a name is mistyped, nobody can say that it is complete.
  if (check === true && (content.length === 0 || content.some(isIncomplete))) {
    context.reportFailure();
  }
}
