import { z } from 'zod';
import { exchangeWithAuthority } from '../../signIn/authorityExchange';
import type { Examination } from '../examination';
import { failed, ok, type Finding } from '../finding';

const openIdConfiguration = z.object({ issuer: z.string() });

/** Whether the sign-in service is there, and knows the tenant. */
export async function checkAuthority(examination: Examination): Promise<Finding> {
  if (examination.isDemo) {
    return ok('Not needed: the demo tenant has no sign-in.');
  }
  const { connection, services, signal } = examination;
  if (services.givenTokenName !== undefined) {
    return ok('Not needed: the token is given, so nobody signs in.');
  }
  const { authority } = await examination.cloud();
  const { host } = new URL(authority);
  const url = `${authority}/${connection.tenantId}/v2.0/.well-known/openid-configuration`;
  const { body } = await exchangeWithAuthority(
    { method: 'GET', url },
    { authority, network: services.network, signal },
  );
  const issuer = openIdConfiguration.safeParse(body).data?.issuer;
  return issuer?.toLowerCase().includes(`/${connection.tenantId.toLowerCase()}/`) === true
    ? ok(`${host} knows the tenant.`)
    : failed(`${host} answers for another tenant than the one of the connection.`, {
        help: 'Correct the tenant of the connection.',
        action: 'editConnection',
      });
}
