import { computed } from '../computedFunction';
import {
  azimuth,
  centerOf,
  geoDistance,
  geohashCell,
  geohashNeighbors,
  geohashOf,
  isGeoPoint,
  isInRing,
  type GeoPoint,
} from './geo';
import { isArray, isBag, reals, type Json } from '../json';
import { h3Computed } from './h3Functions';

function pointOf(longitude: number | undefined, latitude: number | undefined): GeoPoint | undefined {
  const point = longitude === undefined || latitude === undefined ? undefined : { longitude, latitude };
  return point !== undefined && isGeoPoint(point) ? point : undefined;
}

function ringOf(ring: Json): readonly GeoPoint[] {
  return (isArray(ring) ? ring : []).flatMap((corner) => {
    const [longitude, latitude] = isArray(corner) ? corner : [];
    const point =
      typeof longitude === 'number' && typeof latitude === 'number' ? pointOf(longitude, latitude) : undefined;
    return point === undefined ? [] : [point];
  });
}

/** The polygons of a `Polygon` or a `MultiPolygon` of GeoJSON: rings, of which those after the first are holes. */
function polygonsOf(shape: Json): readonly (readonly (readonly GeoPoint[])[])[] {
  const { type, coordinates = [] } = isBag(shape) ? shape : {};
  const polygons =
    type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' && isArray(coordinates) ? coordinates : [];
  return polygons.map((polygon) => (isArray(polygon) ? polygon.map(ringOf) : []));
}

/** The lines of a shape of GeoJSON: of one, or of several (`MultiLineString`). */
function linesOf(shape: Json, single: string): readonly (readonly GeoPoint[])[] {
  const { type, coordinates = [] } = isBag(shape) ? shape : {};
  return type === single
    ? [ringOf(coordinates)]
    : type === `Multi${single}` && isArray(coordinates)
      ? coordinates.map(ringOf)
      : [];
}

/** The length of all lines together, in meters; undefined where there are none. */
function lengthOf(lines: readonly (readonly GeoPoint[])[]): number | undefined {
  const lengths = lines.flatMap((line) =>
    line.slice(1).map((point, index) => geoDistance(line[index] ?? point, point)),
  );
  return lengths.length === 0 ? undefined : lengths.reduce((sum, length) => sum + length);
}

/** Places on the earth. */
export const geoComputed = {
  ...h3Computed,
  geo_distance_2points: computed(['real', 'real', 'real', 'real'], 'real', (fromX, fromY, toX, toY) => {
    const [from, to] = [pointOf(fromX, fromY), pointOf(toX, toY)];
    return from === undefined || to === undefined ? undefined : geoDistance(from, to);
  }),
  geo_azimuth: computed(['real', 'real', 'real', 'real'], 'real', (fromX, fromY, toX, toY) => {
    const [from, to] = [pointOf(fromX, fromY), pointOf(toX, toY)];
    return from === undefined || to === undefined ? undefined : azimuth(from, to);
  }),
  geo_line_length: computed(['dynamic'], 'real', (shape = null) => lengthOf(linesOf(shape, 'LineString'))),
  geo_polygon_perimeter: computed(['dynamic'], 'real', (shape = null) => lengthOf(polygonsOf(shape).flat())),
  geo_point_in_circle: computed(['real', 'real', 'real', 'real', 'real'], 'bool', (x, y, centerX, centerY, radius) => {
    const [point, center] = [pointOf(x, y), pointOf(centerX, centerY)];
    return point === undefined || center === undefined || radius === undefined || radius < 0
      ? undefined
      : geoDistance(point, center) <= radius;
  }),
  geo_point_in_polygon: computed(['real', 'real', 'dynamic'], 'bool', (x, y, shape = null) => {
    const point = pointOf(x, y);
    const polygons = polygonsOf(shape);
    return point === undefined || polygons.length === 0
      ? undefined
      : polygons.some(
          ([outer = [], ...holes]) => isInRing(point, outer) && !holes.some((hole) => isInRing(point, hole)),
        );
  }),
  geo_point_to_geohash: computed(['real', 'real', 'int'], 'string', (x, y, length = 5) => {
    const point = pointOf(x, y);
    return point === undefined || length < 1 || length > 18 ? undefined : geohashOf(point, length);
  }),
  geo_geohash_to_central_point: computed(['string'], 'dynamic', (hash = '') => {
    const cell = geohashCell(hash);
    if (cell === undefined) {
      return undefined;
    }
    const { longitude, latitude } = centerOf(cell);
    return { type: 'Point', coordinates: reals([longitude, latitude]) };
  }),
  geo_geohash_to_polygon: computed(['string'], 'dynamic', (hash = '') => {
    const cell = geohashCell(hash);
    if (cell === undefined) {
      return undefined;
    }
    const { west, east, south, north } = cell;
    // A ring of GeoJSON goes around counterclockwise, and ends where it began.
    const ring = [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ];
    return { type: 'Polygon', coordinates: reals([ring]) };
  }),
  geo_geohash_neighbors: computed(['string'], 'dynamic', (hash = '') => {
    const cell = geohashCell(hash);
    return cell === undefined ? undefined : geohashNeighbors(hash, cell);
  }),
};
