import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../core/protocol/engineError';
import type { Credential } from '../core/protocol/signInProtocol';
import type { CommandContext } from './commandContext';

/** What an app proves itself with: names of environment variables, and of a file. */
export interface CredentialOptions {
  readonly secretEnv?: string;
  readonly certificate?: string;
  readonly certificatePasswordEnv?: string;
}

/**
 * What the app proves itself with: the secret in the environment, or the certificate in the file.
 *
 * @throws EngineError where the environment lacks it, or the file cannot be read
 */
export async function readCredential(
  { secretEnv, certificate, certificatePasswordEnv }: CredentialOptions,
  { env, signal }: CommandContext,
): Promise<Credential> {
  if (certificate === undefined) {
    return { kind: 'clientSecret', secret: readVariable(secretEnv, env, 'client secret') };
  }
  const isPfx = ['.pfx', '.p12'].includes(path.extname(certificate).toLowerCase());
  const file = await readFile(certificate, { signal }).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw unreadableFile(certificate, cause);
  });
  return {
    kind: 'certificate',
    ...(isPfx ? { format: 'pfx', data: file.toString('base64') } : { format: 'pem', data: file.toString('utf8') }),
    ...(certificatePasswordEnv === undefined
      ? {}
      : { password: readVariable(certificatePasswordEnv, env, 'password') }),
  };
}

function readVariable(variable = '', env: CommandContext['env'], content: string): string {
  const value = env[variable];
  if (value === undefined || value === '') {
    throw new EngineError({ kind: 'signIn', message: `The environment variable ${variable} holds no ${content}.` });
  }
  return value;
}

function unreadableFile(file: string, cause: unknown): EngineError {
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? ` (${cause.code})` : '';
  return new EngineError(
    {
      kind: 'signIn',
      message: `The certificate file ${file} cannot be read${code}. Check its name and who may read it.`,
    },
    { cause },
  );
}
