import { isIP } from 'node:net';
import { generate } from 'selfsigned';

export interface Certificates {
  /** PEM of the authority that signed. */
  readonly authority: string;
  /** PEM. */
  readonly certificate: string;
  /** PEM. */
  readonly key: string;
}

/** A certificate authority for one test run, and a certificate of it for the names, which may be addresses too. */
export async function makeCertificates(names: readonly string[]): Promise<Certificates> {
  const authority = await generate([{ name: 'commonName', value: 'Test Authority' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  });
  const server = await generate([{ name: 'commonName', value: names[0] ?? '' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      {
        name: 'subjectAltName',
        altNames: names.map((name) => (isIP(name) === 0 ? { type: 2, value: name } : { type: 7, ip: name })),
      },
    ],
  });
  return { authority: authority.cert, certificate: server.cert, key: server.private };
}

const dayMs = 86_400_000;

export interface AppCertificate {
  /** PEM. */
  readonly certificate: string;
  /** PEM, PKCS#8. */
  readonly key: string;
}

/** A certificate that an app signs in with, as people make it: signed by itself. */
export async function makeAppCertificate(
  options: { readonly notAfter?: Date; readonly keyType?: 'rsa' | 'ec'; readonly keySize?: number } = {},
): Promise<AppCertificate> {
  const { notAfter = new Date(Date.now() + 90 * dayMs), keyType = 'rsa', keySize = 2048 } = options;
  const { cert, private: key } = await generate(
    [
      { name: 'commonName', value: 'Audit Collector' },
      { name: 'organizationName', value: 'Contoso' },
    ],
    {
      keyType,
      keySize,
      algorithm: 'sha256',
      notBeforeDate: new Date('2024-01-01T00:00:00Z'),
      notAfterDate: notAfter,
    },
  );
  return { certificate: cert, key };
}
