import type { Json } from '../json';

/** `parse_path()`: a path of Windows or Unix, or a URI of a file, taken apart. */
export function parsePath(path: string): Json {
  const { scheme = '', rest = path } = /^(?<scheme>[A-Za-z][\w+.-]+):\/\/(?<rest>[^]*)$/.exec(path)?.groups ?? {};
  const [, root = ''] = /^\/?([A-Za-z]:)/.exec(rest) ?? [];
  const lastSeparator = Math.max(rest.lastIndexOf('\\'), rest.lastIndexOf('/'));
  // The colon of a drive parts no stream from a name.
  const nameStart = lastSeparator < 0 && root !== '' ? root.length : lastSeparator + 1;
  const directory = rest.slice(0, Math.max(lastSeparator, root === '' ? 0 : rest.indexOf(root) + root.length, 0));
  const [fileName = '', ...streams] = rest.slice(nameStart).split(':');
  const dot = fileName.lastIndexOf('.');
  return {
    Scheme: scheme,
    RootPath: root,
    DirectoryPath: directory,
    DirectoryName: directory.split(/[\\/]/).at(-1) ?? '',
    Filename: fileName,
    Extension: dot < 0 ? '' : fileName.slice(dot + 1),
    AlternateDataStreamName: streams.join(':'),
  };
}

/** `parse_command_line()` by the rules of Windows: double quotes hold an argument together, a backslash before one makes it plain. */
export function parseCommandLine(text: string): readonly string[] | undefined {
  const args: string[] = [];
  let current = '';
  let isStarted = false;
  let isQuoted = false;
  for (let index = 0; index < text.length; index++) {
    const [slashes = ''] = /^\\*/.exec(text.slice(index)) ?? [];
    const character = text.charAt(index + slashes.length);
    if (slashes !== '') {
      const isBeforeQuote = character === '"';
      current += '\\'.repeat(isBeforeQuote ? Math.floor(slashes.length / 2) : slashes.length);
      isStarted = true;
      index += slashes.length;
      if (isBeforeQuote && slashes.length % 2 === 1) {
        current += '"';
        continue;
      }
      if (character === '') {
        break;
      }
    }
    if (character === '"') {
      // Two quotes inside quotes are one that is plain.
      if (isQuoted && text.charAt(index + 1) === '"') {
        current += '"';
        index++;
      } else {
        isQuoted = !isQuoted;
      }
      isStarted = true;
    } else if (!isQuoted && /[ \t]/.test(character)) {
      if (isStarted) {
        args.push(current);
      }
      current = '';
      isStarted = false;
    } else {
      current += character;
      isStarted = true;
    }
  }
  if (isStarted) {
    args.push(current);
  }
  return args.length === 0 ? undefined : args;
}
