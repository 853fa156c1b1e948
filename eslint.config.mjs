import js from '@eslint/js';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** The rooms that each room may import; see the map in CONTRIBUTING.md. Arrows go down only. */
const mayImport = {
  core: [],
  sandbox: ['core'],
  engine: ['core', 'sandbox'],
  cli: ['core', 'sandbox', 'engine'],
  extension: ['core'],
  renderer: ['core'],
};

/** Modules that do not belong into a room: they do not run there, or make it slow to start. */
const mayNotRequire = {
  core: ['vscode', 'node:*'],
  sandbox: ['vscode'],
  engine: ['vscode'],
  cli: ['vscode'],
  extension: ['@duckdb/*', '@kusto/*', 'undici'],
  renderer: ['vscode', 'node:*', '@duckdb/*', '@kusto/*'],
};

const wallRules = Object.keys(mayImport).map((room) => ({
  files: [`src/${room}/**/*.ts`],
  rules: {
    'import-x/no-restricted-paths': [
      'error',
      {
        zones: [
          {
            target: `./src/${room}`,
            from: './src',
            except: [`./${room}`, ...mayImport[room].map((other) => `./${other}`)],
          },
        ],
      },
    ],
    'no-restricted-imports': ['error', { patterns: [{ group: mayNotRequire[room] }] }],
  },
}));

export default tseslint.config(
  { ignores: ['dist/', '.cache/', 'node_modules/', '**/node_modules/', 'test/e2e/output/'] },
  js.configs.recommended,
  {
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.js'] })] },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['vitest.config.ts'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/explicit-function-return-type': ['error', { allowExpressions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'max-lines': ['error', { max: 600, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  ...wallRules,
  {
    files: ['**/*.mjs', '**/*.js'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        __dirname: 'readonly',
        require: 'readonly',
        module: 'readonly',
      },
    },
  },
);
