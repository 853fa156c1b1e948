/** Punycode (RFC 3492). Node's own module is deprecated, and the package that replaces it has no types. */

const base = 36;
const leastThreshold = 1;
const mostThreshold = 26;
const firstCodePoint = 128;
const firstBias = 72;
const mostCodePoint = 0x10ffff;

/** How the places of the following digits weigh, after a difference (section 6.1). */
function adapt(difference: number, length: number, isFirst: boolean): number {
  let delta = Math.floor(difference / (isFirst ? 700 : 2));
  delta += Math.floor(delta / length);
  let places = 0;
  for (; delta > ((base - leastThreshold) * mostThreshold) / 2; places += base) {
    delta = Math.floor(delta / (base - leastThreshold));
  }
  return places + Math.floor(((base - leastThreshold + 1) * delta) / (delta + 38));
}

function threshold(place: number, bias: number): number {
  return Math.min(mostThreshold, Math.max(leastThreshold, place - bias));
}

const digits = 'abcdefghijklmnopqrstuvwxyz0123456789';

function writeDifference(difference: number, bias: number): string {
  let text = '';
  let rest = difference;
  for (let place = base; ; place += base) {
    const limit = threshold(place, bias);
    if (rest < limit) {
      return text + digits.charAt(rest);
    }
    text += digits.charAt(limit + ((rest - limit) % (base - limit)));
    rest = Math.floor((rest - limit) / (base - limit));
  }
}

/** The punycode of a text, without the prefix of domains (RFC 3492). */
export function encodePunycode(text: string): string {
  const points = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const plain = points.filter((point) => point < firstCodePoint);
  let output = String.fromCodePoint(...plain) + (plain.length > 0 ? '-' : '');
  let [handled, point, delta, bias] = [plain.length, firstCodePoint, 0, firstBias];
  while (handled < points.length) {
    const next = Math.min(...points.filter((candidate) => candidate >= point));
    delta += (next - point) * (handled + 1);
    for (const candidate of points) {
      delta += candidate < next ? 1 : 0;
      if (candidate === next) {
        output += writeDifference(delta, bias);
        bias = adapt(delta, handled + 1, handled === plain.length);
        delta = 0;
        handled++;
      }
    }
    delta++;
    point = next + 1;
  }
  return output;
}

/** @returns undefined for what is no Punycode */
export function decodePunycode(text: string): string | undefined {
  const end = text.lastIndexOf('-');
  const points = Array.from(text.slice(0, Math.max(0, end)), (character) => character.codePointAt(0) ?? 0);
  let [point, place, bias] = [firstCodePoint, 0, firstBias];
  for (let index = end + 1; index < text.length;) {
    const start = place;
    for (let weight = 1, position = base; ; position += base) {
      const digit = digits.indexOf(text.charAt(index++).toLowerCase() || ' ');
      if (digit < 0) {
        return undefined;
      }
      place += digit * weight;
      const limit = threshold(position, bias);
      if (digit < limit) {
        break;
      }
      weight *= base - limit;
    }
    bias = adapt(place - start, points.length + 1, start === 0);
    point += Math.floor(place / (points.length + 1));
    place %= points.length + 1;
    if (point > mostCodePoint) {
      return undefined;
    }
    points.splice(place++, 0, point);
  }
  return String.fromCodePoint(...points);
}

const prefix = 'xn--';

/** The labels of a domain, each on its own. */
export function encodeDomain(domain: string): string {
  return domain
    .split('.')
    .map((label) => (/^[\x20-\x7e]*$/.test(label) ? label : prefix + encodePunycode(label)))
    .join('.');
}

/** A domain with those of its labels decoded that have the prefix `xn--`; undefined where one is no punycode. */
export function decodeDomain(domain: string): string | undefined {
  const labels = domain
    .split('.')
    .map((label) => (label.toLowerCase().startsWith(prefix) ? decodePunycode(label.slice(prefix.length)) : label));
  return labels.every((label) => label !== undefined) ? labels.join('.') : undefined;
}
