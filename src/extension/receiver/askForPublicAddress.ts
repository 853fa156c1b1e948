import * as vscode from 'vscode';
import { askInSteps } from '../quickInput/multiStepInput';
import { portOf, toPublicAddress } from './publicAddress';

/** VS Code's view of forwarded ports, which can make a tunnel. */
const portsViewCommand = '~remote.forwardedPorts.focus';

interface AddressDraft {
  readonly address: string | undefined;
}

/** Asks where the user's tunnel is reached from outside; undefined if the user leaves. */
export async function askForPublicAddress(
  localAddress: string,
  known: string | undefined,
): Promise<string | undefined> {
  const port = portOf(localAddress);
  const enter: vscode.QuickPickItem = { label: vscode.l10n.t('I have a tunnel: enter its address') };
  const openPorts: vscode.QuickPickItem = {
    label: vscode.l10n.t('Make one: open the Ports view'),
    detail: vscode.l10n.t('Forward port {0} there, and set its port visibility to public.', port),
  };
  const draft = await askInSteps<AddressDraft>(
    vscode.l10n.t('Public Address'),
    [
      {
        ask: async (prompts, answers) => {
          const way = await prompts.pick({
            prompt: vscode.l10n.t('Microsoft posts from the internet, so port {0} needs a tunnel of yours.', port),
            items: [enter, openPorts],
          });
          if (way === openPorts) {
            await vscode.commands.executeCommand(portsViewCommand);
          }
          return answers;
        },
      },
      {
        ask: async (prompts, answers) => ({
          address: toPublicAddress(
            await prompts.text({
              prompt: vscode.l10n.t(
                'The address of the tunnel to port {0}, as it is seen from outside. In the Ports view it is the forwarded address of a port whose visibility is public.',
                port,
              ),
              placeholder: `https://example-${port}.devtunnels.ms/`,
              value: answers.address,
              check: (text) =>
                toPublicAddress(text, localAddress) === undefined
                  ? vscode.l10n.t('Give an address that begins with https://')
                  : undefined,
            }),
            localAddress,
          ),
        }),
      },
    ],
    { address: known },
  );
  return draft?.address;
}
