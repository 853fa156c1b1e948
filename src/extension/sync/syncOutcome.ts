import * as vscode from 'vscode';
import { hourMs } from '../../core/api/contentWindow';
import type { Connection } from '../../core/api/connection';
import { EngineError } from '../../core/protocol/engineError';
import type { SyncedContentType, SyncSummary } from '../../core/protocol/archiveProtocol';
import { lengthText } from '../coverage/coverageWords';
import type { ErrorPresenter } from '../errors/errorPresenter';
import { groupFailures } from '../subscriptions/groupFailures';
import { labelsOf } from '../subscriptions/showOutcomes';
import { countedText } from '../words/countedText';
import { leftOutText } from '../words/leftOutText';
import type { SyncRequest } from './syncRequest';
import { sumUpSyncs, type SyncTotals } from './syncTotals';

export interface FinishedSync {
  readonly request: SyncRequest;
  readonly summary: SyncSummary;
}

/** How long a good outcome stands in the status bar, in milliseconds. */
const outcomeShownMs = 8_000;

export interface OutcomeServices {
  readonly errors: ErrorPresenter;
  readonly log: vscode.LogOutputChannel;
  readonly retry: (request: SyncRequest) => Promise<void>;
}

/** Tells what came of syncs: what is new in the status bar, and what was missed in a message with the one thing that helps. */
export async function showSyncOutcome(syncs: readonly FinishedSync[], services: OutcomeServices): Promise<void> {
  const { log } = services;
  const totals = sumUpSyncs(syncs.map(({ summary }) => summary));
  const words =
    totals.fetched === 0
      ? vscode.l10n.t('No new content blobs')
      : vscode.l10n.t(
          '{0} fetched, {1}',
          countedText(totals.fetched, 'blob'),
          countedText(totals.records, 'newRecord'),
        );
  vscode.window.setStatusBarMessage(`$(cloud-download) ${words}`, outcomeShownMs);
  for (const { contentId, state, reason } of totals.failures) {
    log.warn(`blob ${contentId} ${state}: ${reason}`);
  }
  await Promise.all([
    tellWhatIsMissing(words, totals, syncs[0]?.request.connection, log),
    ...syncs.flatMap((sync) => [...tellNotSubscribed(sync, services), ...tellErrors(sync, services)]),
  ]);
}

export function showSyncCancelled(): void {
  const words = vscode.l10n.t('The sync was cancelled. What was fetched stays; the next sync goes on.');
  vscode.window.setStatusBarMessage(`$(circle-slash) ${words}`, outcomeShownMs);
}

async function tellWhatIsMissing(
  words: string,
  { failures, lostHours, leftOut }: SyncTotals,
  connection: Connection | undefined,
  log: vscode.LogOutputChannel,
): Promise<void> {
  const missing: string[] = [];
  const lost = failures.filter(({ state }) => state === 'lost').length;
  const failed = failures.length - lost;
  if (failed > 0) {
    missing.push(vscode.l10n.t('{0} could not be fetched; the next sync tries again.', countedText(failed, 'blob')));
  }
  if (lost > 0) {
    missing.push(vscode.l10n.t('{0} expired before being fetched, and lost.', countedText(lost, 'blob')));
  }
  if (lostHours > 0) {
    missing.push(vscode.l10n.t('Lost, since the service no longer has it: {0}.', lengthText(lostHours * hourMs)));
  }
  const notKept = leftOut === 0 ? [] : [leftOutText(leftOut)];
  if (missing.length === 0) {
    if (notKept.length > 0) {
      void vscode.window.showInformationMessage([`${words}.`, ...notKept].join(' '));
    }
    return;
  }
  // The log tells why a blob failed; what is lost, the coverage shows.
  const showCoverage = vscode.l10n.t('Show Coverage');
  const showLog = vscode.l10n.t('Show Log');
  const chosen = await vscode.window.showWarningMessage(
    [`${words}.`, ...missing, ...notKept].join(' '),
    failed > 0 ? showLog : showCoverage,
  );
  if (chosen === showCoverage) {
    await vscode.commands.executeCommand('m365Audit.showCoverage', connection && { connection });
  } else if (chosen === showLog) {
    log.show();
  }
}

/** Only what was asked for by name: nobody expects what was never turned on. */
function tellNotSubscribed({ request, summary }: FinishedSync, { errors }: OutcomeServices): readonly Promise<void>[] {
  const { connection, contentTypes: wanted } = request;
  const missed = summary.notSubscribed.filter((contentType) => wanted?.includes(contentType));
  const [contentType] = missed;
  if (contentType !== undefined) {
    const message = vscode.l10n.t('{0} is not subscribed to {1}.', connection.name, labelsOf(missed));
    return [errors.show(new EngineError({ kind: 'api', message, action: 'subscribe' }), { connection, contentType })];
  }
  if (summary.contentTypes.length === 0) {
    const message = vscode.l10n.t(
      'There is no subscription yet in {0}. Turn on a content type in the side bar first.',
      connection.name,
    );
    return [errors.show(new EngineError({ kind: 'api', message }), { connection })];
  }
  return [];
}

function tellErrors({ request, summary }: FinishedSync, { errors, retry }: OutcomeServices): readonly Promise<void>[] {
  const { connection } = request;
  return groupFailures(summary.contentTypes.map(withoutSummary)).map(({ contentTypes, error }) => {
    const message = vscode.l10n.t(
      '{0} of {1} could not be synced. {2}',
      labelsOf(contentTypes),
      connection.name,
      error.message,
    );
    return errors.show(new EngineError({ ...error, message }), {
      connection,
      contentType: contentTypes[0],
      retry: () => retry({ ...request, contentTypes }),
    });
  });
}

function withoutSummary({ contentType, error }: SyncedContentType): Pick<SyncedContentType, 'contentType' | 'error'> {
  return { contentType, ...(error === undefined ? {} : { error }) };
}
