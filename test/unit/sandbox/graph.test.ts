import { describe, expect, it } from 'vitest';
import { apps } from '../../../src/sandbox/records/apps';
import { listPeople } from '../../../src/sandbox/records/people';
import { storyFacts } from '../../../src/sandbox/records/story';
import { errorOf, makeToken, openSandbox, usualClaims } from './sandboxClient';

const [person] = listPeople();
if (person === undefined) {
  throw new Error('The company has no people.');
}

describe('the Microsoft Graph of the demo tenant', () => {
  it.each([person.objectId, person.upn, person.upn.toUpperCase()])('finds a user by %s', async (id) => {
    const client = await openSandbox();
    const answer = await client.request(`${client.sandbox.origin}/v1.0/users/${encodeURIComponent(id)}`);
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toMatchObject({ id: person.objectId, userPrincipalName: person.upn });
  });

  it.each([apps.teams.id, storyFacts.app.appId])('finds the app %s', async (appId) => {
    const client = await openSandbox();
    const answer = await client.request(
      `${client.sandbox.origin}/v1.0/servicePrincipals(appId='${appId}')?$select=appId,accountEnabled`,
    );
    expect(JSON.parse(answer.text)).toEqual({ appId, accountEnabled: true });
  });

  it.each([
    '/v1.0/users/nobody@halvern.example',
    "/v1.0/servicePrincipals(appId='00000000-0000-4000-8000-000000000000')",
  ])('has no %s', async (path) => {
    const client = await openSandbox();
    const answer = await client.request(`${client.sandbox.origin}${path}`);
    expect([answer.status, errorOf(answer).code]).toEqual([404, 'Request_ResourceNotFound']);
  });

  it('wants a token, and the permission of Graph for each', async () => {
    const client = await openSandbox();
    const address = `${client.sandbox.origin}/v1.0/users/${person.objectId}`;
    const unknown = await client.withToken('guessed').request(address);
    expect([unknown.status, errorOf(unknown).code]).toEqual([401, 'InvalidAuthenticationToken']);
    const feedOnly = await client.withToken(makeToken(usualClaims(client.sandbox))).request(address);
    expect([feedOnly.status, errorOf(feedOnly).code]).toEqual([403, 'Authorization_RequestDenied']);
  });
});
