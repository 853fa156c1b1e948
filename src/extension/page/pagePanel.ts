import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { Disposable } from '../disposable';
import type { PageFrame } from './pageDocument';

export interface PagePanelOptions {
  readonly viewType: string;
  readonly title: string;
  /** Folders that the page may load from; none where it is absent. */
  readonly resources?: readonly vscode.Uri[];
  readonly onClosed: () => void;
}

/** A page in an editor of its own. It ends when the editor is closed. */
export abstract class PagePanel extends Disposable {
  protected readonly panel: vscode.WebviewPanel;
  private readonly onClosed: () => void;
  private isOpen = true;

  constructor({ viewType, title, resources = [], onClosed }: PagePanelOptions) {
    super();
    this.onClosed = onClosed;
    this.panel = this.register(
      vscode.window.createWebviewPanel(viewType, title, vscode.ViewColumn.Active, {
        enableScripts: true,
        enableFindWidget: true,
        localResourceRoots: [...resources],
      }),
    );
    this.register(
      this.panel.onDidDispose(() => {
        this.dispose();
      }),
    );
    this.register(this.panel.webview.onDidReceiveMessage((message: unknown) => this.receive(message)));
  }

  override dispose(): void {
    if (this.isOpen) {
      this.isOpen = false;
      super.dispose();
      this.onClosed();
    }
  }

  reveal(): void {
    this.panel.reveal();
  }

  /** What the page says: check it, for it may be anything. */
  protected abstract receive(message: unknown): Promise<void>;

  /** Shows another document, if the page is still open. */
  protected setPage(title: string, makePage: (frame: Omit<PageFrame, 'style'>) => string): void {
    if (this.isOpen) {
      this.panel.title = title;
      const nonce = randomBytes(16).toString('base64url');
      this.panel.webview.html = makePage({ language: vscode.env.language, nonce });
    }
  }

  /** Tells the page's script something, if the page is still open. */
  protected async tell(message: unknown): Promise<void> {
    if (this.isOpen) {
      await this.panel.webview.postMessage(message);
    }
  }
}
