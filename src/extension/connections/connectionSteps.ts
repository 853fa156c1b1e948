import * as vscode from 'vscode';
import { clouds } from '../../core/api/cloud';
import type { SignInMethod } from '../../core/api/connection';
import { EngineError } from '../../core/protocol/engineError';
import type { EngineSession } from '../engine/engineSession';
import type { Step } from '../quickInput/multiStepInput';
import type { CredentialStore, KeptCredential } from '../signIn/credentialStore';
import { methodName } from '../signIn/methodName';
import { askForCredential } from './askForCredential';
import { isDomain, offeredMethods, toCloudChoice, toConnection, type ConnectionDraft } from './connectionDraft';
import { describeAuthorityProblem, describeCloudProblem, describeResourceProblem, isGuid } from './connectionSettings';

/** The answers, with the secret or certificate where a new one was given. */
export interface ConnectionAnswers extends ConnectionDraft {
  readonly credential?: KeptCredential | undefined;
}

export interface ConnectionStepsOptions {
  readonly engine: EngineSession;
  readonly credentials: CredentialStore;
  /** Id of the connection, new or edited. */
  readonly id: string;
  /** Names of the other connections. */
  readonly takenNames: readonly string[];
}

/** The questions of "Add Connection" and "Edit Connection". */
export function connectionSteps(options: ConnectionStepsOptions): readonly Step<ConnectionAnswers>[] {
  return [
    nameStep(options.takenNames),
    cloudStep(),
    ...otherHostSteps(),
    tenantStep(options.engine),
    signInStep(),
    clientIdStep(),
    credentialStep(options),
    publisherStep(),
  ];
}

function nameStep(takenNames: readonly string[]): Step<ConnectionAnswers> {
  return {
    ask: async (prompts, draft) => ({
      ...draft,
      name: await prompts.text({
        prompt: vscode.l10n.t('A name for the tenant, as you want to see it in the side bar'),
        placeholder: vscode.l10n.t('Contoso'),
        value: draft.name,
        check: (text) => {
          if (text === '') {
            return vscode.l10n.t('Give a name.');
          }
          return takenNames.includes(text) ? vscode.l10n.t('Another connection has this name.') : undefined;
        },
      }),
    }),
  };
}

function cloudStep(): Step<ConnectionAnswers> {
  return {
    ask: async (prompts, draft) => {
      const items = [
        cloudItem('enterprise'),
        cloudItem('gcc'),
        cloudItem('gcchigh'),
        cloudItem('dod'),
        {
          ...cloudItem('china'),
          detail: vscode.l10n.t('Microsoft documents no host in China for this API: it may not be there.'),
        },
        {
          label: vscode.l10n.t('Other Host…'),
          detail: vscode.l10n.t('Asks for the host of the API, the sign-in service and the audience.'),
          cloud: 'other' as const,
        },
      ];
      const { cloud } = await prompts.pick({
        prompt: vscode.l10n.t('The cloud that the tenant is in'),
        items,
        active: items.find((item) => item.cloud === draft.cloud),
      });
      return { ...draft, cloud };
    },
  };
}

function cloudItem<Name extends keyof typeof clouds>(cloud: Name): vscode.QuickPickItem & { readonly cloud: Name } {
  const { label, apiOrigin } = clouds[cloud];
  return { label, description: apiOrigin, cloud };
}

function otherHostSteps(): readonly Step<ConnectionAnswers>[] {
  const isAsked = ({ cloud }: ConnectionDraft): boolean => cloud === 'other';
  return [
    {
      isAsked,
      ask: async (prompts, draft) => ({
        ...draft,
        apiOrigin: await prompts.text({
          prompt: vscode.l10n.t('The host of the API, over https, without a path'),
          placeholder: clouds.enterprise.apiOrigin,
          value: draft.apiOrigin,
          check: (text) =>
            Object.hasOwn(clouds, text) || describeCloudProblem(text) !== undefined
              ? vscode.l10n.t('Give an address such as {0}', clouds.enterprise.apiOrigin)
              : undefined,
        }),
      }),
    },
    {
      isAsked,
      ask: async (prompts, draft) => ({
        ...draft,
        authority: await prompts.text({
          prompt: vscode.l10n.t('The sign-in service (authority), over https, without a path'),
          value: draft.authority,
          check: (text) =>
            describeAuthorityProblem(text) === undefined
              ? undefined
              : vscode.l10n.t('Give an address such as {0}', clouds.enterprise.authority),
        }),
      }),
    },
    {
      isAsked,
      ask: async (prompts, draft) => ({
        ...draft,
        resource: await prompts.text({
          prompt: vscode.l10n.t('The audience that tokens are asked for (resource)'),
          value: draft.resource,
          check: (text) =>
            describeResourceProblem(text) === undefined
              ? undefined
              : vscode.l10n.t('Give an address such as {0}', clouds.enterprise.resource),
        }),
      }),
    },
  ];
}

function tenantStep(engine: EngineSession): Step<ConnectionAnswers> {
  return {
    ask: async (prompts, draft) => {
      let tenantId = '';
      const tenant = await prompts.text({
        prompt: vscode.l10n.t(
          'The tenant: its id (in the Microsoft Entra admin center, under Overview), or one of its domains',
        ),
        placeholder: 'contoso.onmicrosoft.com',
        value: draft.tenant,
        check: (text) => (isGuid(text) || isDomain(text) ? undefined : vscode.l10n.t('Give a GUID or a domain.')),
        verify: async (text, token) => {
          if (isGuid(text)) {
            tenantId = text;
            return undefined;
          }
          try {
            const { cloud, authority } = toCloudChoice(draft);
            const lookup = { cloud, domain: text, ...(authority === undefined ? {} : { authority }) };
            ({ tenantId } = await engine.request('m365Audit/lookUpTenant', lookup, token));
            return undefined;
          } catch (error) {
            if (error instanceof EngineError) {
              return error.message;
            }
            throw error;
          }
        },
      });
      return { ...draft, tenant, tenantId };
    },
  };
}

function signInStep(): Step<ConnectionAnswers> {
  return {
    ask: async (prompts, draft) => {
      const items = offeredMethods(draft).map((method) => ({
        label: methodName(method),
        detail: methodPurpose(method),
        method,
      }));
      const { method } = await prompts.pick({
        prompt: vscode.l10n.t('How to sign in'),
        items,
        active: items.find((item) => item.method === draft.signIn),
      });
      return { ...draft, signIn: method };
    },
  };
}

function methodPurpose(method: SignInMethod): string {
  switch (method) {
    case 'microsoft':
      return vscode.l10n.t('As a user, by the sign-in of VS Code: the simplest way to look around.');
    case 'deviceCode':
      return vscode.l10n.t('As a user, by a code in any browser: for remote hosts and VS Code in the browser.');
    case 'clientSecret':
      return vscode.l10n.t('As the app itself, with no user: for collecting.');
    case 'certificate':
      return vscode.l10n.t('As the app itself, with no user: the private key never leaves this machine.');
  }
}

function clientIdStep(): Step<ConnectionAnswers> {
  return {
    ask: async (prompts, draft) => ({
      ...draft,
      clientId: await prompts.text({
        prompt:
          draft.signIn === 'microsoft'
            ? vscode.l10n.t(
                'The application (client) id of your app registration. Empty is the app of VS Code, which few tenants let in here.',
              )
            : vscode.l10n.t(
                'The application (client) id of your app registration; "M365 Audit: Open Setup Guide" shows how to make one',
              ),
        placeholder: '00000000-0000-0000-0000-000000000000',
        value: draft.clientId,
        check: (text) => {
          if (text === '') {
            return draft.signIn === 'microsoft' ? undefined : vscode.l10n.t('This way to sign in needs your own app.');
          }
          return isGuid(text) ? undefined : vscode.l10n.t('Give a GUID.');
        },
      }),
    }),
  };
}

function credentialStep({ engine, credentials, id }: ConnectionStepsOptions): Step<ConnectionAnswers> {
  return {
    isAsked: isAppOnlyDraft,
    ask: async (prompts, draft) => {
      const { kind } = await credentials.find(toConnection(id, draft));
      // The user may have come back, having given one.
      const hasKept = kind === 'kept' || draft.credential?.credential.kind === draft.signIn;
      const credential = await askForCredential(prompts, engine, draft.signIn, hasKept);
      return credential === undefined ? draft : { ...draft, credential };
    },
  };
}

function isAppOnlyDraft({ signIn }: ConnectionDraft): boolean {
  return signIn === 'clientSecret' || signIn === 'certificate';
}

function publisherStep(): Step<ConnectionAnswers> {
  return {
    ask: async (prompts, draft) => ({
      ...draft,
      publisherIdentifier: await prompts.text({
        prompt: vscode.l10n.t(
          'Publisher identifier: the service counts requests by it. Empty is the tenant’s own id; a vendor gives the id of its own tenant.',
        ),
        placeholder: draft.tenantId,
        value: draft.publisherIdentifier,
        check: (text) => (text === '' || isGuid(text) ? undefined : vscode.l10n.t('Give a GUID, or nothing.')),
      }),
    }),
  };
}
