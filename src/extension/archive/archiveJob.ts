import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { ArchiveJobProgress } from '../../core/protocol/archiveProtocol';
import { countedText } from '../words/countedText';

/** What of the engine a job needs: it tells how far it is. */
export interface ArchiveJobEvents {
  readonly onNotification: (
    method: 'm365Audit/archiveJobProgress',
    listener: (progress: ArchiveJobProgress) => void,
  ) => { dispose(): void };
}

/**
 * Does a long piece of work of the engine on the archive, with progress that can be cancelled.
 *
 * @param work asks the engine, with the token that its progress comes back with
 * @param thing what the progress counts
 * @throws what the work throws; `vscode.CancellationError` if the user cancelled
 */
export function runArchiveJob<T>(
  engine: ArchiveJobEvents,
  title: string,
  work: (progressToken: string, token: vscode.CancellationToken) => Promise<T>,
  thing: 'record' | 'row' = 'record',
): Promise<T> {
  const progressToken = randomUUID();
  return Promise.resolve(
    vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      async (report, token) => {
        let shown = 0;
        const listener = engine.onNotification('m365Audit/archiveJobProgress', (progress) => {
          if (progress.progressToken === progressToken) {
            const reached = Math.max(shown, 100 * (progress.fraction ?? 0));
            const message = countedText(progress.records, thing);
            report.report({ message, increment: reached - shown });
            shown = reached;
          }
        });
        try {
          return await work(progressToken, token);
        } finally {
          listener.dispose();
        }
      },
    ),
  );
}
