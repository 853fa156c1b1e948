import { lookup } from 'node:dns/promises';
import { isLoopback } from '../../../core/api/cloud';
import { brokenConnection } from '../../network/brokenConnection';
import type { Examination } from '../examination';
import { failed, failedBy, ok, warning, type Finding } from '../finding';
import type { SeenCertificate } from '../serviceProbe';
import { timeText } from '../words';

/** The names of the API and of the authority, and the way to the API's host: proxy, TCP, TLS. */
export async function checkNetwork(examination: Examination): Promise<Finding> {
  // Where the connection itself is wrong, this is the first to say so.
  await examination.client();
  if (examination.isDemo) {
    return ok('Not needed: the demo tenant runs on this computer.');
  }
  const { network, givenTokenName } = examination.services;
  const { apiOrigin, authority } = await examination.cloud();
  const api = new URL(apiOrigin);
  const proxy = network.describeProxy(apiOrigin);
  const unknownName = proxy === undefined ? await findUnknownName([api.hostname]) : undefined;
  if (unknownName !== undefined) {
    return failed(`The name ${unknownName} is not known here.`, {
      help: 'Check the network, the name service, and the cloud of the connection. Where the internet is reached through a proxy, name it in the setting http.proxy or in HTTPS_PROXY.',
      action: 'retry',
    });
  }
  const way =
    proxy === undefined ? `${api.host} is reached directly.` : `${api.host} is reached through the proxy ${proxy}.`;
  try {
    const { certificate } = await examination.probe();
    const authorities = givenTokenName === undefined ? [new URL(authority).hostname] : [];
    const unknownAuthority = proxy === undefined ? await findUnknownName(authorities) : undefined;
    return unknownAuthority === undefined
      ? judgeCertificate(certificate, way, network.isStrict)
      : warning(`${way} The name of the sign-in service, ${unknownAuthority}, is not known here.`, {
          help: 'Check the name service, and the authority of the connection.',
        });
  } catch (error) {
    examination.signal.throwIfAborted();
    const finding = failedBy(brokenConnection(api, error));
    return proxy === undefined ? finding : { ...finding, detail: `${finding.detail} The proxy is ${proxy}.` };
  }
}

async function findUnknownName(hostnames: readonly string[]): Promise<string | undefined> {
  for (const hostname of hostnames.filter((name) => !isLoopback(name))) {
    try {
      await lookup(hostname);
    } catch {
      return hostname;
    }
  }
  return undefined;
}

function judgeCertificate(certificate: SeenCertificate | undefined, way: string, isStrict: boolean): Finding {
  if (certificate === undefined) {
    return ok(`${way} It is on this computer, so there is no TLS.`);
  }
  const { issuer, validTo, problem, isPublic } = certificate;
  const facts = `${way} Its certificate is issued by ${issuer} and valid until ${timeText(validTo)}.`;
  if (problem !== undefined) {
    const words = `${facts} It is not trusted (${problem}).`;
    return isStrict
      ? failed(words, { help: certificateHelp(problem, issuer), action: 'retry' })
      : warning(`${words} It is taken all the same, because http.proxyStrictSSL is off.`, {
          help: certificateHelp(problem, issuer),
        });
  }
  return ok(
    isPublic
      ? facts
      : `${facts} No public authority vouches for it, only this computer: a proxy or a security program opens the traffic.`,
  );
}

/** What helps, by the code of OpenSSL or Node. */
function certificateHelp(problem: string, issuer: string): string {
  switch (problem) {
    case 'CERT_HAS_EXPIRED':
    case 'CERT_NOT_YET_VALID':
      return 'Check the clock of this computer. If it is right, the certificate itself must be renewed by whoever runs the server or the proxy in between.';
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return 'The certificate is of another host: something in between answers. Check the proxy, the name service, and the cloud of the connection.';
    default:
      return `If ${issuer} is a proxy of your organization, make its certificate known to the operating system or name its file in NODE_EXTRA_CA_CERTS, then start again. If you do not know it, do not sign in on this network.`;
  }
}
