import { contentTypes, type ContentType } from '../../api/contentType';
import { queryError, type Place } from '../../kql/queryError';
import { formatDatetime } from '../../kql/values/dateTimeText';
import type { BoundCommand } from '../commands/bindCommand';
import { optionalValue } from './boundValues';
import type { Env } from './context';
import { constantText, toDatetime, toText } from './conversions';
import { contentTypesOf } from './streams/recordSources';

export interface WebhookOfSubscription {
  /** Checked by the host, as that of the side bar is. */
  readonly address: string;
  /** A secret: not for logs. */
  readonly authId?: string;
  /** ISO 8601, UTC. */
  readonly expiration?: string;
}

/** What the host does with the service, by the connection of the notebook. */
export type ManagementAction =
  | { readonly kind: 'connect' }
  | { readonly kind: 'listSubscriptions' }
  | {
      readonly kind: 'startSubscriptions';
      readonly contentTypes: readonly ContentType[];
      readonly webhook?: WebhookOfSubscription;
    }
  | { readonly kind: 'stopSubscriptions'; readonly contentTypes: readonly ContentType[] }
  | { readonly kind: 'listSensitiveTypes' };

/** Whether an action changes something at the service: then the user is asked. */
export function changesService({ kind }: ManagementAction): boolean {
  return kind === 'startSubscriptions' || kind === 'stopSubscriptions';
}

export function actionOf(bound: BoundCommand, env: Env): ManagementAction {
  switch (bound.help.name) {
    case 'Connect-EXRManagementAPI':
      return { kind: 'connect' };
    case 'Get-EXRMSubscriptions':
      return { kind: 'listSubscriptions' };
    case 'Get-EXRMDlpSensitiveTypes':
      return { kind: 'listSensitiveTypes' };
    case 'Invoke-EXRMStopSubscription':
      return { kind: 'stopSubscriptions', contentTypes: requiredTypes(bound, env) };
    default: {
      const webhook = webhookOf(bound, env);
      const types = requiredTypes(bound, env);
      return { kind: 'startSubscriptions', contentTypes: types, ...(webhook === undefined ? {} : { webhook }) };
    }
  }
}

function requiredTypes(bound: BoundCommand, env: Env): readonly ContentType[] {
  const types = contentTypesOf(bound, env);
  if (types.length === 0) {
    throw queryError(
      `${bound.help.name} needs a content type: -Exchange, -AzureAD, -SharePoint, -General, -DLP, or -ContentType ${contentTypes[0]}.`,
      bound.namePlace,
    );
  }
  return types;
}

function knownText(
  bound: BoundCommand,
  name: string,
  env: Env,
): { readonly text: string; readonly place: Place } | undefined {
  const given = optionalValue(bound, name, env);
  if (given === undefined) {
    return undefined;
  }
  const value = toText(given.value);
  if (value.constant === undefined) {
    throw queryError(`-${name} must be known before it runs.`, given.place);
  }
  return { text: constantText(value), place: given.place };
}

function webhookOf(bound: BoundCommand, env: Env): WebhookOfSubscription | undefined {
  const address = knownText(bound, 'webhookAddress', env);
  const authId = knownText(bound, 'webhookauthId', env);
  const given = optionalValue(bound, 'webhookexpiration', env);
  if (address === undefined) {
    const stray = authId?.place ?? given?.place;
    if (stray !== undefined) {
      throw queryError('-webhookAddress is missing: a webhook is known by its address.', stray);
    }
    return undefined;
  }
  const expiration = given === undefined ? undefined : toDatetime(given.value, given.place).constant;
  if (given !== undefined && typeof expiration !== 'string') {
    throw queryError('-webhookexpiration must be known before it runs.', given.place);
  }
  return {
    address: address.text,
    ...(authId === undefined ? {} : { authId: authId.text }),
    ...(typeof expiration === 'string' ? { expiration: formatDatetime(BigInt(expiration)) } : {}),
  };
}
