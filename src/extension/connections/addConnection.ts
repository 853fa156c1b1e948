import * as vscode from 'vscode';
import { clouds } from '../../core/api/cloud';
import type { Connection } from '../../core/api/connection';
import { describeCloudProblem, isGuid, makeConnectionId } from './connectionSettings';

const stepCount = 4;

/** Asks for a connection, step by step; undefined if the user leaves. */
export async function askForConnection(takenIds: readonly string[]): Promise<Connection | undefined> {
  const name = await askForText(1, {
    prompt: vscode.l10n.t('A name for the tenant, as you want to see it in the side bar'),
    placeHolder: vscode.l10n.t('Contoso'),
    validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('Give a name.') : undefined),
  });
  const cloud = name === undefined ? undefined : await askForCloud();
  const tenantId =
    cloud === undefined
      ? undefined
      : await askForText(3, {
          prompt: vscode.l10n.t('The tenant id: in the Microsoft Entra admin center, under Overview'),
          placeHolder: '00000000-0000-0000-0000-000000000000',
          validateInput: (text) => (isGuid(text.trim()) ? undefined : vscode.l10n.t('Give a GUID.')),
        });
  const clientId =
    tenantId === undefined
      ? undefined
      : await askForText(4, {
          prompt: vscode.l10n.t(
            'The application (client) id of your app registration. Leave empty to sign in with the app of VS Code.',
          ),
          validateInput: (text) =>
            text.trim() === '' || isGuid(text.trim()) ? undefined : vscode.l10n.t('Give a GUID, or nothing.'),
        });
  if (name === undefined || cloud === undefined || tenantId === undefined || clientId === undefined) {
    return undefined;
  }
  return {
    id: makeConnectionId(name, takenIds),
    name,
    cloud,
    tenantId: tenantId.toLowerCase(),
    ...(clientId === '' ? {} : { clientId: clientId.toLowerCase() }),
  };
}

async function askForCloud(): Promise<string | undefined> {
  const otherHost = { label: vscode.l10n.t('Other Host…'), cloud: undefined };
  const known = Object.entries(clouds).map(([cloud, { label, apiOrigin }]) => ({
    label,
    description: apiOrigin,
    cloud,
  }));
  const chosen = await vscode.window.showQuickPick([...known, otherHost], {
    title: stepTitle(2),
    placeHolder: vscode.l10n.t('The cloud that the tenant is in'),
    ignoreFocusOut: true,
  });
  if (chosen !== otherHost) {
    return chosen?.cloud;
  }
  return askForText(2, {
    prompt: vscode.l10n.t('The origin of the API'),
    placeHolder: 'https://manage.office.com',
    validateInput: (text) => describeCloudProblem(text.trim()),
  });
}

async function askForText(step: number, options: vscode.InputBoxOptions): Promise<string | undefined> {
  const text = await vscode.window.showInputBox({ title: stepTitle(step), ignoreFocusOut: true, ...options });
  return text?.trim();
}

function stepTitle(step: number): string {
  return vscode.l10n.t('Add Connection ({0}/{1})', step, stepCount);
}
