import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { contentTypeLabels } from '../../core/api/contentType';
import type { FetchContentParams, FetchProgress, FetchSummary } from '../../core/protocol/contentProtocol';
import type { EngineSession } from '../engine/engineSession';
import { countedText } from '../words/countedText';
import { leftOutText } from '../words/leftOutText';
import { sumUp, type FetchTotals } from './fetchJobs';

type Progress = vscode.Progress<{ readonly message?: string; readonly increment?: number }>;

/** How long the outcome stands in the status bar, in milliseconds. */
const outcomeShownMs = 8_000;

/** Fetches content into the archive, with progress that can be cancelled. */
export class ContentFetcher {
  constructor(
    private readonly engine: EngineSession,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /**
   * Fetches one job after the other, and tells what came of it.
   *
   * @throws EngineError, or `vscode.CancellationError` if the user cancelled; what was fetched before stays in the archive.
   */
  async fetch(jobs: readonly FetchContentParams[], title: string): Promise<void> {
    const summaries = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      async (progress, token) => {
        const done: FetchSummary[] = [];
        for (const job of jobs) {
          done.push(await this.runJob(job, 100 / jobs.length, progress, token));
        }
        return done;
      },
    );
    await this.tellOutcome(sumUp(summaries));
  }

  /** `share`: how much of the bar, in per cent, the job stands for. */
  private async runJob(
    job: FetchContentParams,
    share: number,
    progress: Progress,
    token: vscode.CancellationToken,
  ): Promise<FetchSummary> {
    const progressToken = randomUUID();
    const label = contentTypeLabels[job.contentType];
    let shown = 0;
    progress.report({ message: label });
    const listener = this.engine.onNotification('m365Audit/fetchProgress', (step) => {
      if (step.progressToken === progressToken) {
        const reached = step.blobsTotal === 0 ? 0 : (share * step.blobsDone) / step.blobsTotal;
        progress.report({ message: `${label}: ${stepText(step)}`, increment: Math.max(0, reached - shown) });
        shown = Math.max(shown, reached);
      }
    });
    try {
      const summary = await this.engine.request('m365Audit/fetchContent', { ...job, progressToken }, token);
      progress.report({ increment: share - shown });
      return summary;
    } finally {
      listener.dispose();
    }
  }

  private async tellOutcome({ fetched, records, leftOut, failures }: FetchTotals): Promise<void> {
    vscode.window.setStatusBarMessage(
      `$(cloud-download) ${vscode.l10n.t('{0} fetched, {1}', countedText(fetched, 'blob'), countedText(records, 'newRecord'))}`,
      outcomeShownMs,
    );
    if (leftOut > 0) {
      void vscode.window.showInformationMessage(leftOutText(leftOut));
    }
    if (failures.length === 0) {
      return;
    }
    for (const { contentId, state, reason } of failures) {
      this.log.warn(`blob ${contentId} ${state}: ${reason}`);
    }
    const showLog = vscode.l10n.t('Show Log');
    const chosen = await vscode.window.showWarningMessage(
      vscode.l10n.t(
        '{0} of {1} could not be fetched.',
        countText(failures.length),
        countedText(fetched + failures.length, 'blob'),
      ),
      showLog,
    );
    if (chosen === showLog) {
      this.log.show();
    }
  }
}

function stepText({ blobsDone, blobsTotal, records }: FetchProgress): string {
  return vscode.l10n.t(
    '{0} of {1}, {2}',
    countText(blobsDone),
    countedText(blobsTotal, 'blob'),
    countedText(records, 'record'),
  );
}

function countText(count: number): string {
  return new Intl.NumberFormat(vscode.env.language).format(count);
}
