import * as vscode from 'vscode';
import { clouds, type Cloud } from '../../core/api/cloud';

/** VS Code's provider for national clouds is there once its own setting says which of them it signs in to: one at a time. */
const section = 'microsoft-sovereign-cloud';
const environmentSetting = 'environment';

type Environment = 'USGovernment' | 'ChinaCloud';

/** Whether VS Code can sign in to a cloud: asking a provider that is not there would only wait for it. */
export function isProviderReady(cloud: Cloud): boolean {
  if (cloud.authenticationProvider === 'microsoft') {
    return true;
  }
  const environment = currentEnvironment();
  // What the user set up by hand may be that cloud.
  return environment === 'custom' || environment === environmentOf(cloud);
}

/**
 * Asks whether VS Code may be set up for the national cloud that a connection signs in to.
 *
 * @throws `vscode.CancellationError` if the user does not want it.
 */
export async function offerSovereignCloud(cloud: Cloud): Promise<void> {
  const environment = environmentOf(cloud);
  const current = currentEnvironment();
  const set = vscode.l10n.t('Set and Sign In');
  const chosen = await vscode.window.showInformationMessage(
    environment === 'ChinaCloud'
      ? vscode.l10n.t('Set VS Code up for the cloud in China?')
      : vscode.l10n.t('Set VS Code up for the US government cloud?'),
    {
      modal: true,
      detail: [
        vscode.l10n.t(
          '{0} signs in there, and VS Code does so once its setting "{1}" is "{2}".',
          cloud.label,
          `${section}.${environmentSetting}`,
          environment,
        ),
        ...(current === ''
          ? []
          : [vscode.l10n.t('It is "{0}" now: VS Code signs in to one national cloud at a time.', current)]),
      ].join(' '),
    },
    set,
  );
  if (chosen !== set) {
    throw new vscode.CancellationError();
  }
  await vscode.workspace
    .getConfiguration(section)
    .update(environmentSetting, environment, vscode.ConfigurationTarget.Global);
}

function environmentOf({ authority }: Cloud): Environment {
  return authority === clouds.china.authority ? 'ChinaCloud' : 'USGovernment';
}

/** Empty where none is set. */
function currentEnvironment(): string {
  return vscode.workspace.getConfiguration(section).get(environmentSetting, '');
}
