import * as vscode from 'vscode';
import { Disposable } from '../disposable';
import type { NewContent } from './newContent';
import type { ReceiverSession } from './receiverSession';
import { countersText } from './receiverText';

/** Shows that the receiver listens, while it does, and what came. */
export class ReceiverStatusBar extends Disposable {
  private readonly item = this.register(
    vscode.window.createStatusBarItem('m365Audit.receiver', vscode.StatusBarAlignment.Right),
  );

  constructor(
    private readonly receiver: ReceiverSession,
    private readonly content: NewContent,
  ) {
    super();
    this.item.name = vscode.l10n.t('Audit Notifications');
    this.item.command = 'm365Audit.showReceiver';
    for (const onDidChange of [receiver.onDidChange, content.onDidChange]) {
      this.register(
        onDidChange(() => {
          this.update();
        }),
      );
    }
  }

  private update(): void {
    const { state } = this.receiver;
    if (state === undefined) {
      this.item.hide();
      return;
    }
    const words = this.content.count === 0 ? vscode.l10n.t('Listening') : vscode.l10n.t('{0} new', this.content.count);
    const counters = countersText(state, vscode.env.language);
    this.item.text = `$(radio-tower) ${words}`;
    this.item.tooltip = `${vscode.l10n.t('Listening for notifications of audit content')}\n${counters}`;
    this.item.accessibilityInformation = { label: vscode.l10n.t('Audit notifications: {0}, {1}', words, counters) };
    this.item.show();
  }
}
