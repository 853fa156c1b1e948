'use strict';

const { cpSync, mkdirSync } = require('node:fs');
const path = require('node:path');
const { BannerPlugin } = require('webpack');

const distFolder = path.join(__dirname, 'dist');

/**
 * Packages that cannot be bundled: DuckDB's bindings hold native libraries, Kusto's service is 5 MB of compiled C# that sets globals.
 * They are copied beside the bundles, where `require` finds them.
 */
const copiedPackages = [
  '@duckdb/node-bindings',
  `@duckdb/node-bindings-${process.platform}-${process.arch}`,
  '@kusto/language-service-next',
];

/** Of Kusto's service, only what is loaded and what the licence asks for: the folder holds six builds of the same thing. */
const kustoFiles = new Set(['bridge.min.js', 'Kusto.Language.Bridge.min.js', 'package.json']);

class CopyPackagesPlugin {
  apply(compiler) {
    compiler.hooks.afterEmit.tap('CopyPackagesPlugin', () => {
      for (const name of copiedPackages) {
        const source = path.dirname(require.resolve(`${name}/package.json`, { paths: [__dirname] }));
        const target = path.join(distFolder, 'node_modules', name);
        mkdirSync(target, { recursive: true });
        cpSync(source, target, {
          recursive: true,
          filter: (file) =>
            !file.endsWith('.map') &&
            !file.endsWith('.d.ts') &&
            (file === source || !name.startsWith('@kusto/') || kustoFiles.has(path.basename(file))),
        });
      }
    });
  }
}

function bundle(name, entry, overrides) {
  return {
    name,
    entry: { [name]: entry },
    mode: 'production',
    devtool: 'source-map',
    resolve: { extensions: ['.ts', '.js'] },
    performance: { hints: false },
    stats: 'errors-warnings',
    ...overrides,
    module: {
      rules: [
        { test: /\.ts$/, loader: 'esbuild-loader', options: { target: 'es2023', tsconfigRaw: {} } },
        { test: /\.css$/, type: 'asset/source' },
      ],
      ...overrides.module,
    },
    output: { path: distFolder, filename: '[name].js', ...overrides.output },
  };
}

const nodeBundle = { target: 'node20', output: { library: { type: 'commonjs2' } } };
const unbundled = [
  ({ request }, callback) =>
    /^@(duckdb\/node-bindings|kusto\/)/.test(request) ? callback(null, `commonjs ${request}`) : callback(),
];

/** Parts that are loaded late stay in the bundle: chunks of the engine and the CLI could have the same name. */
const lateInOneFile = { parser: { javascript: { dynamicImportMode: 'eager' } } };

module.exports = [
  bundle('extension', './src/extension/extension.ts', {
    ...nodeBundle,
    externals: { vscode: 'commonjs vscode' },
    // What is loaded late is one file of its own, by its name: the host bundle is read at every start of VS Code.
    optimization: { splitChunks: false },
  }),
  bundle('engine', './src/engine/main.ts', {
    ...nodeBundle,
    externals: unbundled,
    module: lateInOneFile,
    plugins: [new CopyPackagesPlugin()],
  }),
  bundle('language', './src/engine/language/worker.ts', {
    ...nodeBundle,
    externals: unbundled,
    module: lateInOneFile,
  }),
  bundle('cli', './src/cli/main.ts', {
    ...nodeBundle,
    externals: unbundled,
    module: lateInOneFile,
    plugins: [new BannerPlugin({ banner: '#!/usr/bin/env node', raw: true })],
  }),
  bundle('coveragePage', './src/renderer/coverage/coveragePage.ts', { target: 'web' }),
  bundle('renderer', './src/renderer/renderer.ts', {
    target: 'web',
    experiments: { outputModule: true },
    output: { library: { type: 'module' } },
    // The library that draws charts is a file of its own beside the renderer, which imports it when a result is a chart.
    optimization: { splitChunks: false },
  }),
];
