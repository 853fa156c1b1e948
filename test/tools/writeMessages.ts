import { writeFileSync } from 'node:fs';
import { hostMessages, messageBundleFile } from './hostMessages.ts';

const bundle = Object.fromEntries(hostMessages().map((message) => [message, message]));
writeFileSync(messageBundleFile, `${JSON.stringify(bundle, undefined, 2)}\n`);
