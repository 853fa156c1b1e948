import * as vscode from 'vscode';
import type { Connection } from '../../core/api/connection';
import type { ContentType } from '../../core/api/contentType';
import type { ContentWindow } from '../../core/api/contentWindow';
import { pickConnection, type ConnectionTarget } from '../connections/commandTarget';
import type { ConnectionStore } from '../connections/connectionStore';
import { Disposable } from '../disposable';
import type { EngineSession } from '../engine/engineSession';
import type { ErrorPresenter } from '../errors/errorPresenter';
import type { NotebookWriter } from '../notebook/files/notebookWriter';
import { ConnectionPanels } from '../page/connectionPanels';
import { CoveragePanel } from './coveragePanel';

/** The archive may change many times a second while a sync runs. */
const reloadDelayMs = 1_000;

export interface CoverageServices {
  readonly extensionUri: vscode.Uri;
  readonly engine: EngineSession;
  readonly connections: ConnectionStore;
  readonly writer: NotebookWriter;
  readonly errors: ErrorPresenter;
  /** A sync has ended: it may have settled what it listed, though nothing came. */
  readonly onDidSync: vscode.Event<unknown>;
}

/** "Show Coverage": one page for each connection says what is complete, what can still be fetched, and what is lost. */
export class CoverageFeature extends Disposable {
  private readonly panels: ConnectionPanels<CoveragePanel>;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly services: CoverageServices) {
    super();
    const { engine, connections, onDidSync } = services;
    this.panels = this.register(
      new ConnectionPanels(connections, (connection, onClosed) => this.openPanel(connection, onClosed)),
    );
    this.register(
      vscode.commands.registerCommand('m365Audit.showCoverage', (target?: ConnectionTarget) => this.show(target)),
    );
    for (const onDidChange of [
      onDidSync,
      (listener: () => void) => engine.onNotification('m365Audit/archiveChanged', listener),
    ]) {
      this.register(
        onDidChange(() => {
          this.reloadSoon();
        }),
      );
    }
    this.register({
      dispose: () => {
        clearTimeout(this.timer);
      },
    });
  }

  private async show(target?: ConnectionTarget): Promise<void> {
    const connection = await pickConnection(this.services.connections, target);
    if (connection !== undefined) {
      this.panels.show(connection);
    }
  }

  /** At the end of a second in which something came, not at its beginning: then the last of it is shown, too. */
  private reloadSoon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      for (const panel of this.panels.open) {
        void panel.reload();
      }
    }, reloadDelayMs);
  }

  private openPanel(connection: () => Connection, onClosed: () => void): CoveragePanel {
    const { engine, extensionUri, writer, errors } = this.services;
    return new CoveragePanel(
      {
        connection,
        scriptFolder: vscode.Uri.joinPath(extensionUri, 'dist'),
        getCoverage: (params) => engine.request('m365Audit/getCoverage', params),
        sync: (contentTypes, range) => sync(connection(), contentTypes, range),
        query: (text) =>
          errors.guard({ connection: connection() }, async () => {
            await writer.addAndRun(connection(), text);
          }),
      },
      onClosed,
    );
  }
}

/** The command shows the progress, and what came of it. */
async function sync(
  connection: Connection,
  contentTypes: readonly ContentType[] | undefined,
  range: ContentWindow | undefined,
): Promise<void> {
  await vscode.commands.executeCommand('m365Audit.syncContent', {
    connection,
    ...(contentTypes === undefined ? {} : { contentTypes }),
    ...(range === undefined ? {} : { range: { start: range.start, end: range.end } }),
  });
}
