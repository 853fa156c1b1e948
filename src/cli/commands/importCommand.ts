import type { Command } from 'commander';
import type { ImportedFile } from '../../core/protocol/archiveProtocol';
import { counted } from '../../core/text/counted';
import type { Archive } from '../../engine/archive/archive';
import { importStream } from '../../engine/import/importFile';
import type { ImportProgress } from '../../engine/import/importPlaces';
import { importPlaces } from '../../engine/import/importPlaces';
import type { CommandContext } from '../commandContext';
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
          await run.importPlace(place);
        }
        run.tellTotal();
      });
    });
}

/** One run of the command: what it read, and what it could not. */
class ImportRun {
  private readonly progress: Progress;
  private readonly imported: ImportedFile[] = [];
  private skipped = 0;

  constructor(
    private readonly archive: Archive,
    private readonly context: CommandContext,
  ) {
    this.progress = new Progress(context.stderr);
  }

  async importPlace(place: string): Promise<void> {
    const { stdin, signal } = this.context;
    if (place === '-') {
      const name = 'standard input';
      const onProgress = (records: number): void => {
        this.show(name, records);
      };
      this.tell(await importStream(this.archive, name, stdin, { signal, onProgress }));
      return;
    }
    const onProgress = ({ file, fileRecords }: ImportProgress): void => {
      this.show(file, fileRecords);
    };
    for await (const outcome of importPlaces(this.archive, [place], { signal, onProgress })) {
      this.tell(outcome);
    }
  }

  /** Of several files, since what each of them gave has scrolled away. */
  tellTotal(): void {
    if (this.imported.length + this.skipped > 1) {
      const sum = (count: (file: ImportedFile) => number): number =>
        this.imported.reduce((total, file) => total + count(file), 0);
      const counts = countsText({
        records: sum(({ records }) => records),
        added: sum(({ added }) => added),
        duplicates: sum(({ duplicates }) => duplicates),
        restored: sum(({ restored = 0 }) => restored),
      });
      const rejected = sum((file) => file.rejected);
      this.progress.tell(
        [
          `${counted(this.imported.length, 'file')}: ${counts}`,
          ...(rejected === 0 ? [] : [counted(rejected, 'bad row')]),
          ...(this.skipped === 0 ? [] : [`${counted(this.skipped, 'file')} skipped`]),
        ].join('; '),
      );
    }
  }

  private tell(outcome: ImportedFile): void {
    const { file, records, rejected, rejectedFile, error } = outcome;
    if (outcome.isSkipped) {
      this.skipped += 1;
      this.progress.tell(`Skipped. ${error?.message ?? file}`);
      return;
    }
    if (error !== undefined) {
      this.progress.tell(error.message);
      this.context.reportFailure();
    }
    if (error === undefined || records + rejected > 0) {
      this.imported.push(outcome);
      const apart = rejectedFile === undefined ? '' : `; ${counted(rejected, 'bad row')} kept apart in ${rejectedFile}`;
      this.progress.tell(`${file}: ${countsText(outcome)}${apart}`);
    }
  }

  private show(name: string, records: number): void {
    this.progress.show(`${name}: ${counted(records, 'record')}`);
  }
}

function countsText({
  records,
  added,
  duplicates,
  restored = 0,
}: Pick<ImportedFile, 'records' | 'added' | 'duplicates' | 'restored'>): string {
  const back = restored === 0 ? '' : ` (${restored} of a time whose records were deleted before)`;
  return `${counted(records, 'record')}, ${added} added${back}, ${counted(duplicates, 'duplicate')}`;
}
