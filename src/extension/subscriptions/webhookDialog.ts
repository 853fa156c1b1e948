import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { demoCloud } from '../../core/api/cloud';
import type { Connection } from '../../core/api/connection';
import { contentTypeLabels, contentTypes, type ContentType } from '../../core/api/contentType';
import { parseUtcTime } from '../../core/api/contentWindow';
import type { WantedWebhook } from '../../core/api/subscriptionState';
import { askInSteps, type Step } from '../quickInput/multiStepInput';
import { chosenExpiration, expirationDraft, expirationSteps, type ExpirationDraft } from './expirationSteps';
import { findAddressProblem } from './webhookAddress';

export interface WebhookQuestion {
  readonly title: string;
  readonly connection: Connection;
  /** The one that the webhook is for; absent where the user is to choose among all. */
  readonly contentType?: ContentType;
  /** Content types that are likely to be chosen. */
  readonly likelyTypes: readonly ContentType[];
  /** The webhook as it is wanted until now. */
  readonly known?: WantedWebhook | undefined;
  /** Whether an authId is kept for it. */
  readonly hasAuthId: boolean;
  /** Addresses of the receiver, where it listens. */
  readonly receiverAddresses: readonly string[];
}

export interface WebhookAnswer {
  readonly contentTypes: readonly ContentType[];
  readonly address: string;
  /** `keep`: the one that is kept already. */
  readonly authId:
    { readonly kind: 'keep' } | { readonly kind: 'new'; readonly value: string } | { readonly kind: 'none' };
  /** An ISO time. */
  readonly expiration?: string;
}

type AuthIdChoice = 'keep' | 'random' | 'typed' | 'none';

interface WebhookDraft extends ExpirationDraft {
  readonly contentTypes: readonly ContentType[];
  /** `receiver`: one of the receiver's, which is in `address` then. */
  readonly place: 'receiver' | 'typed';
  readonly address: string;
  readonly authIdChoice: AuthIdChoice;
  readonly authId: string;
}

/** Bytes of a random authId: as hard to guess as a key. */
const authIdBytes = 32;

/** What an HTTP header carries unchanged. */
const headerValue = /^[\x21-\x7e]+$/;

/** Asks for a webhook, step by step; undefined if the user leaves. */
export async function askForWebhook(question: WebhookQuestion): Promise<WebhookAnswer | undefined> {
  const draft = await askInSteps(question.title, stepsOf(question), initialDraft(question));
  if (draft === undefined) {
    return undefined;
  }
  const expiration = chosenExpiration(draft);
  return {
    contentTypes: draft.contentTypes,
    address: draft.address,
    authId: chosenAuthId(draft),
    ...(expiration === undefined ? {} : { expiration }),
  };
}

function initialDraft({
  contentType,
  likelyTypes,
  known,
  hasAuthId,
  receiverAddresses,
}: WebhookQuestion): WebhookDraft {
  const expires = known?.expiration === undefined ? NaN : parseUtcTime(known.expiration);
  const isReceivers = known === undefined || receiverAddresses.includes(known.address);
  return {
    contentTypes: contentType === undefined ? likelyTypes : [contentType],
    place: isReceivers && receiverAddresses.length > 0 ? 'receiver' : 'typed',
    address: known?.address ?? '',
    authIdChoice: hasAuthId ? 'keep' : 'random',
    authId: '',
    ...expirationDraft(Number.isNaN(expires) ? undefined : expires),
  };
}

function stepsOf(question: WebhookQuestion): readonly Step<WebhookDraft>[] {
  return [
    { isAsked: () => question.contentType === undefined, ask: askForContentTypes },
    { isAsked: () => question.receiverAddresses.length > 0, ask: placeStep(question) },
    { isAsked: ({ place }) => place === 'typed', ask: addressStep(question) },
    { ask: authIdStep(question) },
    { isAsked: ({ authIdChoice }) => authIdChoice === 'typed', ask: askForAuthId },
    ...expirationSteps<WebhookDraft>(),
  ];
}

const askForContentTypes: Step<WebhookDraft>['ask'] = async (prompts, draft) => {
  const items = contentTypes.map((contentType) => ({
    label: contentTypeLabels[contentType],
    description: contentType,
    contentType,
  }));
  const chosen = await prompts.pickMany({
    prompt: vscode.l10n.t('For which content types? Their subscriptions are started too.'),
    items,
    selected: items.filter(({ contentType }) => draft.contentTypes.includes(contentType)),
  });
  return { ...draft, contentTypes: chosen.map(({ contentType }) => contentType) };
};

function placeStep({ receiverAddresses }: WebhookQuestion): Step<WebhookDraft>['ask'] {
  return async (prompts, draft) => {
    const other = { label: vscode.l10n.t('Another Address…'), address: undefined };
    const items = [
      ...receiverAddresses.map((address) => ({
        label: vscode.l10n.t('The Receiver of This Window'),
        description: address,
        address,
      })),
      other,
    ];
    const { address } = await prompts.pick<vscode.QuickPickItem & { readonly address: string | undefined }>({
      prompt: vscode.l10n.t('Where shall the service send notifications?'),
      items,
      active: draft.place === 'typed' ? other : items.find((item) => item.address === draft.address),
    });
    return address === undefined ? { ...draft, place: 'typed' } : { ...draft, place: 'receiver', address };
  };
}

function addressStep({ connection }: WebhookQuestion): Step<WebhookDraft>['ask'] {
  const isDemo = connection.cloud === demoCloud;
  return async (prompts, draft) => ({
    ...draft,
    address: await prompts.text({
      prompt: vscode.l10n.t(
        'The address of the webhook. The service validates it at once, so it must be reachable from the internet and answer 200.',
      ),
      placeholder: 'https://hooks.example.com/m365-audit',
      value: draft.address,
      check: (text) => describeAddressProblem(text, isDemo),
    }),
  });
}

function describeAddressProblem(text: string, isDemo: boolean): string | undefined {
  switch (findAddressProblem(text, isDemo)) {
    case 'malformed':
      return vscode.l10n.t('Give a whole address, such as https://hooks.example.com/m365-audit.');
    case 'notHttps':
      return isDemo
        ? vscode.l10n.t('The address must begin with https://, or with http:// on this machine.')
        : vscode.l10n.t('The address must begin with https://.');
    case 'hasCredentials':
      return vscode.l10n.t('The address must hold no user name or password.');
    case undefined:
      return undefined;
  }
}

function authIdStep({ hasAuthId, receiverAddresses }: WebhookQuestion): Step<WebhookDraft>['ask'] {
  return async (prompts, draft) => {
    const keep = {
      label: vscode.l10n.t('Keep the Present One'),
      authIdChoice: 'keep' as const,
    };
    const none = {
      label: vscode.l10n.t('None'),
      detail: vscode.l10n.t('Whoever knows the address can send notifications to it.'),
      authIdChoice: 'none' as const,
    };
    const items: (vscode.QuickPickItem & { readonly authIdChoice: AuthIdChoice })[] = [
      ...(hasAuthId ? [keep] : []),
      {
        label: vscode.l10n.t('Make a Random One'),
        detail: vscode.l10n.t('Kept as a secret on this machine. The menu of the webhook copies it.'),
        authIdChoice: 'random',
      },
      { label: vscode.l10n.t('Type My Own…'), authIdChoice: 'typed' },
      // The receiver takes no notification without one.
      ...(receiverAddresses.includes(draft.address) ? [] : [none]),
    ];
    const { authIdChoice } = await prompts.pick({
      prompt: vscode.l10n.t('The authentication id: the service sends it as Webhook-AuthID to prove itself.'),
      items,
      active: items.find((item) => item.authIdChoice === draft.authIdChoice),
    });
    return { ...draft, authIdChoice };
  };
}

const askForAuthId: Step<WebhookDraft>['ask'] = async (prompts, draft) => ({
  ...draft,
  authId: await prompts.text({
    prompt: vscode.l10n.t('The authentication id'),
    value: draft.authId,
    isSecret: true,
    check: (text) =>
      headerValue.test(text) ? undefined : vscode.l10n.t('Use letters, digits and signs without accents or spaces.'),
  }),
});

function chosenAuthId({ authIdChoice, authId }: WebhookDraft): WebhookAnswer['authId'] {
  switch (authIdChoice) {
    case 'keep':
    case 'none':
      return { kind: authIdChoice };
    case 'typed':
      return { kind: 'new', value: authId };
    case 'random':
      return { kind: 'new', value: randomBytes(authIdBytes).toString('base64url') };
  }
}
