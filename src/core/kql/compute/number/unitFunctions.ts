import { computed, type ComputedFunction } from '../computedFunction';
import { convertUnit, type unitsByQuantity } from './units';

function conversion(quantity: keyof typeof unitsByQuantity): ComputedFunction {
  return computed(['real', 'string', 'string'], 'real', (value, from = '', to = '') =>
    value === undefined ? undefined : convertUnit(value, from, to, quantity),
  );
}

/** Values in other units; null where a unit is not known. */
export const unitComputed = {
  convert_angle: conversion('angle'),
  convert_energy: conversion('energy'),
  convert_force: conversion('force'),
  convert_length: conversion('length'),
  convert_mass: conversion('mass'),
  convert_speed: conversion('speed'),
  convert_temperature: conversion('temperature'),
  convert_volume: conversion('volume'),
};
