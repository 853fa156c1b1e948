import { apps } from '../records/apps';
import { company } from '../records/company';
import { listPeople, type Person } from '../records/people';
import { Random } from '../records/random';
import { storyFacts } from '../records/story';

/** An object of Microsoft Graph, with its properties by name. */
export type GraphObject = Readonly<Record<string, string | boolean | null>>;

/** The tenant that Microsoft's own apps belong to. */
const microsoftTenant = 'f8cdef31-a31e-4b4a-93e4-5f571e91255a';

/** The people and apps of the company as Microsoft Graph tells of them. The account and the app of the story's end are as it left them. */
export class GraphDirectory {
  private readonly people = listPeople();

  /** @param id object id or user principal name, in any case */
  findUser(id: string): GraphObject | undefined {
    const wanted = id.toLowerCase();
    const person = this.people.find(({ objectId, upn }) => objectId === wanted || upn === wanted);
    return person === undefined ? undefined : describeUser(person);
  }

  /** @param appId application (client) id, in any case */
  findServicePrincipal(appId: string): GraphObject | undefined {
    const wanted = appId.toLowerCase();
    const known = Object.values(apps).find(({ id }) => id === wanted);
    if (known !== undefined) {
      return describeApp(known.id, known.name, microsoftTenant);
    }
    const { app } = storyFacts;
    return app.appId === wanted ? describeApp(app.appId, app.name, new Random('owner', app.appId).guid()) : undefined;
  }
}

function describeUser({ objectId, name, upn, department, office }: Person): GraphObject {
  return {
    id: objectId,
    displayName: name,
    userPrincipalName: upn,
    mail: upn,
    accountEnabled: true,
    userType: 'Member',
    jobTitle: null,
    department,
    companyName: company.name,
    officeLocation: office.city,
    createdDateTime: '2024-02-01T09:00:00Z',
  };
}

function describeApp(appId: string, name: string, owner: string): GraphObject {
  return {
    id: new Random('service principal', appId).guid(),
    appId,
    displayName: name,
    appDisplayName: name,
    appOwnerOrganizationId: owner,
    servicePrincipalType: 'Application',
    signInAudience: 'AzureADMultipleOrgs',
    accountEnabled: true,
    homepage: null,
  };
}
