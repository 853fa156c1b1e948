/** A place on the earth, in degrees. */
export interface GeoPoint {
  readonly longitude: number;
  readonly latitude: number;
}

/** The radius of the sphere that Kusto measures on, in meters. */
const earthRadius = 6_371_010;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Whether both are degrees that there are on Earth. */
export function isGeoPoint({ longitude, latitude }: GeoPoint): boolean {
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;
}

/** The shortest way between two points, in meters: the haversine formula. */
export function geoDistance(from: GeoPoint, to: GeoPoint): number {
  const halfChord =
    Math.sin(radians(to.latitude - from.latitude) / 2) ** 2 +
    Math.cos(radians(from.latitude)) *
      Math.cos(radians(to.latitude)) *
      Math.sin(radians(to.longitude - from.longitude) / 2) ** 2;
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(halfChord)));
}

/** The direction from one point to another, in radians clockwise from north. */
export function azimuth(from: GeoPoint, to: GeoPoint): number {
  const a = radians(to.longitude - from.longitude);
  const [b, c] = [radians(from.latitude), radians(to.latitude)];
  const angle = Math.atan2(
    Math.sin(a) * Math.cos(c),
    Math.cos(b) * Math.sin(c) - Math.sin(b) * Math.cos(c) * Math.cos(a),
  );
  return (angle + 2 * Math.PI) % (2 * Math.PI);
}

const geohashDigits = '0123456789bcdefghjkmnpqrstuvwxyz';

/** The geohash of a point, of so many characters. */
export function geohashOf(point: GeoPoint, length: number): string {
  const longitude = { low: -180, high: 180, value: point.longitude };
  const latitude = { low: -90, high: 90, value: point.latitude };
  let hash = '';
  let digit = 0;
  for (let bit = 0; bit < 5 * length; bit++) {
    const side = bit % 2 === 0 ? longitude : latitude;
    const middle = (side.low + side.high) / 2;
    const isUpper = side.value >= middle;
    digit = 2 * digit + (isUpper ? 1 : 0);
    if (isUpper) {
      side.low = middle;
    } else {
      side.high = middle;
    }
    if (bit % 5 === 4) {
      hash += geohashDigits.charAt(digit);
      digit = 0;
    }
  }
  return hash;
}

/** What a geohash stands for: the degrees from its west to its east, and from its south to its north. */
export interface GeohashCell {
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
}

/** The most characters of a geohash. */
const longestGeohash = 18;

/** The cell of a geohash; undefined for a text that is none. */
export function geohashCell(hash: string): GeohashCell | undefined {
  const longitude = { low: -180, high: 180 };
  const latitude = { low: -90, high: 90 };
  let bit = 0;
  for (const character of hash.toLowerCase()) {
    const digit = geohashDigits.indexOf(character);
    if (digit < 0) {
      return undefined;
    }
    for (const weight of [16, 8, 4, 2, 1]) {
      const side = bit++ % 2 === 0 ? longitude : latitude;
      const middle = (side.low + side.high) / 2;
      if ((digit & weight) === 0) {
        side.high = middle;
      } else {
        side.low = middle;
      }
    }
  }
  return hash === '' || hash.length > longestGeohash
    ? undefined
    : { west: longitude.low, east: longitude.high, south: latitude.low, north: latitude.high };
}

/** The point in the middle of a cell, in degrees. */
export function centerOf({ west, east, south, north }: GeohashCell): GeoPoint {
  return { longitude: (west + east) / 2, latitude: (south + north) / 2 };
}

/** The geohashes of the cells around a cell, of the same length; beyond a pole there are none. */
export function geohashNeighbors(hash: string, cell: GeohashCell): readonly string[] {
  const { longitude, latitude } = centerOf(cell);
  const [width, height] = [cell.east - cell.west, cell.north - cell.south];
  const sides = [-1, 0, 1];
  const points = sides.flatMap((up) =>
    sides.map((right) => ({
      longitude: eastOf(longitude + right * width, 0),
      latitude: latitude + up * height,
    })),
  );
  const around = points.filter((point) => isGeoPoint(point)).map((point) => geohashOf(point, hash.length));
  return [...new Set(around)].filter((neighbor) => neighbor !== hash.toLowerCase());
}

/**
 * Whether a point is inside a ring, whose edges are the shortest ways between its corners. It is, if the meridian north of the point
 * crosses an odd number of edges; so the ring must not go around the pole.
 */
export function isInRing(point: GeoPoint, ring: readonly GeoPoint[]): boolean {
  const crossings = ring.filter((from, index) => {
    const to = ring[(index + 1) % ring.length] ?? from;
    const [east, west] = [eastOf(to.longitude, from.longitude), eastOf(point.longitude, from.longitude)];
    const isBetween = east >= 0 ? west >= 0 && west < east : west < 0 && west >= east;
    if (!isBetween || east === 0) {
      return false;
    }
    const [a, b] = [Math.tan(radians(from.latitude)), Math.tan(radians(to.latitude))];
    const edge = (a * Math.sin(radians(east - west)) + b * Math.sin(radians(west))) / Math.sin(radians(east));
    return edge > Math.tan(radians(point.latitude));
  });
  return crossings.length % 2 === 1;
}

/** How many degrees, from -180 to 180, one longitude is east of another. */
function eastOf(longitude: number, other: number): number {
  return ((((longitude - other + 180) % 360) + 360) % 360) - 180;
}
