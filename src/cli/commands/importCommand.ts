import type { Command } from 'commander';
import { EngineError } from '../../core/protocol/engineError';
import type { Archive } from '../../engine/archive/archive';
import { findFiles } from '../../engine/import/findFiles';
import type { ImportSummary } from '../../engine/import/importFile';
import { importFile, importStream } from '../../engine/import/importFile';
import { notRecordsCode } from '../../engine/import/readRows';
import type { CommandContext } from '../commandContext';
import { errorMessage } from '../output/errorText';
import { Progress } from '../output/progress';
import { withArchive } from '../withArchive';

interface ImportOptions {
  readonly archive: string;
}

const formats = 'NDJSON, JSON arrays, CSV with a column AuditData; gzip of each. The content decides, not the name.';

export function addImportCommand(program: Command, context: CommandContext): void {
  program
    .command('import')
    .description(`Import audit records: ${formats}`)
    .requiredOption('--archive <folder>', 'folder of the archive; made if absent')
    .argument('<places...>', 'files, folders with all that is in them, or - for standard input')
    .action(async (places: readonly string[], options: ImportOptions) => {
      await withArchive(options.archive, async (archive) => {
        const run = new ImportRun(archive, context);
        for (const place of places) {
          await run.tryStep(() => run.importPlace(place));
        }
        run.tellTotal();
      });
    });
}

/** One run of the command: what it read, and what it could not. */
class ImportRun {
  private readonly progress: Progress;
  private readonly summaries: ImportSummary[] = [];
  private skipped = 0;

  constructor(
    private readonly archive: Archive,
    private readonly context: CommandContext,
  ) {
    this.progress = new Progress(context.stderr);
  }

  async importPlace(place: string): Promise<void> {
    if (place === '-') {
      const name = 'standard input';
      this.tell(await importStream(this.archive, name, this.context.stdin, this.optionsOf(name)));
      return;
    }
    const files = await findFiles(place, this.archive.folder);
    const isFolder = files[0] !== place;
    for (const file of files) {
      await this.tryStep(() => this.importOne(file, isFolder));
    }
  }

  /** What else is to be imported is as good as it was, whatever becomes of this. */
  async tryStep(step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      this.context.signal.throwIfAborted();
      this.progress.tell(errorMessage(error));
      this.context.reportFailure();
    }
  }

  /** Of several files, since what each of them gave has scrolled away. */
  tellTotal(): void {
    if (this.summaries.length + this.skipped > 1) {
      const sum = (count: (summary: ImportSummary) => number): number =>
        this.summaries.reduce((total, summary) => total + count(summary), 0);
      const counts = countsText({
        records: sum(({ records }) => records),
        added: sum(({ added }) => added),
        duplicates: sum(({ duplicates }) => duplicates),
      });
      const rejected = sum((summary) => summary.rejected);
      this.progress.tell(
        [
          `${this.summaries.length} files: ${counts}`,
          ...(rejected === 0 ? [] : [`${rejected} bad rows`]),
          ...(this.skipped === 0 ? [] : [`${this.skipped} files skipped`]),
        ].join('; '),
      );
    }
  }

  private async importOne(file: string, isInFolder: boolean): Promise<void> {
    try {
      this.tell(await importFile(this.archive, file, this.optionsOf(file)));
    } catch (error) {
      // Nobody has named this file: folders hold other things, too.
      if (!isInFolder || !(error instanceof EngineError) || error.data.code !== notRecordsCode) {
        throw error;
      }
      this.skipped += 1;
      this.progress.tell(`Skipped. ${error.message}`);
    }
  }

  private tell(summary: ImportSummary): void {
    this.summaries.push(summary);
    const { file, rejected, rejectedFile } = summary;
    const apart = rejectedFile === undefined ? '' : `; ${rejected} bad rows kept apart in ${rejectedFile}`;
    this.progress.tell(`${file}: ${countsText(summary)}${apart}`);
  }

  private optionsOf(name: string): { readonly signal: AbortSignal; readonly onProgress: (records: number) => void } {
    return {
      signal: this.context.signal,
      onProgress: (records) => {
        this.progress.show(`${name}: ${records} records`);
      },
    };
  }
}

function countsText(counts: Pick<ImportSummary, 'records' | 'added' | 'duplicates'>): string {
  return `${counts.records} records, ${counts.added} added, ${counts.duplicates} duplicates`;
}
