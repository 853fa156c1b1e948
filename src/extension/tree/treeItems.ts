import * as vscode from 'vscode';
import { demoCloud, resolveCloud } from '../../core/api/cloud';
import { contentTypeLabels } from '../../core/api/contentType';
import type { BlobState, Webhook } from '../../core/protocol/engineProtocol';
import { clockText, dayText, instantText, isToday, isYesterday, relativeText, windowText } from './timeText';
import { contextValue } from './treeModel';
import type {
  BlobNode,
  ConnectionNode,
  ContentTypeNode,
  DayNode,
  MessageNode,
  MoreNode,
  TreeNode,
  WindowNode,
} from './treeNodes';

/** What a row shows besides what it is. */
export interface TreeItemContext {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly locale: string;
  /** The account that is signed in; of connections only. */
  readonly account?: string;
  /** What is being done, in words. */
  readonly work?: string;
}

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

export function toTreeItem(node: TreeNode, context: TreeItemContext): vscode.TreeItem {
  const item = makeItem(node, context);
  item.id = node.id;
  if (context.work !== undefined) {
    item.iconPath = new vscode.ThemeIcon('loading~spin');
    item.description = context.work;
  }
  const words = [item.label, item.description].filter((word) => typeof word === 'string');
  item.accessibilityInformation ??= { label: words.join(', ') };
  return item;
}

function makeItem(node: TreeNode, context: TreeItemContext): vscode.TreeItem {
  switch (node.kind) {
    case 'connection':
      return connectionItem(node, context);
    case 'contentType':
      return contentTypeItem(node, context);
    case 'day':
      return dayItem(node, context);
    case 'window':
      return windowItem(node);
    case 'blob':
      return blobItem(node, context);
    case 'more':
      return moreItem(node);
    case 'message':
      return messageItem(node);
  }
}

function connectionItem({ connection }: ConnectionNode, { account }: TreeItemContext): vscode.TreeItem {
  const isDemo = connection.cloud === demoCloud;
  // The demo tenant is asked at no cost; a real one is asked when someone looks.
  const item = new vscode.TreeItem(connection.name, isDemo ? Expanded : Collapsed);
  const cloud = isDemo ? vscode.l10n.t('on this machine') : resolveCloud(connection).label;
  const signedIn = account ?? (isDemo ? vscode.l10n.t('none needed') : vscode.l10n.t('not signed in'));
  item.description = isDemo ? cloud : `${cloud} · ${signedIn}`;
  item.iconPath = new vscode.ThemeIcon(isDemo ? 'beaker' : 'organization');
  item.tooltip = factsTooltip(connection.name, [
    [vscode.l10n.t('Cloud'), cloud],
    [vscode.l10n.t('Tenant'), connection.tenantId],
    [vscode.l10n.t('Account'), signedIn],
  ]);
  item.contextValue = contextValue('connection', { demo: isDemo, signedIn: isDemo || account !== undefined });
  return item;
}

function contentTypeItem({ contentType, subscription }: ContentTypeNode, context: TreeItemContext): vscode.TreeItem {
  const item = new vscode.TreeItem(contentTypeLabels[contentType], Collapsed);
  const status = statusText(subscription.status);
  const isOn = subscription.status === 'enabled';
  item.description = status;
  item.iconPath = new vscode.ThemeIcon(isOn ? 'broadcast' : 'circle-slash');
  item.tooltip = factsTooltip(contentType, [
    [vscode.l10n.t('Subscription'), status],
    [vscode.l10n.t('Webhook'), webhookText(subscription.webhook)],
    ...(subscription.startedAt === undefined
      ? []
      : ([[vscode.l10n.t('Started'), instantText(subscription.startedAt, context.locale)]] as const)),
  ]);
  item.checkboxState = {
    state: isOn ? vscode.TreeItemCheckboxState.Checked : vscode.TreeItemCheckboxState.Unchecked,
    tooltip: isOn ? vscode.l10n.t('Stop the subscription') : vscode.l10n.t('Start the subscription'),
    accessibilityInformation: { label: vscode.l10n.t('Subscription to {0}', contentTypeLabels[contentType]) },
  };
  item.contextValue = contextValue('contentType', { subscribed: isOn });
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

function webhookText(webhook: Webhook | undefined): string {
  return webhook === undefined
    ? vscode.l10n.t('none')
    : vscode.l10n.t('{0}, to {1}', webhook.status, webhook.address) +
        (webhook.expiration === undefined ? '' : `, ${vscode.l10n.t('until {0}', webhook.expiration)}`);
}

function dayItem({ range }: DayNode, { now, locale }: TreeItemContext): vscode.TreeItem {
  const item = new vscode.TreeItem(dayText(range.start, locale), Collapsed);
  item.iconPath = new vscode.ThemeIcon('calendar');
  if (isToday(range.start, now)) {
    item.description = vscode.l10n.t('today, UTC');
  } else if (isYesterday(range.start, now)) {
    item.description = vscode.l10n.t('yesterday, UTC');
  }
  item.contextValue = contextValue('day');
  return item;
}

function windowItem({ range, blobs }: WindowNode): vscode.TreeItem {
  const count = blobs.length === 1 ? vscode.l10n.t('1 blob') : vscode.l10n.t('{0} blobs', blobs.length);
  const item = new vscode.TreeItem(windowText(range), Collapsed);
  const archived = blobs.filter(({ state }) => state === 'archived').length;
  const isWhole = archived === blobs.length;
  item.description = isWhole || archived === 0 ? count : vscode.l10n.t('{0}, {1} fetched', count, archived);
  item.iconPath = new vscode.ThemeIcon(isWhole ? 'pass' : 'clock');
  item.tooltip = isWhole
    ? vscode.l10n.t('{0}, all fetched', count)
    : vscode.l10n.t('{0}, {1} fetched', count, archived);
  item.accessibilityInformation = { label: `${windowText(range)}, ${item.tooltip}` };
  item.contextValue = contextValue('window', { archived: isWhole });
  return item;
}

function blobItem(node: BlobNode, { now, locale }: TreeItemContext): vscode.TreeItem {
  const { blob } = node;
  const state = blobStates()[blob.state];
  const item = new vscode.TreeItem(clockText(blob.created), None);
  const records = blob.records === undefined ? undefined : recordsText(blob.records);
  const expiry =
    blob.expires > now
      ? vscode.l10n.t('expires {0}', relativeText(blob.expires, now, locale))
      : vscode.l10n.t('expired {0}', relativeText(blob.expires, now, locale));
  item.description = [records ?? state.label, expiry].join(' · ');
  item.iconPath = new vscode.ThemeIcon(state.icon);
  item.tooltip = factsTooltip(vscode.l10n.t('Content Blob'), [
    [vscode.l10n.t('Content id'), blob.contentId],
    [vscode.l10n.t('Created'), instantText(blob.created, locale)],
    [vscode.l10n.t('Expires'), instantText(blob.expires, locale)],
    [vscode.l10n.t('State'), blob.reason === undefined ? state.label : `${state.label}: ${blob.reason}`],
    ...(records === undefined ? [] : ([[vscode.l10n.t('Records'), records]] as const)),
  ]);
  item.command = { command: 'm365Audit.openBlob', title: vscode.l10n.t('Open Blob'), arguments: [node] };
  item.contextValue = contextValue('blob', { archived: blob.state === 'archived' });
  item.accessibilityInformation = {
    label: vscode.l10n.t('Content blob of {0} UTC, {1}, {2}', clockText(blob.created), state.label, item.description),
  };
  return item;
}

function recordsText(count: number): string {
  return count === 1 ? vscode.l10n.t('1 record') : vscode.l10n.t('{0} records', count);
}

function blobStates(): Readonly<Record<BlobState, { readonly label: string; readonly icon: string }>> {
  return {
    listed: { label: vscode.l10n.t('not fetched'), icon: 'cloud' },
    archived: { label: vscode.l10n.t('fetched'), icon: 'json' },
    failed: { label: vscode.l10n.t('failed'), icon: 'warning' },
    lost: { label: vscode.l10n.t('lost'), icon: 'error' },
  };
}

function moreItem(node: MoreNode): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Load more…'), None);
  item.description = vscode.l10n.t('{0} of {1} shown', node.shown, node.parent.blobs.length);
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.command = { command: 'm365Audit.loadMore', title: vscode.l10n.t('Load more…'), arguments: [node] };
  item.contextValue = contextValue('more');
  return item;
}

function messageItem({ text, severity, help }: MessageNode): vscode.TreeItem {
  const item = new vscode.TreeItem(text, None);
  item.iconPath = new vscode.ThemeIcon(severity === 'error' ? 'warning' : 'info');
  item.tooltip = text;
  item.contextValue = contextValue('message', { severity });
  if (help !== undefined) {
    item.description = help.hint;
    item.tooltip = `${text}\n${help.hint}`;
    item.command = { command: help.command, title: help.hint, arguments: [...help.arguments] };
  }
  return item;
}

/** Facts may come from the service, so they are added as text, never as Markdown. */
function factsTooltip(
  title: string,
  facts: readonly (readonly [name: string, value: string])[],
): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  tooltip.appendMarkdown('**').appendText(title).appendMarkdown('**');
  for (const [name, value] of facts) {
    tooltip.appendMarkdown('\n\n').appendText(`${name}: ${value}`);
  }
  return tooltip;
}
