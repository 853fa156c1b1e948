import * as vscode from 'vscode';
import { contentTypeLabels } from '../../../core/api/contentType';
import { gapText } from '../../coverage/gapText';
import { describeFinding } from '../../subscriptions/findingText';
import { instantText } from '../timeText';
import { contentTypeContext } from '../treeModel';
import type { ContentTypeNode } from '../treeNodes';
import { factsTooltip, type Fact } from './factsTooltip';
import type { TreeItemContext } from './treeItemContext';
import { webhookText } from './webhookItem';

export function contentTypeItem(node: ContentTypeNode, { now, locale, gaps }: TreeItemContext): vscode.TreeItem {
  const { contentType, subscription, finding } = node;
  const label = contentTypeLabels[contentType];
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
  const status = statusText(subscription.status);
  const isOn = subscription.status === 'enabled';
  const warning = finding === undefined ? undefined : describeFinding(finding, now, locale);
  const missing = gaps === undefined ? undefined : gapText(gaps);
  const state = isOn && subscription.webhook !== undefined ? vscode.l10n.t('{0}, webhook', status) : status;
  item.description = [warning?.label ?? state, ...(missing === undefined ? [] : [missing])].join(' · ');
  item.iconPath =
    warning === undefined && missing === undefined
      ? new vscode.ThemeIcon(isOn ? 'broadcast' : 'circle-slash')
      : new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  const facts: Fact[] = [
    [vscode.l10n.t('Subscription'), status],
    [vscode.l10n.t('Webhook'), webhookText(subscription.webhook)],
  ];
  if (subscription.startedAt !== undefined) {
    facts.push([vscode.l10n.t('Started'), instantText(subscription.startedAt, locale)]);
  }
  if (warning !== undefined) {
    facts.push([vscode.l10n.t('Attention'), warning.detail]);
  }
  if (missing !== undefined) {
    facts.push([vscode.l10n.t('Missing'), missing]);
  }
  item.tooltip = factsTooltip(contentType, facts);
  item.checkboxState = {
    state: isOn ? vscode.TreeItemCheckboxState.Checked : vscode.TreeItemCheckboxState.Unchecked,
    tooltip: isOn ? vscode.l10n.t('Stop the subscription') : vscode.l10n.t('Start the subscription'),
    accessibilityInformation: { label: vscode.l10n.t('Subscription to {0}', label) },
  };
  item.accessibilityInformation = {
    label: [
      label,
      status,
      ...(warning === undefined ? [] : [vscode.l10n.t('attention: {0}', warning.label)]),
      ...(missing === undefined ? [] : [vscode.l10n.t('missing: {0}', missing)]),
    ].join(', '),
  };
  item.contextValue = contentTypeContext(subscription, finding);
  return item;
}

function statusText(status: ContentTypeNode['subscription']['status']): string {
  switch (status) {
    case 'enabled':
      return vscode.l10n.t('subscribed');
    case 'disabled':
      return vscode.l10n.t('disabled');
    case 'none':
      return vscode.l10n.t('not subscribed');
  }
}
