import type { Json } from '../json';

/** A family, and how it is known; the groups of the expression are its version. */
type Family = readonly [family: string, pattern: RegExp];

/** The browsers and clients that audit records show. The first that fits counts: most name others beside themselves. */
const browsers: readonly Family[] = [
  ['Googlebot', /Googlebot\/(\d+)\.(\d+)/],
  ['bingbot', /bingbot\/(\d+)\.(\d+)/i],
  ['Outlook', /Microsoft Outlook (\d+)\.(\d+)\.(\d+)/],
  ['Edge Mobile', /Edg(?:A|iOS)\/(\d+)\.(\d+)\.(\d+)/],
  ['Edge', /Edge?\/(\d+)\.(\d+)(?:\.(\d+))?/],
  ['Opera Mobile', /Mobile.*OPR\/(\d+)\.(\d+)\.(\d+)/],
  ['Opera', /OPR\/(\d+)\.(\d+)\.(\d+)/],
  ['Samsung Internet', /SamsungBrowser\/(\d+)\.(\d+)/],
  ['Firefox iOS', /FxiOS\/(\d+)\.(\d+)/],
  ['Chrome Mobile iOS', /CriOS\/(\d+)\.(\d+)\.(\d+)/],
  ['Electron', /Electron\/(\d+)\.(\d+)\.(\d+)/],
  ['HeadlessChrome', /HeadlessChrome\/(\d+)\.(\d+)\.(\d+)/],
  ['Chrome Mobile WebView', /; wv\).+Chrome\/(\d+)\.(\d+)\.(\d+)/],
  ['Chrome Mobile', /Chrome\/(\d+)\.(\d+)\.(\d+)(?:\.\d+)? Mobile/],
  ['Chrome', /Chrome\/(\d+)\.(\d+)\.(\d+)/],
  ['Firefox Mobile', /Mobile.*Firefox\/(\d+)\.(\d+)/],
  ['Firefox', /Firefox\/(\d+)\.(\d+)(?:\.(\d+))?/],
  ['IE', /MSIE (\d+)\.(\d+)/],
  ['IE', /Trident\/.*rv:(\d+)\.(\d+)/],
  ['Mobile Safari', /(?:iPhone|iPad|iPod).*Version\/(\d+)\.(\d+)(?:\.(\d+))?.*Safari/],
  ['Mobile Safari UI/WKWebView', /(?:iPhone|iPad|iPod).*AppleWebKit/],
  ['Safari', /Version\/(\d+)\.(\d+)(?:\.(\d+))?.*Safari/],
  ['Python Requests', /python-requests\/(\d+)\.(\d+)(?:\.(\d+))?/],
  ['PowerShell', /PowerShell\/(\d+)\.(\d+)(?:\.(\d+))?/i],
  ['curl', /curl\/(\d+)\.(\d+)(?:\.(\d+))?/],
  ['okhttp', /okhttp\/(\d+)\.(\d+)(?:\.(\d+))?/],
  ['Go-http-client', /Go-http-client\/(\d+)\.(\d+)/],
];

/** Windows' own numbers, and the names that it goes by. */
const windowsVersions: ReadonlyMap<string, string> = new Map([
  ['5.1', 'XP'],
  ['6.0', 'Vista'],
  ['6.1', '7'],
  ['6.2', '8'],
  ['6.3', '8.1'],
  ['10.0', '10'],
]);

const systems: readonly Family[] = [
  ['Windows Phone', /Windows Phone (?:OS )?(\d+)\.(\d+)/],
  ['Android', /Android (\d+)(?:\.(\d+))?(?:\.(\d+))?/],
  ['iOS', /(?:iPhone|iPad|iPod).*? OS (\d+)_(\d+)(?:_(\d+))?/],
  ['Mac OS X', /Mac OS X (\d+)[._](\d+)(?:[._](\d+))?/],
  ['Chrome OS', /CrOS \w+ (\d+)\.(\d+)\.(\d+)/],
  ['Ubuntu', /Ubuntu(?:\/(\d+)\.(\d+))?/],
  ['Linux', /Linux/],
];

function familyOf(families: readonly Family[], agent: string): readonly [string, readonly string[]] {
  for (const [family, pattern] of families) {
    const match = pattern.exec(agent);
    if (match !== null) {
      return [family, match.slice(1).map((part: string | undefined) => part ?? '')];
    }
  }
  return ['Other', []];
}

function browserOf(agent: string): Json {
  const [Family, [MajorVersion = '', MinorVersion = '', Patch = '']] = familyOf(browsers, agent);
  return { Family, MajorVersion, MinorVersion, Patch };
}

function systemOf(agent: string): Json {
  const windows = /Windows NT (\d+\.\d+)/.exec(agent)?.[1];
  const [Family, [MajorVersion = '', MinorVersion = '', Patch = '']] =
    windows === undefined
      ? familyOf(systems, agent)
      : (['Windows', (windowsVersions.get(windows) ?? windows).split('.')] as const);
  return { Family, MajorVersion, MinorVersion, Patch, PatchMinor: '' };
}

function deviceOf(agent: string): Json {
  const apple = /iPhone|iPad|iPod/.exec(agent)?.[0];
  if (apple !== undefined) {
    return { Family: apple, Brand: 'Apple', Model: apple };
  }
  if (agent.includes('Macintosh')) {
    return { Family: 'Mac', Brand: 'Apple', Model: 'Mac' };
  }
  if (/bot\b|crawler|spider/i.test(agent)) {
    return { Family: 'Spider', Brand: 'Spider', Model: 'Desktop' };
  }
  const android = /Android[^;)]*; (?:\w\w-\w\w; )?([^;)]+?)(?: Build\/[^;)]*)?[;)]/.exec(agent)?.[1];
  if (android !== undefined) {
    const brand = android.startsWith('SM-') ? 'Samsung' : android.startsWith('Pixel') ? 'Google' : 'Generic_Android';
    return { Family: brand === 'Samsung' ? `Samsung ${android}` : android, Brand: brand, Model: android };
  }
  return { Family: 'Other', Brand: '', Model: '' };
}

const parts: ReadonlyMap<string, readonly [string, (agent: string) => Json]> = new Map([
  ['browser', ['Browser', browserOf] as const],
  ['os', ['OperatingSystem', systemOf] as const],
  ['device', ['Device', deviceOf] as const],
]);

/**
 * `parse_user_agent()` for the browsers, systems and devices that are common; others are `Other`. Kusto knows some thousands more.
 *
 * @param wanted `browser`, `os`, `device`
 */
export function parseUserAgent(agent: string, wanted: readonly string[]): Json {
  return Object.fromEntries(
    wanted.flatMap((name) => {
      const part = parts.get(name.toLowerCase());
      return part === undefined ? [] : [[part[0], part[1](agent)]];
    }),
  );
}
