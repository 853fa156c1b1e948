/** A new certificate takes some days to get and to register. */
const warningMs = 30 * 24 * 60 * 60_000;

export type CertificateAge = 'early' | 'good' | 'expiring' | 'expired';

/** How a certificate stands at `now`; all times in milliseconds since the epoch. */
export function certificateAge(
  { notBefore, notAfter }: { readonly notBefore: number; readonly notAfter: number },
  now: number,
): CertificateAge {
  if (now >= notAfter) {
    return 'expired';
  }
  if (now < notBefore) {
    return 'early';
  }
  return notAfter - now < warningMs ? 'expiring' : 'good';
}
