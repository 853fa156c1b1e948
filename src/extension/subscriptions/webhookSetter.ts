import * as vscode from 'vscode';
import type { Connection } from '../../core/api/connection';
import type { ContentType } from '../../core/api/contentType';
import type { WantedWebhook } from '../../core/api/subscriptionState';
import type { EngineErrorData } from '../../core/protocol/engineError';
import { toEngineError } from '../errors/rehydrateError';
import type { Outcome } from './groupFailures';
import { labelsOf, showOutcomes } from './showOutcomes';
import type { SubscriptionServices } from './subscriptionServices';
import { askWhatToDoAboutValidation } from './validationChecklist';

export interface WebhookJob {
  readonly connection: Connection;
  readonly contentTypes: readonly ContentType[];
  readonly webhook: WantedWebhook;
  /** Sent with each notification; undefined where the service is to send none. */
  readonly authId: string | undefined;
}

/**
 * Sets a webhook for one content type after the other, and tells what came of it. Where the address does not pass the service's
 * validation, the user may test again.
 *
 * @returns whether the user wants to change the address
 */
export async function setWebhooks(services: SubscriptionServices, job: WebhookJob): Promise<boolean> {
  const { connection, webhook } = job;
  const outcomes = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Setting the webhook of {0}', labelsOf(job.contentTypes)),
      cancellable: true,
    },
    (progress, token) => runAll(services, job, progress, token),
  );
  services.tree.refresh();
  const unvalidated = outcomes.filter(({ error }) => isValidationFailure(error));
  const told = showOutcomes(
    connection,
    outcomes.filter((outcome) => !unvalidated.includes(outcome)),
    {
      success: (labels) => vscode.l10n.t('The webhook of {0} is set, and passed the validation.', labels),
      failure: (labels) => vscode.l10n.t('The webhook of {0} was not set.', labels),
    },
    services.errors,
  );
  if (unvalidated.length === 0) {
    await told;
    return false;
  }
  const contentTypes = unvalidated.map(({ contentType }) => contentType);
  switch (await askWhatToDoAboutValidation(webhook.address, labelsOf(contentTypes))) {
    case 'testAgain':
      return setWebhooks(services, { ...job, contentTypes });
    case 'changeAddress':
      return true;
    case 'leave':
      return false;
  }
}

function isValidationFailure(error: EngineErrorData | undefined): boolean {
  return error?.code === 'AF20021';
}

async function runAll(
  services: SubscriptionServices,
  job: WebhookJob,
  progress: vscode.Progress<{ readonly message?: string }>,
  token: vscode.CancellationToken,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const contentType of job.contentTypes) {
    progress.report({ message: labelsOf([contentType]) });
    try {
      await runOne(services, job, contentType, token);
      outcomes.push({ contentType });
    } catch (error) {
      if (error instanceof vscode.CancellationError) {
        // What was set until then stays set, and is told of.
        break;
      }
      outcomes.push({ contentType, error: toEngineError(error).data });
    }
  }
  return outcomes;
}

async function runOne(
  { engine, receiver, secrets, wanted }: SubscriptionServices,
  { connection, webhook, authId }: WebhookJob,
  contentType: ContentType,
  token: vscode.CancellationToken,
): Promise<void> {
  const target = { connection, contentType };
  await receiver.accepting(connection, authId, async () => {
    await engine.request(
      'm365Audit/setWebhook',
      { ...target, webhook: { ...webhook, ...(authId === undefined ? {} : { authId }) } },
      token,
    );
    await secrets.put(target, authId);
    await wanted.rememberWebhook(target, webhook);
  });
}
