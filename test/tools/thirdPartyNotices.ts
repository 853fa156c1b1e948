import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

/** A package whose code is shipped. */
export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX. */
  readonly license: string;
  /** Licence and notice files, as they are. Empty where the package has none. */
  readonly texts: readonly string[];
}

const noticesName = 'THIRD-PARTY-NOTICES.txt';
const manifestSchema = z.object({ name: z.string(), version: z.string(), license: z.string() });
const sourceMapSchema = z.object({ sources: z.array(z.string()) });
const legalFile = /^(?:licen[cs]es?|copying|notice|third-?party-?notices)(?:-[^.]*)?(?:\.(?:md|txt))?$/i;

/**
 * Writes the notices of what is in the bundles and beside them. A plugin of webpack would see the bundles only, and a list of the
 * dependencies would name what is not shipped: the source maps tell what is in each bundle, to the file.
 *
 * @param root folder of the repository, with `dist` as it was built
 */
export async function writeThirdPartyNotices(root: string): Promise<void> {
  const notices = (await shippedPackages(root)).map(noticeOf);
  const intro = 'This extension holds code of the packages below, each under its own licence.\n';
  await writeFile(path.join(root, 'dist', noticesName), [intro, ...notices].join(`\n${'='.repeat(80)}\n\n`));
}

/** In the order of their names. */
export async function shippedPackages(root: string): Promise<readonly ShippedPackage[]> {
  const dist = path.join(root, 'dist');
  const folders = new Set([...(await bundledFolders(dist)), ...(await copiedFolders(dist))]);
  const packages = await Promise.all([...folders].map((folder) => readPackage(path.join(root, folder))));
  const different = new Map(packages.map((shipped) => [`${shipped.name} ${shipped.version}`, shipped]));
  return [...different.values()].sort((first, second) => first.name.localeCompare(second.name));
}

/** Folders of packages in the repository whose modules the bundles are made of. */
async function bundledFolders(dist: string): Promise<readonly string[]> {
  const maps = (await readdir(dist)).filter((name) => name.endsWith('.js.map'));
  const sources = await Promise.all(
    maps.map(async (name) => sourceMapSchema.parse(JSON.parse(await readFile(path.join(dist, name), 'utf8'))).sources),
  );
  return sources.flat().flatMap((source) => {
    // Greedy: a package may lie in the folder of another.
    const [, folder] = /^webpack:\/\/[^/]*\/\.\/((?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(source) ?? [];
    return folder === undefined ? [] : [folder];
  });
}

/** Folders of packages in the repository that are copied beside the bundles. */
async function copiedFolders(dist: string): Promise<readonly string[]> {
  const files = await readdir(path.join(dist, 'node_modules'), { recursive: true });
  return files
    .filter((file) => /^(?:@[^/\\]+[/\\])?[^/\\]+[/\\]package\.json$/.test(file))
    .map((file) => path.posix.join('node_modules', path.dirname(file).replaceAll('\\', '/')));
}

async function readPackage(folder: string): Promise<ShippedPackage> {
  const manifest = manifestSchema.parse(JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')));
  return { ...manifest, texts: await legalTexts(folder) };
}

async function legalTexts(folder: string): Promise<readonly string[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter(({ name }) => legalFile.test(name));
  const texts = await Promise.all(
    entries
      .sort((first, second) => first.name.localeCompare(second.name))
      .map(async (entry) => {
        const file = path.join(folder, entry.name);
        return entry.isDirectory() ? legalTexts(file) : [(await readFile(file, 'utf8')).trim()];
      }),
  );
  return texts.flat();
}

function noticeOf({ name, version, license, texts }: ShippedPackage): string {
  const said = texts.length === 0 ? ['The package holds no licence text: its manifest names the licence.'] : texts;
  return [`${name} ${version}\nLicence: ${license}`, ...said].join('\n\n') + '\n';
}
