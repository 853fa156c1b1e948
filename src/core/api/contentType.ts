/**
 * The five content types of the Office 365 Management Activity API, and what belongs to each.
 *
 * Source: "Office 365 Management Activity API reference" (Microsoft), section "Content types".
 */
export const contentTypes = [
  'Audit.AzureActiveDirectory',
  'Audit.Exchange',
  'Audit.SharePoint',
  'Audit.General',
  'DLP.All',
] as const;

export type ContentType = (typeof contentTypes)[number];

/** What people call each content type. */
export const contentTypeLabels: Readonly<Record<ContentType, string>> = {
  'Audit.AzureActiveDirectory': 'Entra ID',
  'Audit.Exchange': 'Exchange',
  'Audit.SharePoint': 'SharePoint and OneDrive',
  'Audit.General': 'General',
  'DLP.All': 'Data Loss Prevention',
};

/** The KQL table that holds the records of one content type. */
export const contentTypeTables: Readonly<Record<ContentType, string>> = {
  'Audit.AzureActiveDirectory': 'AuditAzureActiveDirectory',
  'Audit.Exchange': 'AuditExchange',
  'Audit.SharePoint': 'AuditSharePoint',
  'Audit.General': 'AuditGeneral',
  'DLP.All': 'DlpAll',
};

/** A map, not an object: workloads are a stranger's text, and an object has inherited names. */
const workloadContentTypes: ReadonlyMap<string, ContentType> = new Map<string, ContentType>([
  ['AzureActiveDirectory', 'Audit.AzureActiveDirectory'],
  ['Exchange', 'Audit.Exchange'],
  ['SharePoint', 'Audit.SharePoint'],
  ['OneDrive', 'Audit.SharePoint'],
]);

/** The `RecordType`s whose names say DLP: of SharePoint, of Exchange, their classifications, and of endpoints. */
const dlpRecordTypes: ReadonlySet<number> = new Set([11, 13, 33, 63, 107]);

export function isContentType(text: string): text is ContentType {
  return (contentTypes as readonly string[]).includes(text);
}

/** The content type that a record arrives in. All that the documents place nowhere else is `Audit.General`. */
export function contentTypeOf(record: { readonly Workload?: unknown; readonly RecordType?: unknown }): ContentType {
  if (typeof record.RecordType === 'number' && dlpRecordTypes.has(record.RecordType)) {
    return 'DLP.All';
  }
  return (
    (typeof record.Workload === 'string' ? workloadContentTypes.get(record.Workload) : undefined) ?? 'Audit.General'
  );
}
