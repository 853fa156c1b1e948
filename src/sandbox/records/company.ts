import { Random } from './random';

/** The invented company. Its domains are under .example, its addresses in the ranges kept for documentation (RFC 5737, RFC 3849). */
export const company = {
  name: 'Halvern Instruments',
  domain: 'halvern.example',
  /** As in Exchange's records. */
  exchangePath: 'EURPR90A012.PROD.OUTLOOK.EXAMPLE/Microsoft Exchange Hosted Organizations/halvern.example',
  sharePoint: 'https://halvern.sharepoint.example',
  oneDrive: 'https://halvern-my.sharepoint.example',
} as const;

export interface Office {
  readonly city: string;
  /** Hours ahead of UTC; summer time is left out. */
  readonly utcOffset: number;
  /** The address that the office is seen with. */
  readonly ip: string;
}

export const offices = {
  porto: { city: 'Porto', utcOffset: 0, ip: '192.0.2.10' },
  gdansk: { city: 'Gdansk', utcOffset: 1, ip: '192.0.2.40' },
  halifax: { city: 'Halifax', utcOffset: -4, ip: '192.0.2.80' },
  pune: { city: 'Pune', utcOffset: 5.5, ip: '192.0.2.120' },
} as const satisfies Readonly<Record<string, Office>>;

export const departments = ['Finance', 'Sales', 'Engineering', 'Operations', 'People', 'IT', 'Management'] as const;
export type Department = (typeof departments)[number];

/** A SharePoint site with one document library. */
export interface Site {
  readonly url: string;
  readonly siteId: string;
  readonly webId: string;
  readonly listId: string;
  /** Folder within the site. */
  readonly folder: string;
  readonly subjects: readonly string[];
  readonly fileCount: number;
}

const subjects: Readonly<Record<Department, readonly string[]>> = {
  Finance: [
    'Supplier invoice',
    'Payment run',
    'Cash forecast',
    'Bank reconciliation',
    'Payroll summary',
    'Audit binder',
  ],
  Sales: ['Quote', 'Account plan', 'Order confirmation', 'Price list', 'Pipeline review'],
  Engineering: ['Test report', 'Sensor drawing', 'Firmware note', 'Design review', 'Calibration protocol'],
  Operations: ['Shift plan', 'Stock count', 'Maintenance log', 'Shipping schedule'],
  People: ['Interview note', 'Onboarding plan', 'Training record', 'Holiday calendar'],
  IT: ['Runbook', 'Change request', 'Asset register', 'Network diagram'],
  Management: ['Board paper', 'Strategy memo', 'Budget'],
};

export function departmentSite(department: Department): Site {
  const url = `${company.sharePoint}/sites/${department}`;
  return makeSite(url, 'Shared Documents', subjects[department], 600);
}

/** A person's OneDrive. */
export function personalSite(upn: string, department: Department): Site {
  return makeSite(`${company.oneDrive}/personal/${upn.replace(/[@.]/g, '_')}`, 'Documents', subjects[department], 60);
}

function makeSite(url: string, folder: string, topics: readonly string[], fileCount: number): Site {
  const random = new Random('site', url);
  return {
    url,
    siteId: random.guid(),
    webId: random.guid(),
    listId: random.guid(),
    folder,
    subjects: topics,
    fileCount,
  };
}

export interface SiteFile {
  readonly name: string;
  readonly extension: string;
  /** Within the site, without the name. */
  readonly folder: string;
  readonly uniqueId: string;
  readonly size: number;
}

/** A file of a site: the same number is the same file. */
export function siteFile(site: Site, number: number): SiteFile {
  const random = new Random('file', site.url, number);
  const extension = random.pick(['xlsx', 'docx', 'pdf', 'pptx', 'docx', 'xlsx']);
  const subject = random.pick(site.subjects);
  return {
    name: `${subject} ${String(number).padStart(4, '0')}.${extension}`,
    extension,
    folder: `${site.folder}/${subject}s`,
    uniqueId: random.guid(),
    size: random.integer(12_000, 4_000_000),
  };
}
