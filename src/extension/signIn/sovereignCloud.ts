import * as vscode from 'vscode';
import type { Cloud } from '../../core/api/cloud';

/** VS Code's provider for national clouds is there once its own setting says which of them it signs in to. */
const section = 'microsoft-sovereign-cloud';
const environmentSetting = 'environment';
const usGovernment = 'USGovernment';

/** Whether VS Code can sign in to a cloud: asking a provider that is not there would only wait for it. */
export function isProviderReady({ authenticationProvider }: Cloud): boolean {
  return (
    authenticationProvider === 'microsoft' ||
    Boolean(vscode.workspace.getConfiguration(section).get<string>(environmentSetting))
  );
}

/**
 * Asks whether VS Code may be set up for the cloud of the US government, which GCC High and DoD sign in to.
 *
 * @throws `vscode.CancellationError` if the user does not want it.
 */
export async function offerSovereignCloud({ label }: Cloud): Promise<void> {
  const set = vscode.l10n.t('Set and Sign In');
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t('Set VS Code up for the US government cloud?'),
    {
      modal: true,
      detail: vscode.l10n.t(
        '{0} signs in there, and VS Code does so once its setting "{1}" is "{2}".',
        label,
        `${section}.${environmentSetting}`,
        usGovernment,
      ),
    },
    set,
  );
  if (chosen !== set) {
    throw new vscode.CancellationError();
  }
  await vscode.workspace
    .getConfiguration(section)
    .update(environmentSetting, usGovernment, vscode.ConfigurationTarget.Global);
}
