import * as vscode from 'vscode';

export type ValidationChoice = 'testAgain' | 'changeAddress' | 'leave';

/** The service's validation of an address failed: lists what to look at, in the order of what is wrong most often. */
export async function askWhatToDoAboutValidation(address: string, labels: string): Promise<ValidationChoice> {
  const points = [
    vscode.l10n.t('It begins with https:// and has no mistake in it.'),
    vscode.l10n.t('Its certificate is valid, names this host, and comes from a public authority.'),
    vscode.l10n.t('It is reached from the internet: a tunnel runs and its port is public, not private.'),
    vscode.l10n.t('Behind it something listens, and takes this authentication id.'),
    vscode.l10n.t('It answers a POST with the status 200 within a few seconds, and does not redirect.'),
    vscode.l10n.t('A firewall lets the service tag M365ManagementActivityApiWebhook in.'),
  ];
  const testAgain = vscode.l10n.t('Test Again');
  const changeAddress = vscode.l10n.t('Change Address');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('The service could not validate the webhook of {0}', labels),
    {
      modal: true,
      detail: [
        vscode.l10n.t(
          'The service sent a request to {0} and was not answered as it should be. Check in turn:',
          address,
        ),
        '',
        ...points.map((point, index) => `${index + 1}. ${point}`),
      ].join('\n'),
    },
    testAgain,
    changeAddress,
  );
  switch (chosen) {
    case testAgain:
      return 'testAgain';
    case changeAddress:
      return 'changeAddress';
    default:
      return 'leave';
  }
}
