import { contentTypes } from '../../../core/api/contentType';
import type { Connection } from '../../../core/api/connection';
import type { Examination } from '../examination';
import { failed, ok, warning, type Finding } from '../finding';
import { namesOf } from '../words';

/** Which content types are collected. */
export async function checkSubscriptions(examination: Examination): Promise<Finding> {
  const { value: subscriptions = [] } = await examination.subscriptions();
  const withStatus = (wanted: string): string =>
    namesOf(
      contentTypes.filter((contentType) =>
        subscriptions.some((found) => found.contentType === contentType && found.status === wanted),
      ),
    );
  const enabled = withStatus('enabled');
  const disabled = withStatus('disabled');
  const missing = namesOf(
    contentTypes.filter((contentType) => !subscriptions.some((found) => found.contentType === contentType)),
  );
  const detail = [
    ...(enabled === '' ? [] : [`Enabled: ${enabled}.`]),
    ...(disabled === '' ? [] : [`Disabled by an administrator: ${disabled}.`]),
    ...(missing === '' ? [] : [`Not subscribed: ${missing}.`]),
    ownership(examination.connection),
  ].join('\n');
  if (enabled === '') {
    return failed(detail, {
      help: 'Start the content types that you want. The service keeps nothing for this app before that.',
      action: 'subscribe',
    });
  }
  return disabled === ''
    ? ok(detail)
    : warning(detail, {
        help: 'Start them again. If they are disabled again, ask an administrator of the tenant, and see whether auditing is on.',
        action: 'subscribe',
      });
}

/** Another app's subscriptions are not listed, which surprises whoever has changed the app. */
function ownership({ clientId }: Connection): string {
  return clientId === undefined
    ? 'Subscriptions belong to the app that signs in; those of other apps are not seen.'
    : `Subscriptions belong to the app ${clientId}; those of other apps are not seen.`;
}
