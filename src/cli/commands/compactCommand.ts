import type { Command } from 'commander';
import { counted } from '../../core/text/counted';
import type { CompactionSummary } from '../../engine/archive/compaction/compaction';
import type { CommandContext } from '../commandContext';
import { Progress } from '../output/progress';
import { writeText } from '../output/writeText';
import { withExistingArchive } from '../withArchive';

const megabyte = 1e6;

export function addCompactCommand(program: Command, context: CommandContext): void {
  program
    .command('compact')
    .description('Make the many small files of a day few: queries read them faster, and they take less room.')
    .requiredOption('--archive <folder>', 'folder of the archive')
    .action(async ({ archive: folder }: { readonly archive: string }) => {
      const { signal, stdout, stderr } = context;
      const progress = new Progress(stderr);
      const summary = await withExistingArchive(folder, (archive) =>
        archive.compact({
          signal,
          isThorough: true,
          onProgress: (done) => {
            progress.show(summaryText(done));
          },
        }),
      );
      await writeText(
        stdout,
        [summary.filesBefore === 0 ? 'There is nothing to compact.\n' : `${summaryText(summary)}\n`],
        signal,
      );
    });
}

function summaryText({ filesBefore, filesAfter, bytesBefore, bytesAfter, records }: CompactionSummary): string {
  const sizes = [bytesBefore, bytesAfter].map((bytes) => `${(bytes / megabyte).toFixed(1)} MB`);
  return `${counted(filesBefore, 'file')} became ${filesAfter}, ${sizes.join(' became ')}; ${counted(records, 'record')}`;
}
