import * as vscode from 'vscode';
import { demoCloud, resolveCloud } from '../../../core/api/cloud';
import { isAppOnly, type Connection } from '../../../core/api/connection';
import { methodName } from '../../signIn/methodName';
import { backgroundSyncText } from '../../sync/backgroundSyncText';
import { contextValue } from '../treeModel';
import type { ConnectionNode } from '../treeNodes';
import { factsTooltip, type Fact } from './factsTooltip';
import type { TreeItemContext } from './treeItemContext';

export function connectionItem({ connection }: ConnectionNode, context: TreeItemContext): vscode.TreeItem {
  const { signedIn, background, locale } = context;
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const isDemo = connection.cloud === demoCloud;
  // The demo tenant is asked at no cost; a real one is asked when someone looks.
  const item = new vscode.TreeItem(connection.name, isDemo ? Expanded : Collapsed);
  const cloud = isDemo ? vscode.l10n.t('on this machine') : cloudText(connection);
  const account = signedIn?.account ?? (isDemo ? vscode.l10n.t('none needed') : vscode.l10n.t('not signed in'));
  const warning = signedIn?.warning;
  item.description = isDemo ? cloud : [...(warning === undefined ? [] : [warning]), cloud, account].join(' · ');
  item.iconPath =
    warning === undefined
      ? new vscode.ThemeIcon(isDemo ? 'beaker' : 'organization')
      : new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  const facts: Fact[] = [
    [vscode.l10n.t('Cloud'), cloud],
    [vscode.l10n.t('Tenant'), connection.tenantId],
    [vscode.l10n.t('Account'), account],
    ...(isDemo ? [] : signInFacts(connection)),
  ];
  if (background !== undefined) {
    facts.push([vscode.l10n.t('Background sync'), backgroundSyncText(background, locale)]);
  }
  if (warning !== undefined) {
    facts.push([vscode.l10n.t('Attention'), warning]);
  }
  item.tooltip = factsTooltip(connection.name, facts);
  item.contextValue = contextValue('connection', {
    demo: isDemo,
    signedIn: isDemo || signedIn !== undefined,
    appOnly: isAppOnly(connection),
    background: background !== undefined,
  });
  return item;
}

function cloudText(connection: Connection): string {
  const { label, isUnverified } = resolveCloud(connection);
  return isUnverified ? vscode.l10n.t('{0} (unverified)', label) : label;
}

function signInFacts({ signIn, clientId, publisherIdentifier, tenantId }: Connection): readonly Fact[] {
  return [
    [vscode.l10n.t('Sign-in'), methodName(signIn ?? 'microsoft')],
    [vscode.l10n.t('App'), clientId ?? vscode.l10n.t('that of VS Code')],
    [vscode.l10n.t('Publisher'), publisherIdentifier ?? vscode.l10n.t('{0} (the tenant itself)', tenantId)],
  ];
}
