import type { Connection } from '../../../core/api/connection';
import { dayMs } from '../../../core/api/contentWindow';
import type { TokenClaims } from '../../../core/api/tokenClaims';
import { describeTokenMisfit } from '../../../core/api/tokenMisfit';
import type { CertificateFile } from '../../../core/protocol/signInProtocol';
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

/** When a client secret ends, only the portal knows. */
async function judgeCredential({ connection, services }: Examination, words: string): Promise<Finding> {
  switch (connection.signIn) {
    case 'certificate': {
      const credential = await services.readCredential();
      return credential.kind === 'certificate' ? judgeCertificate(credential, words) : ok(words);
    }
    case 'clientSecret':
      return ok(`${words} The portal shows when the client secret ends.`);
    default:
      return ok(words);
  }
}

async function judgeCertificate(file: CertificateFile, words: string): Promise<Finding> {
  const now = Date.now();
  // Late, because most connections have no certificate.
  const { readCertificate } = await import('../../signIn/certificate/readCertificate');
  const { thumbprint, notAfter } = (await readCertificate(file, now)).facts;
  const ends = `The certificate ${thumbprint} ends on ${timeText(notAfter)}`;
  return notAfter - now < certificateWarningMs
    ? warning(`${words} ${ends}, in ${durationText(notAfter - now)}.`, {
        help: 'Add a new certificate to the app registration, and give it to the connection.',
        action: 'editConnection',
      })
    : ok(`${words} ${ends}.`);
}
