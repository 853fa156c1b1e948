import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { testExtensionsFolder } from './vscode/folders.ts';

/** The host bundle is loaded at every start of VS Code. */
const maxHostBundleBytes = 600_000;

let extensionFolder: string;
let files: readonly string[];

beforeAll(async () => {
  const installed = (await readdir(testExtensionsFolder)).filter((name) => name.startsWith('m365-audit-explorer.'));
  expect(installed).toHaveLength(1);
  extensionFolder = path.join(testExtensionsFolder, installed[0] ?? '');
  const entries = await readdir(extensionFolder, { recursive: true, withFileTypes: true });
  files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(extensionFolder, path.join(entry.parentPath, entry.name)));
});

test('the package holds the bundles, DuckDB for this platform and the Kusto service', () => {
  expect(files).toEqual(
    expect.arrayContaining([
      'package.json',
      'package.nls.json',
      'dist/extension.js',
      'dist/engineClient.js',
      'dist/engine.js',
      'dist/language.js',
      'dist/renderer.js',
      'dist/coveragePage.js',
      'dist/THIRD-PARTY-NOTICES.txt',
      'media/walkthrough/register.md',
      'dist/node_modules/@duckdb/node-bindings/package.json',
      `dist/node_modules/@duckdb/node-bindings-${process.platform}-${process.arch}/duckdb.node`,
      'dist/node_modules/@kusto/language-service-next/Kusto.Language.Bridge.min.js',
    ]),
  );
});

test('the package holds no sources, no source maps, no tests and no tools', () => {
  const unwanted = files.filter((file) => /\.(?:ts|map|mts|cts)$|(?:^|\/)(?:src|tests?|\.[a-z]+)\//.test(file));
  expect(unwanted).toEqual([]);
});

test('the package names whose code it holds', async () => {
  const notices = await readFile(path.join(extensionFolder, 'dist', 'THIRD-PARTY-NOTICES.txt'), 'utf8');
  const named = new Set(Array.from(notices.matchAll(/^(\S+) \d\S*\nLicence: .+$/gm), ([, name]) => name));
  const copied = files.flatMap((file) => {
    const [, name] = /^dist\/node_modules\/((?:@[^/]+\/)?[^/]+)\/package\.json$/.exec(file) ?? [];
    return name === undefined ? [] : [name];
  });
  // Each is in another bundle: the host's, the engine's, the grid's and the charts'.
  const bundled = ['vscode-languageclient', '@azure/msal-node', 'ag-grid-community', 'echarts'];
  expect([...bundled, ...copied].filter((name) => !named.has(name))).toEqual([]);
});

test('the host bundle stays small', async () => {
  const { size } = await stat(path.join(extensionFolder, 'dist', 'extension.js'));
  expect(size).toBeLessThan(maxHostBundleBytes);
});
