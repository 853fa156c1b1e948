import type { EngineErrorData } from '../protocol/engineError';
import { clouds } from './cloud';
import type { TokenClaims } from './tokenClaims';

/** What a token must be to do what is asked. */
export interface TokenExpectation {
  /** The audience: `https://manage.office.com`, say. */
  readonly resource: string;
  /** GUID. */
  readonly tenantId: string;
  /** Milliseconds since the epoch; where it is undefined, the lifetime of the token is left to the service. */
  readonly now: number | undefined;
  /** All of them are needed, be it as a role of the app or on behalf of the user. */
  readonly permissions: readonly Permission[];
}

/** Source: "Get started with Office 365 Management APIs" (Microsoft). */
export type Permission = 'ActivityFeed.Read' | 'ActivityFeed.ReadDlp';

export type TokenMisfitCode =
  'WrongAudience' | 'WrongTenant' | 'TokenExpired' | 'TokenNotYetValid' | 'MissingPermission' | 'MissingDlpPermission';

export interface TokenMisfit extends EngineErrorData {
  readonly kind: 'signIn';
  readonly code: TokenMisfitCode;
}

/** App ids that stand for a resource in `aud`, where the app registration asks for tokens of version 2. */
const managementApiAppId = 'c5393580-f805-4401-95e8-94b7a6ef2fc2';
const graphAppId = '00000003-0000-0000-c000-000000000000';

const graphOrigins: ReadonlySet<string> = new Set(Object.values(clouds).map(({ graphOrigin }) => graphOrigin));

/** The clocks of this computer and of the authority may differ by so much before a token counts as too early or too late. */
const clockToleranceMs = 5 * 60_000;

/** Says why a token does not fit before it is sent: the service would only say that it is not authorized. Undefined where it fits. */
export function describeTokenMisfit(claims: TokenClaims, expectation: TokenExpectation): TokenMisfit | undefined {
  return (
    describeAudience(claims, expectation) ??
    describeTenant(claims, expectation) ??
    describeLifetime(claims, expectation) ??
    describePermissions(claims, expectation)
  );
}

/** Whether the token carries a permission, of either kind. */
function hasPermission({ roles, scopes }: TokenClaims, permission: Permission): boolean {
  return roles.includes(permission) || scopes.includes(permission);
}

function describeAudience({ audience }: TokenClaims, { resource }: TokenExpectation): TokenMisfit | undefined {
  if (audience === undefined || normalize(audience) === normalize(resource)) {
    return undefined;
  }
  const appId = graphOrigins.has(normalize(resource)) ? graphAppId : managementApiAppId;
  return audience.toLowerCase() === appId
    ? undefined
    : misfit(
        'WrongAudience',
        'editConnection',
        `This token is for ${nameAudience(audience)}, but ${nameAudience(resource)} is asked. Ask for a token for ${resource}, and check the cloud of the connection.`,
      );
}

function describeTenant({ tenantId }: TokenClaims, expectation: TokenExpectation): TokenMisfit | undefined {
  return tenantId === undefined || tenantId === expectation.tenantId.toLowerCase()
    ? undefined
    : misfit(
        'WrongTenant',
        'signIn',
        `This token is of the tenant ${tenantId}, but the connection is to ${expectation.tenantId}. Sign in with an account of that tenant, or correct the tenant of the connection.`,
      );
}

function describeLifetime({ notBefore, expires }: TokenClaims, { now }: TokenExpectation): TokenMisfit | undefined {
  if (now === undefined) {
    return undefined;
  }
  const isLate = expires !== undefined && expires + clockToleranceMs < now;
  const isEarly = notBefore !== undefined && notBefore - clockToleranceMs > now;
  if (isLate) {
    return misfit(
      'TokenExpired',
      'signIn',
      `This token expired at ${formatTime(expires)}. Get a new one; if it is new, the clock of this computer is wrong.`,
    );
  }
  return isEarly
    ? misfit(
        'TokenNotYetValid',
        'checkConnection',
        `This token is valid from ${formatTime(notBefore)} on. The clock of this computer is behind: set it, then try again.`,
      )
    : undefined;
}

function describePermissions(claims: TokenClaims, { permissions }: TokenExpectation): TokenMisfit | undefined {
  const missing = permissions.find((permission) => !hasPermission(claims, permission));
  if (missing === undefined) {
    return undefined;
  }
  const kind = claims.isAppOnly ? 'application' : 'delegated';
  const help = `Add it to the app registration as ${kind} permission of the Office 365 Management APIs, grant admin consent, and sign in again.`;
  return missing === 'ActivityFeed.Read'
    ? misfit('MissingPermission', 'openSetup', `The token lacks the ${kind} permission ActivityFeed.Read. ${help}`)
    : misfit(
        'MissingDlpPermission',
        'openSetup',
        `DLP.All needs the ${kind} permission ActivityFeed.ReadDlp besides, which the token lacks. The other content types work without. ${help}`,
      );
}

function misfit(code: TokenMisfitCode, action: EngineErrorData['action'] & string, message: string): TokenMisfit {
  return { kind: 'signIn', code, action, message };
}

/** An audience with or without a slash at its end is the same one. */
function normalize(audience: string): string {
  return audience.toLowerCase().replace(/\/+$/, '');
}

/** A host says more than an address; what is no address is shown as it is. */
function nameAudience(audience: string): string {
  const named = { [graphAppId]: 'graph.microsoft.com', [managementApiAppId]: 'the Office 365 Management APIs' }[
    audience.toLowerCase()
  ];
  return named ?? (URL.canParse(audience) ? new URL(audience).host || audience : audience);
}

function formatTime(instant: number): string {
  return new Date(instant).toISOString();
}
