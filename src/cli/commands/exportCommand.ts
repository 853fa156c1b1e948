import path from 'node:path';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { ExportFormat } from '../../core/protocol/archiveProtocol';
import { exportFormats } from '../../core/protocol/archiveProtocol';
import { counted } from '../../core/text/counted';
import type { CommandContext } from '../commandContext';
import { parseGuid } from '../optionParsers';
import { Progress } from '../output/progress';
import { writeText } from '../output/writeText';
import type { SelectionOptions } from '../selectionOptions';
import { addSelectionOptions, readSelection } from '../selectionOptions';
import { withExistingArchive } from '../withArchive';

interface ExportOptions extends SelectionOptions {
  readonly archive: string;
  readonly tenant?: string;
  readonly format: ExportFormat;
}

export function addExportCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('export')
    .description('Export records of the archive, in the order of event time.')
    .requiredOption('--archive <folder>', 'folder of the archive')
    .option('--tenant <guid>', 'only records of this tenant', parseGuid);
  addSelectionOptions(command)
    .addOption(
      new Option('--format <format>', 'ndjson: a record a line; csv: as an audit search gives it; parquet')
        .choices(exportFormats)
        .makeOptionMandatory(),
    )
    .argument('<file>', 'the file, which is replaced if it is there; - writes to standard output')
    .action(async (file: string, options: ExportOptions) => {
      await runExport(file, options, context);
    });
}

async function runExport(file: string, options: ExportOptions, context: CommandContext): Promise<void> {
  const { exportRecords, exportToFile } = await import('../../engine/data/exportRecords');
  const { signal, stdout, stderr } = context;
  const { format, tenant: tenantId } = options;
  const scope = { tenantId, selection: readSelection(options) };
  const progress = new Progress(stderr);
  const exportOptions = {
    signal,
    onProgress: ({ records, fraction }: { readonly records: number; readonly fraction: number }): void => {
      progress.show(`${counted(records, 'record')}, ${Math.floor(fraction * 100)} %`);
    },
  };
  await withExistingArchive(options.archive, async (archive) => {
    if (file === '-') {
      let records = 0;
      const bytes = async function* (): AsyncGenerator<Uint8Array> {
        for await (const part of exportRecords(archive, scope, format, exportOptions)) {
          records += part.records;
          yield part.bytes;
        }
      };
      await writeText(stdout, bytes(), signal);
      progress.tell(counted(records, 'record'));
    } else {
      const summary = await exportToFile(archive, scope, format, path.resolve(file), exportOptions);
      progress.tell(`${file}: ${counted(summary.records, 'record')}, ${counted(summary.bytes, 'byte')}`);
    }
  });
}
