import * as vscode from 'vscode';
import type { EngineErrorData } from '../../core/protocol/engineError';
import { isAboutArchivePlace } from '../archive/archivePlaceCodes';
import { toEngineError } from '../errors/rehydrateError';
import { setupStepFor } from '../setup/setupSteps';
import type { MessageHelp, MessageNode, ParentNode } from './treeNodes';

export function messageNode(
  parent: MessageNode['parent'],
  text: string,
  severity: MessageNode['severity'] = 'info',
  help?: MessageHelp,
): MessageNode {
  // The text is part of the id: another message is another row.
  return {
    kind: 'message',
    id: `${parent?.id ?? ''}/message/${text}`,
    parent,
    text,
    severity,
    ...(help === undefined ? {} : { help }),
  };
}

/** What is wrong with the setting of the connections. */
export function problemNode(problem: string, index: number): MessageNode {
  return {
    ...messageNode(undefined, problem, 'error', {
      hint: vscode.l10n.t('Open the settings'),
      command: 'workbench.action.openSettingsJson',
      arguments: [{ revealSetting: { key: 'm365Audit.connections' } }],
    }),
    id: `problem/${index}`,
  };
}

/** A failing row's children are one row that says why, and does the one thing that helps. Signing in comes before its reason. */
export function failureNode(parent: ParentNode, error: unknown): MessageNode {
  const { data } = toEngineError(error);
  const help = helpFor(data, parent);
  return data.action === 'signIn'
    ? messageNode(parent, help.hint, 'error', { ...help, hint: data.message })
    : messageNode(parent, data.message, 'error', help);
}

function helpFor(data: EngineErrorData, parent: ParentNode): MessageHelp {
  const { action, code } = data;
  if (isAboutArchivePlace(data)) {
    return { hint: vscode.l10n.t('Choose the folder'), command: 'm365Audit.chooseArchiveFolder', arguments: [] };
  }
  switch (action) {
    case 'signIn':
      return { hint: vscode.l10n.t('Sign in'), command: 'm365Audit.signIn', arguments: [parent] };
    case 'subscribe':
      return {
        hint: vscode.l10n.t('Start the subscription'),
        command: 'm365Audit.startSubscription',
        // The row of a connection names no content type, so the command asks.
        arguments: 'contentType' in parent ? [parent] : [],
      };
    case 'editConnection':
      return { hint: vscode.l10n.t('Edit the connection'), command: 'm365Audit.editConnection', arguments: [parent] };
    case 'checkConnection':
      return { hint: vscode.l10n.t('Check the connection'), command: 'm365Audit.checkConnection', arguments: [parent] };
    case 'openSetup':
      return {
        hint: vscode.l10n.t('Show the setup guide'),
        command: 'm365Audit.openSetup',
        arguments: [setupStepFor(code)],
      };
    default:
      return { hint: vscode.l10n.t('Try again'), command: 'm365Audit.refreshItem', arguments: [parent] };
  }
}
