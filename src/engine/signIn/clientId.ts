import type { Connection } from '../../core/api/connection';
import { EngineError } from '../../core/protocol/engineError';

/** @throws EngineError where the connection names no app */
export function requireClientId({ name, clientId }: Connection): string {
  if (clientId === undefined) {
    throw new EngineError({
      kind: 'signIn',
      code: 'MissingClientId',
      action: 'editConnection',
      message: `The connection "${name}" needs the application (client) id of your app registration to sign in this way.`,
    });
  }
  return clientId;
}
