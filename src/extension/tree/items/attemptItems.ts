import * as vscode from 'vscode';
import { delayOf, isFailure } from '../../notifications/notificationModel';
import { countedText } from '../../words/countedText';
import { clockText, dayText, durationText, instantText } from '../timeText';
import { contextValue } from '../treeModel';
import type { AttemptDayNode, AttemptNode } from '../treeNodes';
import { factsTooltip } from './factsTooltip';
import type { TreeItemContext } from './treeItemContext';

export function attemptDayItem({ day, attempts }: AttemptDayNode, { locale }: TreeItemContext): vscode.TreeItem {
  const item = new vscode.TreeItem(dayText(day, locale), vscode.TreeItemCollapsibleState.Collapsed);
  const failures = attempts.filter(isFailure).length;
  const count = countedText(attempts.length, 'notification');
  item.description = failures === 0 ? count : vscode.l10n.t('{0}, {1} failed', count, failures);
  item.iconPath = failures === 0 ? new vscode.ThemeIcon('pass') : warningIcon('warning');
  item.contextValue = contextValue('attemptDay');
  return item;
}

export function attemptItem(node: AttemptNode, { locale }: TreeItemContext): vscode.TreeItem {
  const { attempt } = node;
  const item = new vscode.TreeItem(clockText(attempt.sent), vscode.TreeItemCollapsibleState.None);
  const hasFailed = isFailure(attempt);
  const delay = vscode.l10n.t('{0} after the blob', durationText(delayOf(attempt), locale));
  item.description = `${attempt.status} · ${delay}`;
  item.iconPath = hasFailed ? warningIcon('error') : new vscode.ThemeIcon('pass');
  item.tooltip = factsTooltip(vscode.l10n.t('Notification'), [
    [vscode.l10n.t('Status'), attempt.status],
    [vscode.l10n.t('Sent'), instantText(attempt.sent, locale)],
    [vscode.l10n.t('Blob created'), instantText(attempt.created, locale)],
    [vscode.l10n.t('Content id'), attempt.contentId],
  ]);
  item.accessibilityInformation = {
    label: vscode.l10n.t('Notification of {0} UTC, {1}, {2}', clockText(attempt.sent), attempt.status, delay),
  };
  item.command = { command: 'm365Audit.openNotifiedBlob', title: vscode.l10n.t('Open Blob'), arguments: [node] };
  item.contextValue = contextValue('attempt', { failed: hasFailed });
  return item;
}

function warningIcon(icon: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(icon, new vscode.ThemeColor('list.warningForeground'));
}
