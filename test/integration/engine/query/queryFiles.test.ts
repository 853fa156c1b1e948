/** The user's files in queries: `externaldata`, watchlists, places of addresses. */
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { QueryFiles } from '../../../../src/core/protocol/queryProtocol';
import { QueryRunner } from '../../../../src/engine/query/queryRunner';
import { openArchive, temporaryFolder } from '../../../unit/engine/archive/archiveFixture';
import { geoDatabase } from './geoDatabaseFixture';
import { rowsOf } from '../../../unit/engine/query/rowsOf';

async function openRunner(): Promise<{ runner: QueryRunner; folder: string; files: QueryFiles; workFolder: string }> {
  const archive = await openArchive(await temporaryFolder());
  const runner = new QueryRunner(archive);
  onTestFinished(() => {
    runner.close();
  });
  const folder = await temporaryFolder();
  const files: QueryFiles = { folder, allowed: [], watchlistFolders: [] };
  return { runner, folder, files, workFolder: archive.workFolder };
}

describe('externaldata', () => {
  const query = 'externaldata(Name: string)["users.csv"]';

  test('reads a file that was allowed, and leaves no copy', async () => {
    const { runner, folder, files, workFolder } = await openRunner();
    await writeFile(path.join(folder, 'users.csv'), 'ann\nbob\n');
    const before = await readdir(workFolder);
    const allowed = [path.join(folder, 'users.csv')];
    expect(await rowsOf(runner, query, { files: { ...files, allowed } })).toEqual([['ann'], ['bob']]);
    const both = `${query}\n\nexternaldata(Name: string)[@"${path.join(folder, 'users.csv')}"] | count`;
    expect(await rowsOf(runner, both, { files: { ...files, allowed } })).toEqual([[2]]);
    expect(await readdir(workFolder)).toEqual(before);
  });

  test('reads no other file: the error names it', async () => {
    const { runner, folder, files } = await openRunner();
    await writeFile(path.join(folder, 'users.csv'), 'ann\n');
    const allowed = [path.join(folder, 'other.csv')];
    await expect(rowsOf(runner, query, { files: { ...files, allowed } })).rejects.toMatchObject({
      data: { kind: 'query', code: 'fileNotAllowed', file: path.join(folder, 'users.csv'), start: 27, length: 11 },
    });
    await expect(rowsOf(runner, query)).rejects.toMatchObject({ data: { code: 'fileNotAllowed' } });
  });

  test.each(['users.csv', 'sub'])('tells of a file that is not there, and of what is none: %s', async (name) => {
    const { runner, folder, files } = await openRunner();
    await mkdir(path.join(folder, 'sub'));
    const allowed = [path.join(folder, name)];
    const text = `externaldata(Name: string)["${name}"]`;
    await expect(rowsOf(runner, text, { files: { ...files, allowed } })).rejects.toMatchObject({
      data: { kind: 'query', code: 'fileUnreadable', start: 27 },
    });
  });

  test('gives its columns to plugins that ask the data', async () => {
    const { runner, folder, files } = await openRunner();
    await writeFile(path.join(folder, 'bags.json'), '{"Bag":{"a":1,"b":"x"}}\n');
    const text = 'externaldata(Bag: dynamic)["bags.json"] | evaluate bag_unpack(Bag)';
    expect(await rowsOf(runner, text, { files: { ...files, allowed: [path.join(folder, 'bags.json')] } })).toEqual([
      [1, 'x'],
    ]);
  });
});

describe('watchlists', () => {
  test('are the CSV files of some folders: of one name the first counts', async () => {
    const { runner, folder, files } = await openRunner();
    const [first, second] = [path.join(folder, 'first'), path.join(folder, 'second')];
    await mkdir(first);
    await mkdir(second);
    await writeFile(path.join(first, 'vips.csv'), '\uFEFFUser,Tag,Tag,\r\nann,a,b,c\r\n');
    await writeFile(path.join(second, 'vips.csv'), 'Other\n1\n');
    await writeFile(path.join(second, 'hosts.CSV'), '"the host"\nh1\n');
    const watchlistFolders = [path.join(folder, 'none'), first, second];
    const withLists = { files: { ...files, watchlistFolders } };
    const text = "_GetWatchlist('vips') | project-away _DTItemId, LastUpdatedTimeUTC";
    expect(await rowsOf(runner, text, withLists)).toEqual([['ann', 'ann', 'a', 'b', 'c']]);
    const hosts = "_GetWatchlist('hosts') | project ['the host'], fresh = LastUpdatedTimeUTC > ago(1d)";
    expect(await rowsOf(runner, hosts, { ...withLists, now: Date.now() })).toEqual([['h1', true]]);
    await expect(rowsOf(runner, "_GetWatchlist('none')", withLists)).rejects.toMatchObject({
      data: { code: 'unknownWatchlist' },
    });
  });

  test('are no links to files elsewhere', async () => {
    const { runner, folder, files } = await openRunner();
    const lists = path.join(folder, 'lists');
    await mkdir(lists);
    await writeFile(path.join(folder, 'secret.txt'), 'secret\n');
    await symlink(path.join(folder, 'secret.txt'), path.join(lists, 'linked.csv'));
    await expect(
      rowsOf(runner, "_GetWatchlist('linked')", { files: { ...files, watchlistFolders: [lists] } }),
    ).rejects.toMatchObject({ data: { code: 'unknownWatchlist' } });
  });
});

describe('geo_info_from_ip_address', () => {
  const place = (country: string): object => ({ country: { names: { en: country, de: `${country} (de)` } } });

  test('looks in the database that the user chose, as it is now', async () => {
    const { runner, folder, files } = await openRunner();
    const file = path.join(folder, 'city.mmdb');
    await writeFile(
      file,
      geoDatabase({
        '81.2.69.0/24': {
          city: { names: { en: 'London' } },
          country: { names: { en: 'United Kingdom' } },
          subdivisions: [{ names: { en: 'England' } }, { names: { en: 'Outer London' } }],
          location: { latitude: 51.5142, longitude: -0.0931 },
        },
        '89.160.20.0/24': { country: { names: { en: 'Sweden' } } },
      }),
    );
    const withGeo = { files: { ...files, geoDatabase: file } };
    const text = `datatable(ip: string)["81.2.69.160", "89.160.20.112", "10.0.0.1", "nonsense", ""]
      | project geo_info_from_ip_address(ip)`;
    expect(await rowsOf(runner, text, withGeo)).toEqual([
      [{ country: 'United Kingdom', state: 'England', city: 'London', latitude: 51.5142, longitude: -0.0931 }],
      [{ country: 'Sweden', state: '', city: '', latitude: null, longitude: null }],
      [null],
      [null],
      [null],
    ]);
    const country = 'print tostring(geo_info_from_ip_address("89.160.20.1").country)';
    expect(await rowsOf(runner, country, withGeo)).toEqual([['Sweden']]);
    await writeFile(file, geoDatabase({ '89.0.0.0/8': { ...place('Norway') } }));
    expect(await rowsOf(runner, country, withGeo)).toEqual([['Norway']]);
  });

  test('tells of a file that is no database, and of none', async () => {
    const { runner, folder, files } = await openRunner();
    const file = path.join(folder, 'city.mmdb');
    await writeFile(file, 'nothing');
    const text = 'print geo_info_from_ip_address("89.160.20.1")';
    await expect(rowsOf(runner, text, { files: { ...files, geoDatabase: file } })).rejects.toMatchObject({
      data: { kind: 'query', code: 'geoDatabaseUnreadable', file },
    });
    await expect(rowsOf(runner, text, { files })).rejects.toMatchObject({
      data: { kind: 'query', code: 'noGeoDatabase', start: 6 },
    });
  });
});
