import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { hostMessages, messageBundleFile } from '../../tools/hostMessages';

const root = path.join(import.meta.dirname, '../../..');

function keysOf(file: string): readonly string[] {
  return Object.keys(JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>).sort();
}

describe('localization', () => {
  it('has every string of the host in the bundle for translators, and no other: `npm run messages` writes it', () => {
    expect(keysOf(messageBundleFile)).toEqual(hostMessages());
  });

  it('has every string of the manifest in package.nls.json, and no other', () => {
    const manifest = readFileSync(path.join(root, 'package.json'), 'utf8');
    const used = new Set([...manifest.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key));
    expect(keysOf(path.join(root, 'package.nls.json'))).toEqual([...used].sort());
  });
});
