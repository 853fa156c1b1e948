import { appAccessContext, auditEvent, type AuditEvent, type Fields, type Presence, type Scene } from './auditRecord';
import { apps } from './apps';
import { company, siteFile, type Site } from './company';

/** Operations on a file: RecordType 6 (SharePointFileOperation). */
export type FileOperation =
  | 'FileAccessed'
  | 'FileDownloaded'
  | 'FileModified'
  | 'FilePreviewed'
  | 'FileUploaded'
  | 'FileDeleted'
  | 'FileSyncDownloadedFull';

/** @param fileNumber which file of the site, from 1. */
export function fileOperation(
  scene: Scene,
  presence: Presence,
  time: number,
  operation: FileOperation,
  site: Site,
  fileNumber: number,
): AuditEvent {
  const file = siteFile(site, fileNumber);
  return sharePointEvent(scene, presence, time, operation, 6, site, {
    ObjectId: `${site.url}/${file.folder}/${file.name}`,
    ItemType: 'File',
    ListId: site.listId,
    ListItemUniqueId: file.uniqueId,
    WebId: site.webId,
    FileSizeBytes: file.size,
    SourceFileExtension: file.extension,
    SiteUrl: `${site.url}/`,
    SourceFileName: file.name,
    SourceRelativeUrl: file.folder,
    ApplicationDisplayName: operation === 'FileSyncDownloadedFull' ? 'OneDrive SyncEngine' : apps.sharePoint.name,
  });
}

/** A page that was opened: RecordType 4 (SharePoint). */
export function pageViewed(scene: Scene, presence: Presence, time: number, site: Site): AuditEvent {
  return sharePointEvent(scene, presence, time, 'PageViewed', 4, site, {
    ObjectId: `${site.url}/SitePages/Home.aspx`,
    ItemType: 'Page',
    CustomUniqueId: true,
    ListItemUniqueId: scene.random.guid(),
    WebId: site.webId,
  });
}

/** A file that was shared with someone: RecordType 14 (SharePointSharingOperation). */
export function fileShared(
  scene: Scene,
  presence: Presence,
  time: number,
  site: Site,
  fileNumber: number,
  withWhom: string,
): AuditEvent {
  const file = siteFile(site, fileNumber);
  return sharePointEvent(scene, presence, time, 'SharingSet', 14, site, {
    ObjectId: `${site.url}/${file.folder}/${file.name}`,
    ItemType: 'File',
    ListId: site.listId,
    ListItemUniqueId: file.uniqueId,
    WebId: site.webId,
    EventData: '<Permissions granted>Contribute</Permissions granted>',
    SourceFileExtension: file.extension,
    SiteUrl: `${site.url}/`,
    SourceFileName: file.name,
    SourceRelativeUrl: file.folder,
    TargetUserOrGroupName: withWhom,
    TargetUserOrGroupType: withWhom.endsWith(`@${company.domain}`) ? 'Member' : 'Guest',
  });
}

/** A link to a file that works for anyone who has it: RecordType 14. */
export function anonymousLinkCreated(
  scene: Scene,
  presence: Presence,
  time: number,
  site: Site,
  fileNumber: number,
): AuditEvent {
  const file = siteFile(site, fileNumber);
  return sharePointEvent(scene, presence, time, 'AnonymousLinkCreated', 14, site, {
    ObjectId: `${site.url}/${file.folder}/${file.name}`,
    ItemType: 'File',
    ListId: site.listId,
    ListItemUniqueId: file.uniqueId,
    WebId: site.webId,
    EventData: '<Type>View</Type>',
    SourceFileExtension: file.extension,
    SiteUrl: `${site.url}/`,
    SourceFileName: file.name,
    SourceRelativeUrl: file.folder,
  });
}

/** A list that an app of the service changed: RecordType 36 (SharePointListOperation), by no person. */
export function listUpdatedByService(scene: Scene, time: number, site: Site): AuditEvent {
  const { random } = scene;
  return auditEvent(
    scene,
    time,
    {
      Operation: 'ListUpdated',
      RecordType: 36,
      Workload: workloadOf(site),
      UserId: random.pick(['app@sharepoint', 'SHAREPOINT\\system']),
      UserKey: 'i:0i.t|00000003-0000-0ff1-ce00-000000000000|app@sharepoint',
      UserType: 5,
    },
    {
      ClientIP: '',
      ObjectId: `${site.url}/${site.listId}`,
      CorrelationId: random.guid(),
      DoNotDistributeEvent: true,
      EventSource: 'SharePoint',
      ItemType: 'List',
      ListId: site.listId,
      ListTitle: site.listId,
      ListBaseType: 'DocumentLibrary',
      ListBaseTemplateType: '101',
      IsDocLib: true,
      FromApp: true,
      Site: site.siteId,
      UserAgent: '',
      WebId: site.webId,
    },
  );
}

function sharePointEvent(
  scene: Scene,
  presence: Presence,
  time: number,
  operation: string,
  recordType: number,
  site: Site,
  details: Fields,
): AuditEvent {
  const { person, ip, userAgent } = presence;
  return auditEvent(
    scene,
    time,
    {
      Operation: operation,
      RecordType: recordType,
      Workload: workloadOf(site),
      UserId: person.upn,
      UserKey: `i:0h.f|membership|${person.puid.toLowerCase()}@live.com`,
    },
    {
      ClientIP: ip,
      AppAccessContext: appAccessContext(scene, presence, apps.sharePoint.id),
      CorrelationId: scene.random.guid(),
      EventSource: 'SharePoint',
      Site: site.siteId,
      UserAgent: userAgent,
      ...details,
    },
  );
}

function workloadOf(site: Site): string {
  return site.url.startsWith(company.oneDrive) ? 'OneDrive' : 'SharePoint';
}
