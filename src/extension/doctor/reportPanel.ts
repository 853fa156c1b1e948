import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { reportText } from '../../core/doctor/reportText';
import { checkIds, type CheckId, type ConnectionReport } from '../../core/protocol/doctorProtocol';
import type { EngineErrorAction } from '../../core/protocol/engineError';
import { toEngineError } from '../errors/rehydrateError';
import pageStyle from '../page/page.css';
import { PagePanel } from '../page/pagePanel';
import { pageWords } from './pageWords';
import { reportPage, type PageState } from './reportPage';
import style from './reportPage.css';

/** What the page says: the data attributes of the button that was pressed. */
const pageMessage = z.discriminatedUnion('command', [
  z.object({ command: z.literal('checkAgain') }),
  z.object({ command: z.literal('cancel') }),
  z.object({ command: z.literal('copy') }),
  z.object({ command: z.literal('help'), check: z.enum(checkIds) }),
]);

/** How long the status bar says so, in milliseconds. */
const copiedShownMs = 5_000;

export interface ReportPanelOptions {
  /** Name of the connection, as it is now. */
  readonly name: () => string;
  readonly check: (token: vscode.CancellationToken) => Promise<ConnectionReport>;
  /** Does what helps. */
  readonly help: (action: EngineErrorAction) => Promise<void>;
}

/**
 * The page of one connection. It is a snapshot, so it is not kept when the window is reloaded: a check sends requests, and those are
 * sent when someone asks.
 */
export class ReportPanel extends PagePanel {
  private running: vscode.CancellationTokenSource | undefined;
  private report: ConnectionReport | undefined;

  constructor(
    private readonly options: ReportPanelOptions,
    onClosed: () => void,
  ) {
    super({ viewType: 'm365Audit.connectionReport', title: pageWords(options.name()).title, onClosed });
  }

  /** Closes the page; what runs for it ends. */
  override dispose(): void {
    this.running?.cancel();
    super.dispose();
  }

  /** Looks at the connection, and shows what it found. A check that runs already goes on. */
  async check(): Promise<void> {
    if (this.running !== undefined) {
      return;
    }
    const running = new vscode.CancellationTokenSource();
    this.running = running;
    this.show({ kind: 'checking' });
    try {
      this.report = await this.options.check(running.token);
      this.show({ kind: 'report', report: this.report });
    } catch (error) {
      this.show(this.afterFailure(error));
    } finally {
      this.running = undefined;
      running.dispose();
    }
  }

  private afterFailure(error: unknown): PageState {
    if (error instanceof vscode.CancellationError) {
      return this.report === undefined
        ? { kind: 'message', text: vscode.l10n.t('The check was cancelled.') }
        : { kind: 'report', report: this.report };
    }
    return { kind: 'message', text: toEngineError(error).message };
  }

  private show(state: PageState): void {
    const words = pageWords(this.options.name());
    this.setPage(words.title, (frame) => reportPage(state, words, { ...frame, style: pageStyle + style }));
  }

  protected override async receive(message: unknown): Promise<void> {
    const { data } = pageMessage.safeParse(message);
    switch (data?.command) {
      case 'checkAgain':
        await this.check();
        break;
      case 'cancel':
        this.running?.cancel();
        break;
      case 'copy':
        await this.copy();
        break;
      case 'help':
        await this.help(data.check);
        break;
      case undefined:
    }
  }

  private async copy(): Promise<void> {
    if (this.report !== undefined) {
      await vscode.env.clipboard.writeText(reportText(this.report));
      vscode.window.setStatusBarMessage(vscode.l10n.t('The report was copied.'), copiedShownMs);
    }
  }

  private async help(id: CheckId): Promise<void> {
    const action = this.report?.checks.find((check) => check.id === id)?.action;
    if (action !== undefined) {
      await (action === 'retry' ? this.check() : this.options.help(action));
    }
  }
}
