import type { Command } from 'commander';
import { importFile } from '../../engine/import/importFile';
import type { CommandContext } from '../commandContext';
import { errorMessage } from '../output/errorText';
import { Progress } from '../output/progress';
import { withArchive } from '../withArchive';

interface ImportOptions {
  readonly archive: string;
}

export function addImportCommand(program: Command, context: CommandContext): void {
  program
    .command('import')
    .description('Import files of audit records: NDJSON, one record a line; gzip too.')
    .requiredOption('--archive <folder>', 'folder of the archive; made if absent')
    .argument('<files...>', 'files to import')
    .action(async (files: readonly string[], options: ImportOptions) => {
      await withArchive(options.archive, async (archive) => {
        const progress = new Progress(context.stderr);
        for (const file of files) {
          try {
            const summary = await importFile(archive, file, {
              signal: context.signal,
              onProgress: (records) => {
                progress.show(`${file}: ${records} records`);
              },
            });
            const { records, added, duplicates, rejected, rejectedFile } = summary;
            const apart = rejectedFile === undefined ? '' : `; ${rejected} bad lines kept apart in ${rejectedFile}`;
            progress.tell(`${file}: ${records} records, ${added} added, ${duplicates} duplicates${apart}`);
          } catch (error) {
            context.signal.throwIfAborted();
            // The other files are as good as they were.
            progress.tell(errorMessage(error));
            context.reportFailure();
          }
        }
      });
    });
}
