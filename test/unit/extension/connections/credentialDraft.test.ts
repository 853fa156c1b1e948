import { describe, expect, it } from 'vitest';
import { toCertificateFile, withPassword } from '../../../../src/extension/connections/credentialDraft';

describe('toCertificateFile', () => {
  it('takes a text with marks for PEM, and keeps it as it is', () => {
    const text = 'Bag Attributes\r\n-----BEGIN CERTIFICATE-----\r\nAAAA\r\n-----END CERTIFICATE-----\r\n';
    expect(toCertificateFile(Buffer.from(text))).toEqual({ format: 'pem', data: text });
  });

  it('takes everything else for a PFX, in base64', () => {
    expect(toCertificateFile(Uint8Array.of(0x30, 0x82, 0xff))).toEqual({ format: 'pfx', data: 'MIL/' });
  });
});

describe('withPassword', () => {
  it('adds a password only where there is one', () => {
    const file = { format: 'pfx', data: 'MIL/' } as const;
    expect(withPassword(file, '')).toEqual(file);
    expect(withPassword(file, 'x')).toEqual({ ...file, password: 'x' });
  });
});
