import { computed } from '../computedFunction';
import { reals } from '../json';

type H3 = typeof import('h3-js');

/** Uber's own library. It takes some 15 ms to load, so the first call loads it. */
declare const require: (id: 'h3-js') => H3;

const usualResolution = 6;
const finestResolution = 15;

/** Rings around a cell, and cells inside of one, that are listed at the most: Kusto has the first limit. */
const mostRings = 142;
const mostChildren = 100_000;

/** The library, and the resolution of a cell; undefined for what is no cell. */
function read(cell: string): { readonly h3: H3; readonly resolution: number } | undefined {
  const h3 = require('h3-js');
  return h3.isValidCell(cell) ? { h3, resolution: h3.getResolution(cell) } : undefined;
}

/** Cells of the H3 grid, by their hexadecimal names. What is no cell gives null. */
export const h3Computed = {
  geo_point_to_h3cell: computed(
    ['real', 'real', 'int'],
    'string',
    (longitude, latitude, resolution = usualResolution) => {
      const isPlace =
        longitude !== undefined && latitude !== undefined && Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;
      return isPlace && resolution >= 0 && resolution <= finestResolution
        ? require('h3-js').latLngToCell(latitude, longitude, resolution)
        : undefined;
    },
  ),
  geo_h3cell_level: computed(['string'], 'int', (cell = '') => read(cell)?.resolution),
  geo_h3cell_to_central_point: computed(['string'], 'dynamic', (cell = '') => {
    const center = read(cell)?.h3.cellToLatLng(cell);
    return center === undefined ? undefined : { type: 'Point', coordinates: reals([center[1], center[0]]) };
  }),
  geo_h3cell_to_polygon: computed(['string'], 'dynamic', (cell = '') => {
    const ring = read(cell)?.h3.cellToBoundary(cell, true);
    return ring === undefined ? undefined : { type: 'Polygon', coordinates: reals([ring]) };
  }),
  geo_h3cell_parent: computed(['string', 'int'], 'string', (cell = '', resolution) => {
    const found = read(cell);
    const coarser = resolution ?? (found?.resolution ?? 0) - 1;
    return found !== undefined && coarser >= 0 && coarser < found.resolution
      ? found.h3.cellToParent(cell, coarser)
      : undefined;
  }),
  geo_h3cell_children: computed(['string', 'int'], 'dynamic', (cell = '', resolution) => {
    const found = read(cell);
    const finer = resolution ?? (found?.resolution ?? 0) + 1;
    return found !== undefined &&
      finer > found.resolution &&
      finer <= finestResolution &&
      found.h3.cellToChildrenSize(cell, finer) <= mostChildren
      ? found.h3.cellToChildren(cell, finer)
      : undefined;
  }),
  geo_h3cell_neighbors: computed(['string'], 'dynamic', (cell = '') =>
    read(cell)
      ?.h3.gridDisk(cell, 1)
      .filter((near) => near !== cell),
  ),
  geo_h3cell_rings: computed(['string', 'int'], 'dynamic', (cell = '', distance = -1) =>
    distance >= 0 && distance <= mostRings ? read(cell)?.h3.gridDiskDistances(cell, distance) : undefined,
  ),
};
