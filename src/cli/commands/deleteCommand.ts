import type { Command } from 'commander';
import { counted } from '../../core/text/counted';
import type { CommandContext } from '../commandContext';
import { confirmDeletion } from '../confirmDeletion';
import { parseGuid } from '../optionParsers';
import { Progress } from '../output/progress';
import type { SelectionOptions } from '../selectionOptions';
import { addSelectionOptions, readSelection } from '../selectionOptions';
import { withExistingArchive } from '../withArchive';

interface DeleteOptions extends SelectionOptions {
  readonly archive: string;
  readonly tenant: string;
  readonly yes?: true;
}

export function addDeleteCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('delete')
    .description(
      'Delete records of a tenant for good. What the service sends of them later is left out; an import brings it back.',
    )
    .requiredOption('--archive <folder>', 'folder of the archive')
    .requiredOption('--tenant <guid>', 'the tenant; without more, all that is kept of it goes', parseGuid);
  addSelectionOptions(command)
    .option('--yes', 'delete without being asked')
    .action(async (options: DeleteOptions) => {
      const { measureSelection } = await import('../../engine/data/measureSelection');
      const { deleteRecords } = await import('../../engine/data/deleteRecords');
      const { tenant: tenantId, yes: isAgreed = false } = options;
      const selection = readSelection(options);
      const { signal, stderr } = context;
      await withExistingArchive(options.archive, async (archive) => {
        const size = await measureSelection(archive, { tenantId, selection }, signal);
        if (await confirmDeletion(size, isAgreed, context)) {
          const { records } = await deleteRecords(archive, tenantId, selection, signal);
          new Progress(stderr).tell(`Deleted ${counted(records, 'record')}.`);
        }
      });
    });
}
