import type { Command } from 'commander';
import { formatApiTime } from '../../core/api/contentWindow';
import type { CommandContext } from '../commandContext';
import { Progress } from '../output/progress';
import { addStatusOptions, readStatusOptions, type ContentOptions } from '../statusOptions';
import { withExistingArchive } from '../withArchive';

interface AcknowledgeOptions extends ContentOptions {
  readonly archive: string;
}

export function addAcknowledgeCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('acknowledge')
    .description(
      'Note what is lost as known. It stays lost and is still shown; "status --check" fails only for what is lost later.',
    )
    .requiredOption('--archive <folder>', 'folder of the archive');
  addStatusOptions(command).action((options: AcknowledgeOptions) => runAcknowledge(options, context));
}

async function runAcknowledge(options: AcknowledgeOptions, { stderr }: CommandContext): Promise<void> {
  const progress = new Progress(stderr);
  const statusOptions = readStatusOptions(options);
  await withExistingArchive(options.archive, async (archive) => {
    const before = await archive.status(statusOptions);
    await archive.acknowledgeLosses(statusOptions);
    const lines = before.flatMap(({ tenantId, contentType, unacknowledged }) =>
      unacknowledged.map(
        ({ start, end }) => `Acknowledged: ${tenantId}  ${contentType}  ${formatApiTime(start)}/${formatApiTime(end)}`,
      ),
    );
    for (const line of lines.length === 0 ? ['Nothing is lost that was not acknowledged.'] : lines) {
      progress.tell(line);
    }
  });
}
