import { readFile, stat } from 'node:fs/promises';
import { Reader, type CityResponse } from 'mmdb-lib';
import * as z from 'zod';
import { parseIpAddress } from '../../../core/kql/compute/network/ipAddresses';
import { EngineError } from '../../../core/protocol/engineError';

const names = z.object({ names: z.object({ en: z.string().optional() }).optional() }).optional();

/** What GeoIP2 and GeoLite2 databases say of an address, as far as it is shown: that of countries has no cities. */
const placeOfAddress = z.object({
  country: names,
  city: names,
  subdivisions: z.array(names).optional(),
  location: z.object({ latitude: z.number().optional(), longitude: z.number().optional() }).optional(),
});

interface OpenDatabase {
  /** Of the file that was read, in milliseconds since the epoch. */
  readonly changed: number;
  readonly reader: Reader<CityResponse>;
}

/** MaxMind databases of places (format 2.0), in memory: some 60 MB for one of cities. */
export class GeoDatabases {
  private readonly databases = new Map<string, OpenDatabase>();

  /**
   * Reads a file, unless it is as it was read before.
   *
   * @throws EngineError `query` where it is no such database
   */
  async load(file: string): Promise<void> {
    try {
      const { mtimeMs: changed } = await stat(file);
      if (this.databases.get(file)?.changed !== changed) {
        this.databases.set(file, { changed, reader: new Reader<CityResponse>(await readFile(file)) });
      }
    } catch (cause) {
      throw new EngineError(
        {
          kind: 'query',
          code: 'geoDatabaseUnreadable',
          message: `${file} cannot be read as a MaxMind database: choose one of cities or countries (.mmdb).`,
          file,
        },
        { cause },
      );
    }
  }

  /** Where an address is, as JSON, in the shape of Kusto's `geo_info_from_ip_address()`; null where that is not known. */
  lookUp(address: string, file: string): string | null {
    const text = address.trim();
    if (parseIpAddress(text) === undefined || text.includes('/')) {
      return null;
    }
    const found = placeOfAddress.safeParse(this.databases.get(file)?.reader.get(text));
    if (!found.success) {
      return null;
    }
    const { country, subdivisions: [state] = [], city, location } = found.data;
    return JSON.stringify({
      country: country?.names?.en ?? '',
      state: state?.names?.en ?? '',
      city: city?.names?.en ?? '',
      latitude: location?.latitude ?? null,
      longitude: location?.longitude ?? null,
    });
  }
}
