import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import type { Retention } from '../../core/protocol/archiveProtocol';
import { counted } from '../../core/text/counted';
import type { CommandContext } from '../commandContext';
import { confirmDeletion } from '../confirmDeletion';
import { parseGuid, parseNumber, parsePositiveInteger } from '../optionParsers';
import { Progress } from '../output/progress';
import { withExistingArchive } from '../withArchive';

interface PruneOptions {
  readonly archive: string;
  readonly tenant?: string;
  readonly keepDays?: number;
  readonly keepGigabytes?: number;
  readonly yes?: true;
}

export function addPruneCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('prune')
    .description('Delete the oldest records for good, whole days of them, and keep the rest.')
    .requiredOption('--archive <folder>', 'folder of the archive')
    .option('--tenant <guid>', 'only records of this tenant', parseGuid)
    .option('--keep-days <number>', 'keep so many days before today', parsePositiveInteger)
    .option('--keep-gigabytes <number>', 'keep as many of the youngest days as fit', parsePositiveNumber)
    .option('--yes', 'delete without being asked');
  command.action(async (options: PruneOptions) => {
    const { archive: folder, tenant: tenantId, keepDays, keepGigabytes, yes: isAgreed = false } = options;
    if (keepDays === undefined && keepGigabytes === undefined) {
      command.error("error: give '--keep-days <number>' or '--keep-gigabytes <number>'");
    }
    const { deleteRecords } = await import('../../engine/data/deleteRecords');
    const { planRetention } = await import('../../engine/data/planRetention');
    const retention: Retention = {
      ...(keepDays === undefined ? {} : { days: keepDays }),
      ...(keepGigabytes === undefined ? {} : { gigabytes: keepGigabytes }),
    };
    const { signal, stderr } = context;
    const progress = new Progress(stderr);
    await withExistingArchive(folder, async (archive) => {
      const plan = await planRetention(archive, { tenantId, retention, now: Date.now(), signal });
      if (plan === undefined) {
        progress.tell('Nothing is to be deleted.');
      } else if (await confirmDeletion(plan.size, isAgreed, context)) {
        let records = 0;
        for (const tenant of await archive.content(tenantId)) {
          records += (await deleteRecords(archive, tenant.tenantId, plan.selection, signal)).records;
        }
        progress.tell(`Deleted ${counted(records, 'record')}.`);
      }
    });
  });
}

function parsePositiveNumber(text: string): number {
  const number = parseNumber(text);
  if (number <= 0) {
    throw new InvalidArgumentError('Give a number above 0.');
  }
  return number;
}
