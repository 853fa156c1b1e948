import * as vscode from 'vscode';
import { Disposable } from '../disposable';
import { countedText } from '../words/countedText';
import type { BackgroundConnection, BackgroundSync } from './backgroundSync';
import { backgroundSyncText } from './backgroundSyncText';
import type { ContentSyncs, RunningSync } from './contentSyncs';

/** One item for all that is synced: what the user began, or else the background sync while there is one. */
export class SyncStatusBar extends Disposable {
  private readonly item = this.register(
    vscode.window.createStatusBarItem('m365Audit.sync', vscode.StatusBarAlignment.Right),
  );

  constructor(
    private readonly syncs: ContentSyncs,
    private readonly background: BackgroundSync,
  ) {
    super();
    this.item.name = vscode.l10n.t('Audit Sync');
    for (const onDidChange of [syncs.onDidChange, background.onDidChange]) {
      this.register(
        onDidChange(() => {
          this.update();
        }),
      );
    }
  }

  private update(): void {
    const [running] = this.syncs.running;
    const planned = this.background.connectionsInPlan;
    if (running !== undefined) {
      this.showRunning(running);
    } else if (planned.length > 0) {
      this.showBackground(planned);
    } else {
      this.item.hide();
    }
  }

  private showRunning({ connection, records }: RunningSync): void {
    const words = vscode.l10n.t('Syncing {0}', connection.name);
    const count = countedText(records, 'newRecord');
    this.show('sync~spin', words, `${words}: ${count}`, undefined);
  }

  private showBackground(planned: readonly BackgroundConnection[]): void {
    const { icon, words } = summaryOf(planned);
    const lines = planned.map((one) => `${one.connection.name}: ${backgroundSyncText(one, vscode.env.language)}`);
    this.show(
      icon,
      words,
      [vscode.l10n.t('Background sync of audit content'), ...lines].join('\n'),
      'm365Audit.showBackgroundSync',
    );
  }

  private show(icon: string, words: string, tooltip: string, command: string | undefined): void {
    this.item.text = `$(${icon}) ${words}`;
    this.item.tooltip = tooltip;
    this.item.command = command;
    this.item.accessibilityInformation = { label: vscode.l10n.t('Audit sync: {0}', words) };
    this.item.show();
  }
}

/** The state that most needs a look is that of all. */
function summaryOf(planned: readonly BackgroundConnection[]): { readonly icon: string; readonly words: string } {
  const has = (state: NonNullable<BackgroundConnection['state']>['state']): boolean =>
    planned.some((one) => one.state?.state === state);
  if (has('failed')) {
    return { icon: 'warning', words: vscode.l10n.t('Audit sync failed') };
  }
  if (has('running')) {
    return { icon: 'sync~spin', words: vscode.l10n.t('Audit sync running') };
  }
  return has('waiting') || !has('elsewhere')
    ? { icon: 'sync', words: vscode.l10n.t('Audit sync on') }
    : { icon: 'sync-ignored', words: vscode.l10n.t('Audit sync in another window') };
}
