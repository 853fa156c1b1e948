import path from 'node:path';
import * as vscode from 'vscode';
import type { Connection } from '../../core/api/connection';
import { runArchiveJob } from '../archive/archiveJob';
import type { EngineSession } from '../engine/engineSession';
import { withoutLinks } from '../errors/errorPresentation';
import { countedText } from '../words/countedText';
import { countText } from '../words/quantityText';
import { sumUpImports, type ImportTotals } from './importSummary';
import { toLocalPlaces, type DroppedFile } from './localPlaces';

/** So many failures are told of by name; the log has all. */
const namedFailures = 3;

/** Imports files into the archive, and tells what came of them. */
export class RecordImporter {
  /** @param copiesFolder for copies of files that lie on no disk of this machine */
  constructor(
    private readonly engine: EngineSession,
    private readonly copiesFolder: vscode.Uri,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** @throws EngineError, or `vscode.CancellationError` if the user cancelled; what was imported until then stays */
  async import(
    connection: Connection,
    uris: readonly vscode.Uri[],
    dropped: readonly DroppedFile[] = [],
  ): Promise<void> {
    const { places, release } = await toLocalPlaces(uris, dropped, this.copiesFolder);
    let totals: ImportTotals;
    try {
      const title = vscode.l10n.t('Importing audit records into the archive of {0}', connection.name);
      const files = await runArchiveJob(this.engine, title, (progressToken, token) =>
        this.engine.request('m365Audit/importFiles', { connection, places, progressToken }, token),
      );
      totals = sumUpImports(files);
    } finally {
      await release();
    }
    await this.tell(totals);
  }

  private async tell(totals: ImportTotals): Promise<void> {
    const { failures, rejected, rejectedFiles } = totals;
    for (const { name, reason } of failures) {
      this.log.warn(`import of ${name}: ${reason}`);
    }
    const showBadRows = vscode.l10n.t('Show Bad Rows');
    const showLog = vscode.l10n.t('Show Log');
    const words = importText(totals, vscode.env.language);
    const offers = [...(rejectedFiles.length > 0 ? [showBadRows] : []), ...(failures.length > 0 ? [showLog] : [])];
    const chosen =
      failures.length > 0 || rejected > 0
        ? await vscode.window.showWarningMessage(withoutLinks(words), ...offers)
        : await vscode.window.showInformationMessage(words);
    if (chosen === showBadRows) {
      await openBadRows(rejectedFiles);
    } else if (chosen === showLog) {
      this.log.show();
    }
  }
}

/** What came of it, in a few sentences. */
export function importText(totals: ImportTotals, locale: string): string {
  const { files, skipped, records, added, duplicates, restored, ofOtherTenants, rejected, failures } = totals;
  if (files + skipped === 0) {
    return vscode.l10n.t('There are no files to import.');
  }
  const count = (value: number): string => countText(value, locale);
  const sentences: string[] = [];
  if (records > 0) {
    sentences.push(
      duplicates === 0
        ? vscode.l10n.t('{0} of {1} added.', count(added), countedText(records, 'record', locale))
        : vscode.l10n.t(
            '{0} of {1} added; the archive had {2} already.',
            count(added),
            countedText(records, 'record', locale),
            count(duplicates),
          ),
    );
  }
  if (restored > 0) {
    sentences.push(
      vscode.l10n.t(
        '{0} of a content type and time whose records were deleted before.',
        countedText(restored, 'record', locale),
      ),
    );
  }
  if (ofOtherTenants > 0) {
    sentences.push(
      ofOtherTenants === 1
        ? vscode.l10n.t('1 of them names another tenant, and is kept for that one.')
        : vscode.l10n.t('{0} of them name other tenants, and are kept for those.', count(ofOtherTenants)),
    );
  }
  if (rejected > 0) {
    sentences.push(
      rejected === 1
        ? vscode.l10n.t('1 row is no audit record, and is kept apart.')
        : vscode.l10n.t('{0} rows are no audit records, and are kept apart.', count(rejected)),
    );
  }
  sentences.push(
    ...failures
      .slice(0, namedFailures)
      .map(({ name, reason }) => vscode.l10n.t('{0} was not imported, or not all of it: {1}', name, reason)),
  );
  if (failures.length > namedFailures) {
    sentences.push(vscode.l10n.t('{0} failed besides.', countedText(failures.length - namedFailures, 'file', locale)));
  }
  if (skipped > 0) {
    sentences.push(
      skipped === 1
        ? vscode.l10n.t('1 file holds no audit records, and was passed over.')
        : vscode.l10n.t('{0} files hold no audit records, and were passed over.', count(skipped)),
    );
  }
  return sentences.length === 0 ? vscode.l10n.t('There are no records in the files.') : sentences.join(' ');
}

async function openBadRows(files: readonly string[]): Promise<void> {
  const [first] = files;
  const file =
    files.length === 1
      ? first
      : (
          await vscode.window.showQuickPick(
            files.map((place) => ({ label: path.basename(place), description: path.dirname(place), place })),
            { placeHolder: vscode.l10n.t('Bad rows of which file?') },
          )
        )?.place;
  if (file !== undefined) {
    await vscode.window.showTextDocument(vscode.Uri.file(file), { preview: false });
  }
}
