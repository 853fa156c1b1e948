import { z } from 'zod';
import { EngineError } from '../../core/protocol/engineError';
import type { TenantLookup } from '../../core/protocol/signInProtocol';
import type { Network } from '../network/network';
import { exchangeWithAuthority } from './authorityExchange';
import { resolveConnectionCloud } from './connectionCloud';

/** A name of at least two labels (RFC 1035), so that it can be nothing but one part of a path. */
const domainName = z.string().regex(/^(?=.{4,253}$)([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+[a-z][a-z\d-]{0,61}[a-z\d]$/i);

const openIdConfiguration = z.object({ token_endpoint: z.url(), issuer: z.string() });

/** The authority answers with these where no tenant has the domain. */
const unknownDomainCodes: ReadonlySet<string> = new Set([
  'AADSTS90002',
  'AADSTS900023',
  'AADSTS90051',
  'invalid_tenant',
]);

/**
 * Finds the tenant of a domain, through the openid-configuration of the authority, which anyone may read.
 *
 * @returns GUID, in lower case
 * @throws EngineError that says what is wrong with the domain, or why the authority could not be asked
 */
export async function lookUpTenant(
  { cloud, authority: givenAuthority, domain }: TenantLookup,
  network: Network,
  signal?: AbortSignal,
): Promise<string> {
  const name = domainName.safeParse(domain.trim()).data?.toLowerCase();
  if (name === undefined) {
    throw lookupError(
      `"${domain}" is no domain. Give one of the tenant, such as contoso.onmicrosoft.com, or its GUID.`,
    );
  }
  const { authority } = resolveConnectionCloud({ cloud, authority: givenAuthority });
  const url = `${authority}/${name}/v2.0/.well-known/openid-configuration`;
  const { body } = await exchangeWithAuthority({ method: 'GET', url }, { authority, network, signal }).catch(
    (error: unknown) => {
      throw error instanceof EngineError && unknownDomainCodes.has(error.data.code ?? '')
        ? unknownDomain(name, authority)
        : error;
    },
  );
  const configuration = openIdConfiguration.safeParse(body).data;
  const tenantId =
    configuration === undefined
      ? undefined
      : (findGuid(configuration.token_endpoint) ?? findGuid(configuration.issuer));
  if (tenantId === undefined) {
    throw unknownDomain(name, authority);
  }
  return tenantId;
}

function findGuid(address: string): string | undefined {
  return /\/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})(?:\/|$)/i.exec(address)?.[1]?.toLowerCase();
}

function unknownDomain(domain: string, authority: string): EngineError {
  return lookupError(
    `No tenant at ${new URL(authority).host} has the domain ${domain}. Check its spelling and the cloud; the GUID of the tenant can be given instead.`,
  );
}

function lookupError(message: string): EngineError {
  return new EngineError({ kind: 'signIn', code: 'UnknownDomain', action: 'editConnection', message });
}
