import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** What each room may not import; see the map in CONTRIBUTING.md. Arrows go down only. */
const walls = {
  core: ['vscode', 'node:*', '**/engine/**', '**/extension/**', '**/renderer/**', '**/cli/**', '**/sandbox/**'],
  sandbox: ['vscode', '**/engine/**', '**/extension/**', '**/renderer/**', '**/cli/**'],
  engine: ['vscode', '**/extension/**', '**/renderer/**', '**/cli/**'],
  cli: ['vscode', '**/extension/**', '**/renderer/**'],
  extension: ['@duckdb/*', '@kusto/*', 'undici', '**/engine/**', '**/renderer/**', '**/cli/**', '**/sandbox/**'],
  renderer: [
    'vscode',
    'node:*',
    '@duckdb/*',
    '@kusto/*',
    '**/engine/**',
    '**/extension/**',
    '**/cli/**',
    '**/sandbox/**',
  ],
};

/** Rooms whose own folder names recur inside another room: `src/extension/engine` is the host's side of the engine. */
const ownFolders = { extension: ['!./engine/**', '!../engine/**'] };

const wallRules = Object.entries(walls).map(([room, group]) => ({
  files: [`src/${room}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: [{ group: [...group, ...(ownFolders[room] ?? [])], message: `src/${room} may not import this.` }] },
    ],
  },
}));

export default tseslint.config(
  { ignores: ['dist/', '.cache/', 'node_modules/', '**/node_modules/', 'test/e2e/output/'] },
  js.configs.recommended,
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
