import { isAppOnly, type Connection } from '../../../core/api/connection';
import { dayMs } from '../../../core/api/contentWindow';
import type { TokenClaims } from '../../../core/api/tokenClaims';
import { describeTokenMisfit } from '../../../core/api/tokenMisfit';
import { attempt } from '../attempt';
import type { Examination } from '../examination';
import { failed, failedBy, ok, warning, type Finding } from '../finding';
import { durationText, timeText } from '../words';

/** A certificate that ends sooner should be replaced now. */
const certificateWarningMs = 30 * dayMs;

/** Whether there is a token, and whether it is one for this service and tenant. */
export async function checkToken(examination: Examination): Promise<Finding> {
  if (examination.isDemo) {
    return ok('Not needed: the demo tenant has no sign-in.');
  }
  const { connection } = examination;
  const { value: token, error } = await examination.token();
  if (error !== undefined) {
    return failedBy(error);
  }
  const { claims } = token;
  if (claims === undefined) {
    return ok('There is a token. What it says cannot be read here; the service can.');
  }
  const misfit = describeTokenMisfit(claims, {
    resource: (await examination.cloud()).resource,
    tenantId: connection.tenantId,
    now: await examination.serverNow(),
    permissions: [],
  });
  return misfit === undefined
    ? judgeCredential(examination, describe(claims, connection))
    : failed(misfit.message, { action: misfit.action });
}

function describe({ account, audience, expires, isAppOnly: isApp }: TokenClaims, { clientId }: Connection): string {
  const holder = isApp ? `the app${clientId === undefined ? '' : ` ${clientId}`} itself` : (account ?? 'a user');
  return (
    [
      `There is a token of ${holder}`,
      ...(audience === undefined ? [] : [`for ${audience}`]),
      ...(expires === undefined ? [] : [`valid until ${timeText(expires)}`]),
    ].join(', ') + '.'
  );
}

/** The certificate that the app proves itself with; when a client secret ends, only the portal knows. */
async function judgeCredential({ connection, services, signal }: Examination, words: string): Promise<Finding> {
  if (!isAppOnly(connection)) {
    return ok(words);
  }
  const { value: certificate } = await attempt(async () => services.readCertificate?.(signal));
  if (certificate === undefined) {
    return ok(`${words} The portal shows when the client secret ends.`);
  }
  const leftMs = certificate.notAfter - Date.now();
  const ends = `The certificate ${certificate.thumbprint} ends on ${timeText(certificate.notAfter)}`;
  return leftMs < certificateWarningMs
    ? warning(`${words} ${ends}, in ${durationText(Math.max(0, leftMs))}.`, {
        help: 'Add a new certificate to the app registration, and give it to the connection.',
        action: 'editConnection',
      })
    : ok(`${words} ${ends}.`);
}
