import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { shippedPackages, writeThirdPartyNotices } from '../../tools/thirdPartyNotices.ts';
import { temporaryFolder } from '../engine/archive/archiveFixture';

let root: string;

async function write(file: string, content: string | object): Promise<void> {
  const target = path.join(root, file);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, typeof content === 'string' ? content : JSON.stringify(content));
}

beforeEach(async () => {
  root = await temporaryFolder();
  const bundled = ['charts', '@scope/grid', 'charts/node_modules/@scope/deep'];
  for (const folder of [...bundled, 'native', 'unused']) {
    const name = folder.replace(/.*node_modules\//, '');
    await write(`node_modules/${folder}/package.json`, { name, version: '1.2.3', license: 'MIT' });
  }
  await write('node_modules/charts/LICENSE', 'Licence of charts\n');
  await write('node_modules/charts/NOTICE', 'Notice of charts\n');
  await write('node_modules/charts/licenses/LICENSE-part', 'Licence of a part\n');
  await write('node_modules/charts/license-tools.js', 'no text of a licence');
  await write('dist/renderer.js.map', {
    sources: [
      'webpack://ours/./src/renderer/renderer.ts',
      ...bundled.map((folder) => `webpack://ours/./node_modules/${folder}/lib/index.js`),
      'webpack://ours/external commonjs "native"',
    ],
  });
  await write('dist/node_modules/native/package.json', { name: 'native' });
});

describe('the notices of third parties', () => {
  it('are of all packages in the bundles and beside them, and of no others', async () => {
    const packages = await shippedPackages(root);
    expect(packages.map(({ name }) => name)).toEqual(['@scope/deep', '@scope/grid', 'charts', 'native']);
  });

  it('hold each text, and say where there is none', async () => {
    await writeThirdPartyNotices(root);
    const notices = await readFile(path.join(root, 'dist', 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    expect(notices).toContain(
      'charts 1.2.3\nLicence: MIT\n\nLicence of charts\n\nLicence of a part\n\nNotice of charts\n',
    );
    expect(notices).not.toContain('no text of a licence');
    expect(notices).toContain('native 1.2.3\nLicence: MIT\n\nThe package holds no licence text');
  });

  it('cannot be written of a package that names no licence', async () => {
    await write('node_modules/native/package.json', { name: 'native', version: '1.2.3' });
    await expect(shippedPackages(root)).rejects.toThrow('license');
  });
});
