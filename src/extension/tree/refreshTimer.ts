import * as vscode from 'vscode';
import { Disposable } from '../disposable';
import type { AuditTree } from './auditTree';
import { refreshDelay } from './refreshDelay';

const minuteMs = 60_000;

/** Asks anew from time to time for what the view shows, while someone may look at it. */
export class RefreshTimer extends Disposable {
  private timer: NodeJS.Timeout | undefined;
  private refreshedAt = Date.now();
  /** Refreshes in a row that met an error that passes. */
  private failures = 0;
  private hasFailed = false;

  constructor(
    private readonly tree: AuditTree,
    private readonly view: vscode.TreeView<unknown>,
  ) {
    super();
    this.register(
      tree.onDidLoad(({ mayRetry }) => {
        this.hasFailed ||= mayRetry;
      }),
    );
    const update = (): void => {
      this.schedule();
    };
    this.register(view.onDidChangeVisibility(update));
    this.register(vscode.window.onDidChangeWindowState(update));
    this.register(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('m365Audit.refreshInterval')) {
          this.schedule();
        }
      }),
    );
    this.register({
      dispose: () => {
        clearTimeout(this.timer);
      },
    });
    this.schedule();
  }

  private schedule(): void {
    clearTimeout(this.timer);
    const minutes = vscode.workspace.getConfiguration('m365Audit').get<number>('refreshInterval', 5);
    if (minutes > 0 && this.view.visible && vscode.window.state.focused) {
      const due = this.refreshedAt + refreshDelay(minutes * minuteMs, this.failures);
      this.timer = setTimeout(
        () => {
          this.refresh();
        },
        Math.max(0, due - Date.now()),
      );
    }
  }

  private refresh(): void {
    this.failures = this.hasFailed ? this.failures + 1 : 0;
    this.hasFailed = false;
    this.refreshedAt = Date.now();
    this.tree.refresh();
    this.schedule();
  }
}
