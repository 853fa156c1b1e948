import * as vscode from 'vscode';
import type { BlobState } from '../../../core/protocol/contentProtocol';
import { countedText } from '../../words/countedText';
import { clockText, dayText, instantText, isToday, isYesterday, relativeText, windowText } from '../timeText';
import { contextValue } from '../treeModel';
import type { BlobNode, DayNode, MoreNode, WindowNode } from '../treeNodes';
import { blobStateLabels } from './blobStateLabels';
import { factsTooltip, type Fact } from './factsTooltip';
import type { TreeItemContext } from './treeItemContext';

export function dayItem({ range }: DayNode, { now, locale }: TreeItemContext): vscode.TreeItem {
  const item = new vscode.TreeItem(dayText(range.start, locale), vscode.TreeItemCollapsibleState.Collapsed);
  item.iconPath = new vscode.ThemeIcon('calendar');
  if (isToday(range.start, now)) {
    item.description = vscode.l10n.t('today, UTC');
  } else if (isYesterday(range.start, now)) {
    item.description = vscode.l10n.t('yesterday, UTC');
  }
  item.contextValue = contextValue('day');
  return item;
}

export function windowItem({ range, blobs }: WindowNode): vscode.TreeItem {
  const count = countedText(blobs.length, 'blob');
  const item = new vscode.TreeItem(windowText(range), vscode.TreeItemCollapsibleState.Collapsed);
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

export function blobItem(node: BlobNode, { now, locale }: TreeItemContext): vscode.TreeItem {
  const { blob } = node;
  const state = blobStateLabels()[blob.state];
  const item = new vscode.TreeItem(clockText(blob.created), vscode.TreeItemCollapsibleState.None);
  const records = blob.records === undefined ? undefined : countedText(blob.records, 'record');
  const expiry =
    blob.expires > now
      ? vscode.l10n.t('expires {0}', relativeText(blob.expires, now, locale))
      : vscode.l10n.t('expired {0}', relativeText(blob.expires, now, locale));
  item.description = [records ?? state, expiry].join(' · ');
  item.iconPath = new vscode.ThemeIcon(blobIcons[blob.state]);
  const facts: Fact[] = [
    [vscode.l10n.t('Content id'), blob.contentId],
    [vscode.l10n.t('Created'), instantText(blob.created, locale)],
    [vscode.l10n.t('Expires'), instantText(blob.expires, locale)],
    [vscode.l10n.t('State'), blob.reason === undefined ? state : `${state}: ${blob.reason}`],
  ];
  if (records !== undefined) {
    facts.push([vscode.l10n.t('Records'), records]);
  }
  item.tooltip = factsTooltip(vscode.l10n.t('Content Blob'), facts);
  item.command = { command: 'm365Audit.openBlob', title: vscode.l10n.t('Open Blob'), arguments: [node] };
  item.contextValue = contextValue('blob', { archived: blob.state === 'archived' });
  item.accessibilityInformation = {
    label: vscode.l10n.t('Content blob of {0} UTC, {1}, {2}', clockText(blob.created), state, item.description),
  };
  return item;
}

const blobIcons: Readonly<Record<BlobState, string>> = {
  listed: 'cloud',
  archived: 'json',
  failed: 'warning',
  lost: 'error',
};

export function moreItem(node: MoreNode): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Load more…'), vscode.TreeItemCollapsibleState.None);
  item.description = vscode.l10n.t('{0} of {1} shown', node.shown, node.parent.blobs.length);
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.command = { command: 'm365Audit.loadMore', title: vscode.l10n.t('Load more…'), arguments: [node] };
  item.contextValue = contextValue('more');
  return item;
}
