import { z } from 'zod';
import type { EngineErrorData } from '../../core/protocol/engineError';
import type { GraphKind } from './graphAddress';

/** The least permission that reads each kind, as a delegated and as an application permission. */
const graphPermissions: Readonly<Record<GraphKind, string>> = {
  user: 'User.Read.All',
  app: 'Application.Read.All',
};

/** The service's own words are shown where nothing else is known, but no page of them. Characters. */
const maximumMessageLength = 300;

const errorBody = z.object({ error: z.object({ code: z.string().min(1), message: z.string() }) });

const unknownError: EngineErrorData = { kind: 'api', message: 'Microsoft Graph refused the look-up.' };

/**
 * Says what an error answer of Microsoft Graph means and what helps. The code decides, the status only where there is none. The
 * service's own words are in the message of an unknown error alone: they name the user who was looked up, and messages are logged.
 *
 * Source: "Microsoft Graph error responses and resource types" (Microsoft).
 */
export function explainGraphError(kind: GraphKind, status: number, body: unknown): EngineErrorData {
  const error = errorBody.safeParse(body).data?.error;
  const known = explain(kind, status, error?.code);
  const { message, ...rest } = known ?? unknownError;
  if (error === undefined) {
    return { ...rest, message: `${message} (status ${status})` };
  }
  const words = known === undefined ? `: ${error.message.slice(0, maximumMessageLength)}` : '';
  return { ...rest, code: error.code, message: `${message} (${error.code}${words})` };
}

function explain(kind: GraphKind, status: number, code: string | undefined): EngineErrorData | undefined {
  if (code === 'Authorization_RequestDenied' || (code === undefined && status === 403)) {
    const people = kind === 'user' ? 'users' : 'apps';
    return {
      kind: 'api',
      action: 'openSetup',
      message: `The app may not read ${people} in Microsoft Graph. Add the permission ${graphPermissions[kind]} of Microsoft Graph to it, grant admin consent, and sign in again.`,
    };
  }
  if (code === 'Request_ResourceNotFound' || (code === undefined && status === 404)) {
    return {
      kind: 'notFound',
      message:
        kind === 'user'
          ? 'Microsoft Graph has no such user. It may have been deleted, or belong to another tenant.'
          : 'Microsoft Graph has no such app in this tenant. It may have been removed, or never been consented to here.',
    };
  }
  if (code === 'InvalidAuthenticationToken' || status === 401) {
    return {
      kind: 'signIn',
      action: 'signIn',
      message: 'Microsoft Graph refuses the sign-in of this connection. Sign in again.',
    };
  }
  if (status === 429 || status >= 500) {
    return { kind: 'network', action: 'retry', message: 'Microsoft Graph is busy. Wait a little, then try again.' };
  }
  return undefined;
}
