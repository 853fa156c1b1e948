import { describe, expect, it } from 'vitest';
import { clouds, InvalidCloudError, resolveCloud } from '../../../../src/core/api/cloud';

describe('resolveCloud', () => {
  it.each([
    ['enterprise', 'https://manage.office.com', 'https://login.microsoftonline.com'],
    ['gcc', 'https://manage-gcc.office.com', 'https://login.microsoftonline.com'],
    ['gcchigh', 'https://manage.office365.us', 'https://login.microsoftonline.us'],
    ['dod', 'https://manage.protection.apps.mil', 'https://login.microsoftonline.us'],
  ])('knows %s', (name, apiOrigin, authority) => {
    expect(resolveCloud({ cloud: name })).toMatchObject({ apiOrigin, authority, resource: apiOrigin });
  });

  it.each(['https://audit.contoso.example', 'http://127.0.0.1:8080', 'http://localhost:80', 'http://[::1]:9'])(
    'takes the origin %s',
    (origin) => {
      expect(resolveCloud({ cloud: origin }).apiOrigin).toBe(new URL(origin).origin);
    },
  );

  it('takes Microsoft Graph from the authority: that of another cloud is elsewhere', () => {
    const cloud = 'https://audit.contoso.example';
    expect(resolveCloud({ cloud }).graphOrigin).toBe(clouds.enterprise.graphOrigin);
    expect(resolveCloud({ cloud, authority: clouds.enterprise.authority }).graphOrigin).toBe(
      clouds.enterprise.graphOrigin,
    );
    expect(resolveCloud({ cloud, authority: 'https://login.contoso.example' })).not.toHaveProperty('graphOrigin');
  });

  it.each([
    'http://audit.contoso.example',
    'http://127.0.0.1.contoso.example',
    'http://localhost.contoso.example',
    'https://audit.contoso.example/path',
    'https://user@audit.contoso.example',
    'ftp://127.0.0.1',
    'toString',
    'demo',
    '',
  ])('refuses %j, where a token must not go', (value) => {
    expect(() => resolveCloud({ cloud: value })).toThrow(InvalidCloudError);
  });
});
