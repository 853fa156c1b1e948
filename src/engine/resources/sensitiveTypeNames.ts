import type { Connection } from '../../core/api/connection';
import { dayMs } from '../../core/api/contentWindow';
import type { SensitiveType } from '../api/managementApiClient';

/** Friendly names of sensitive types, by lower-case GUID. */
export type NamesById = Readonly<Record<string, string>>;

type Fetch = (connection: Connection, language: string) => Promise<readonly SensitiveType[]>;

/** What the service answers in where it is asked for no language of its own. */
const defaultLanguage = 'en-US';

/** Microsoft adds types now and then, and an admin may rename their own. */
const keptMs = dayMs;

interface Entry {
  readonly names: Promise<NamesById>;
  readonly expires: number;
}

/** The friendly names of sensitive types, kept in memory for a day for each tenant and language. */
export class SensitiveTypeNames {
  private readonly entries = new Map<string, Entry>();

  /** @param fetch asks the service; what it throws is thrown by `names`, and is not kept */
  constructor(
    private readonly fetch: Fetch,
    private readonly now: () => number = Date.now,
  ) {}

  /** Those who ask for the same at the same time share one request. */
  names(connection: Connection, language: string): Promise<NamesById> {
    const tag = languageTag(language);
    const key = JSON.stringify([connection.cloud, connection.tenantId, tag]);
    const known = this.entries.get(key);
    if (known !== undefined && this.now() < known.expires) {
      return known.names;
    }
    const names = this.fetch(connection, tag).then(byId);
    const entry = { names, expires: this.now() + keptMs };
    this.entries.set(key, entry);
    names.catch(() => {
      if (this.entries.get(key) === entry) {
        this.entries.delete(key);
      }
    });
    return names;
  }
}

function byId(types: readonly SensitiveType[]): NamesById {
  return Object.fromEntries(types.map(({ id, name }) => [id.toLowerCase(), name]));
}

/** It becomes a header: a text that is no language tag must not get there. */
function languageTag(text: string): string {
  try {
    return Intl.getCanonicalLocales(text)[0] ?? defaultLanguage;
  } catch {
    return defaultLanguage;
  }
}
