import type { Command } from 'commander';
import { z } from 'zod';
import { clouds } from '../core/api/cloud';
import type { Connection } from '../core/api/connection';
import { EngineError } from '../core/protocol/engineError';
import type { TokenParams } from '../core/protocol/signInProtocol';
import type { QuotaKeeper } from '../engine/api/quotaKeeper';
import { QuotaKeepers } from '../engine/api/quotaKeepers';
import { quotaFolder } from '../engine/api/quotaShare';
import { defaultNetworkSettings, Network } from '../engine/network/network';
import { TokenCache } from '../engine/server/tokenCache';
import { AppSignIn } from '../engine/signIn/appSignIn';
import { resolveConnectionCloud } from '../engine/signIn/connectionCloud';
import { lookUpTenant } from '../engine/signIn/lookUpTenant';
import type { CommandContext } from './commandContext';
import { readCredential, type CredentialOptions } from './credential';
import { parseGuid, parsePositiveInteger } from './optionParsers';

/** Which tenant, in which cloud, and how to sign in there. */
export interface ConnectionOptions extends CredentialOptions {
  /** GUID or domain. */
  readonly tenant: string;
  readonly cloud: string;
  readonly authority?: string;
  readonly resource?: string;
  readonly publisher?: string;
  readonly requestsPerMinute?: number;
  readonly tokenEnv?: string;
  readonly clientId?: string;
}

export interface ResolvedConnection {
  readonly connection: Connection;
  readonly tokens: TokenCache;
  readonly network: Network;
  /** What the service allows to the tenant; shared with the other processes of this computer until it is closed. */
  readonly quota: QuotaKeeper;
}

/** Adds the options that say what a command connects to. */
export function addConnectionOptions(command: Command): Command {
  return command
    .requiredOption('--tenant <tenant>', 'the tenant: its GUID, or one of its domains')
    .requiredOption('--cloud <cloud>', `${Object.keys(clouds).join(', ')}, or the origin of another host`)
    .option('--authority <origin>', 'sign-in service of another host; that of enterprise if absent')
    .option('--resource <url>', 'audience of the tokens for another host; that of enterprise if absent')
    .option('--publisher <guid>', 'what the service counts requests by; the tenant if absent', parseGuid)
    .option(
      '--requests-per-minute <number>',
      'what the service allows to the tenant; 2000 if absent',
      parsePositiveInteger,
    )
    .option('--token-env <variable>', 'environment variable that holds a bearer token')
    .option('--client-id <guid>', 'sign in as this app, with a secret or a certificate', parseGuid)
    .option('--secret-env <variable>', 'environment variable that holds the client secret')
    .option('--certificate <file>', 'certificate with private key: PEM, or PFX by its name (.pfx, .p12)')
    .option('--certificate-password-env <variable>', 'environment variable that holds the password of the certificate');
}

/**
 * The connection that the options describe. Only a domain makes it ask someone: for the tenant's GUID.
 *
 * @throws RangeError where options do not go together, EngineError where the tenant cannot be found
 */
export async function resolveConnectionOptions(
  options: ConnectionOptions,
  context: CommandContext,
): Promise<ResolvedConnection> {
  assertConsistent(options);
  const { tenant, cloud, authority, resource, publisher, clientId, secretEnv, tokenEnv } = options;
  const network = new Network(defaultNetworkSettings, context.env);
  const isGuid = z.guid().safeParse(tenant).success;
  const place = { cloud, ...(authority === undefined ? {} : { authority }) };
  const connection: Connection = {
    id: 'command-line',
    name: 'command line',
    ...place,
    ...(resource === undefined ? {} : { resource }),
    tenantId: isGuid ? tenant.toLowerCase() : await lookUpTenant({ ...place, domain: tenant }, network, context.signal),
    ...(clientId === undefined ? {} : { clientId, signIn: secretEnv === undefined ? 'certificate' : 'clientSecret' }),
    ...(publisher === undefined ? {} : { publisherIdentifier: publisher }),
  };
  const app = new AppSignIn({ network, getCredential: () => readCredential(options, context) });
  const requestToken = (params: TokenParams): Promise<string> =>
    tokenEnv === undefined ? app.requestToken(params) : readToken(tokenEnv, context);
  const quota = new QuotaKeepers({
    requestsPerMinute: options.requestsPerMinute ?? 2_000,
    folder: quotaFolder(),
  }).get({ origin: resolveConnectionCloud(connection).apiOrigin, tenantId: connection.tenantId });
  return { connection, network, quota, tokens: new TokenCache(requestToken) };
}

function assertConsistent(options: ConnectionOptions): void {
  const { cloud, authority, resource, tokenEnv, clientId, secretEnv, certificate, certificatePasswordEnv } = options;
  if (Object.hasOwn(clouds, cloud) && (authority !== undefined || resource !== undefined)) {
    throw new RangeError('--authority and --resource go with a --cloud that is the origin of another host.');
  }
  const isToken = tokenEnv !== undefined && clientId === undefined;
  const isApp =
    tokenEnv === undefined && clientId !== undefined && (secretEnv === undefined) !== (certificate === undefined);
  if (!isToken && !isApp) {
    throw new RangeError('Give --token-env, or --client-id with either --secret-env or --certificate.');
  }
  if (
    (isToken && (secretEnv ?? certificate) !== undefined) ||
    (certificatePasswordEnv !== undefined && certificate === undefined)
  ) {
    throw new RangeError(
      '--secret-env and --certificate go with --client-id, and --certificate-password-env with --certificate.',
    );
  }
}

/** A token that was refused is given again: there is no other, and the service's own answer says best what is wrong with it. */
function readToken(variable: string, { env }: CommandContext): Promise<string> {
  const token = env[variable]?.trim() ?? '';
  // A bearer token has no white space (RFC 6750): a header could not hold a line break, say.
  return /^[!-~]+$/.test(token)
    ? Promise.resolve(token)
    : Promise.reject(
        new EngineError({ kind: 'signIn', message: `The environment variable ${variable} holds no token.` }),
      );
}
