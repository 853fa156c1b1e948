import * as vscode from 'vscode';
import { Disposable } from '../disposable';
import type { ErrorPresenter } from '../errors/errorPresenter';
import { askForPublicAddress } from './askForPublicAddress';
import type { NewContent } from './newContent';
import type { ReceiverSession } from './receiverSession';
import { countersText } from './receiverText';

/** Commands of the receiver of notifications. */
export class ReceiverCommands extends Disposable {
  constructor(
    private readonly receiver: ReceiverSession,
    private readonly content: NewContent,
    errors: ErrorPresenter,
  ) {
    super();
    const commands: Readonly<Record<string, () => Promise<void>>> = {
      'm365Audit.startReceiver': () => this.start(),
      'm365Audit.stopReceiver': () => this.receiver.stop(),
      'm365Audit.showReceiver': () => this.show(),
    };
    for (const [id, handler] of Object.entries(commands)) {
      this.register(vscode.commands.registerCommand(id, () => errors.guard({}, handler)));
    }
  }

  private async start(): Promise<void> {
    if (this.receiver.state !== undefined) {
      await this.show();
      return;
    }
    await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Starting to listen for notifications') },
      () => this.receiver.start(vscode.workspace.getConfiguration('m365Audit').get('receiver.port', 0)),
    );
    await this.offerWebhook();
  }

  /** What comes next, once it listens: an address from outside, and a webhook with it. */
  private async offerWebhook(): Promise<void> {
    const { localAddress, publicAddress } = this.receiver;
    if (localAddress === undefined) {
      return;
    }
    const setWebhook = vscode.l10n.t('Set Webhook');
    const giveAddress = vscode.l10n.t('Give Public Address');
    const message =
      publicAddress === undefined
        ? vscode.l10n.t(
            'Listening at {0}. Microsoft reaches it only through a tunnel of yours; the demo tenant reaches it as it is.',
            localAddress,
          )
        : vscode.l10n.t('Listening at {0}, from outside at {1}.', localAddress, publicAddress);
    const chosen = await vscode.window.showInformationMessage(message, setWebhook, giveAddress);
    if (chosen === setWebhook || (chosen === giveAddress && (await this.changePublicAddress()))) {
      await vscode.commands.executeCommand('m365Audit.setWebhook');
    }
  }

  /** Whether there is one now. */
  private async changePublicAddress(): Promise<boolean> {
    const { localAddress, publicAddress } = this.receiver;
    const address = localAddress === undefined ? undefined : await askForPublicAddress(localAddress, publicAddress);
    if (address === undefined) {
      return false;
    }
    await this.receiver.setPublicAddress(address);
    return true;
  }

  private async show(): Promise<void> {
    const { state, publicAddress } = this.receiver;
    this.content.markSeen();
    if (state?.localAddress === undefined) {
      await this.start();
      return;
    }
    const { localAddress } = state;
    const chosen = await vscode.window.showQuickPick(
      [
        {
          label: `$(copy) ${vscode.l10n.t('Copy Local Address')}`,
          description: localAddress,
          run: () => copy(localAddress),
        },
        ...(publicAddress === undefined
          ? []
          : [
              {
                label: `$(copy) ${vscode.l10n.t('Copy Public Address')}`,
                description: publicAddress,
                run: () => copy(publicAddress),
              },
            ]),
        {
          label: `$(globe) ${vscode.l10n.t('Change Public Address…')}`,
          run: () => this.changePublicAddress(),
        },
        {
          label: `$(link) ${vscode.l10n.t('Set Webhook…')}`,
          run: () => vscode.commands.executeCommand('m365Audit.setWebhook'),
        },
        { label: `$(debug-stop) ${vscode.l10n.t('Stop Listening')}`, run: () => this.receiver.stop() },
      ],
      {
        title: vscode.l10n.t('Listening for Notifications'),
        placeHolder: countersText(state, vscode.env.language),
      },
    );
    await chosen?.run();
  }
}

async function copy(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
}
