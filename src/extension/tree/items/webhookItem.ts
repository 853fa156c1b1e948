import * as vscode from 'vscode';
import { parseUtcTime } from '../../../core/api/contentWindow';
import type { Webhook } from '../../../core/protocol/subscriptionProtocol';
import { instantText } from '../timeText';
import { webhookContext } from '../treeModel';
import type { WebhookNode } from '../treeNodes';
import { factsTooltip } from './factsTooltip';
import type { TreeItemContext } from './treeItemContext';

export function webhookItem({ parent, webhook }: WebhookNode, { locale }: TreeItemContext): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Webhook'), vscode.TreeItemCollapsibleState.Collapsed);
  const { status, address, expiration } = webhook;
  item.description = `${status} · ${hostOf(address)}`;
  item.iconPath = new vscode.ThemeIcon(status === 'enabled' ? 'radio-tower' : 'debug-disconnect');
  item.tooltip = factsTooltip(vscode.l10n.t('Webhook'), [
    [vscode.l10n.t('Address'), address],
    [vscode.l10n.t('State'), status],
    [vscode.l10n.t('Expires'), expirationOf(expiration, locale)],
  ]);
  item.contextValue = webhookContext(parent.subscription, parent.finding);
  return item;
}

/** The webhook in one line. */
export function webhookText(webhook: Webhook | undefined): string {
  if (webhook === undefined) {
    return vscode.l10n.t('none');
  }
  const { status, address, expiration } = webhook;
  const words = vscode.l10n.t('{0}, to {1}', status, address);
  return expiration === undefined ? words : `${words}, ${vscode.l10n.t('until {0}', expiration)}`;
}

/** What the service says is shown as it is where it is no time. */
function expirationOf(expiration: string | undefined, locale: string): string {
  if (expiration === undefined) {
    return vscode.l10n.t('never');
  }
  const instant = parseUtcTime(expiration);
  return Number.isNaN(instant) ? expiration : instantText(instant, locale);
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}
