/** A unit: its values in the base unit of its quantity, and back. */
interface Unit {
  readonly toBase: (value: number) => number;
  readonly fromBase: (base: number) => number;
}

type Units = Readonly<Record<string, Unit>>;

/** A unit of so many base units, from a zero that may lie elsewhere. */
function linear(factor: number, zero = 0): Unit {
  return { toBase: (value) => value * factor + zero, fromBase: (base) => (base - zero) / factor };
}

function linearUnits(factors: Readonly<Record<string, number>>): Units {
  return Object.fromEntries(Object.entries(factors).map(([name, factor]) => [name, linear(factor)]));
}

const radian = (180 * 3600) / Math.PI;

/** Arcseconds: degrees and minutes are whole numbers of them. */
const angles: Units = {
  ...linearUnits({
    Arcsecond: 1,
    Arcminute: 60,
    Degree: 3600,
    Millidegree: 3.6,
    Microdegree: 3.6e-3,
    Nanodegree: 3.6e-6,
    Gradian: 3240,
    NatoMil: 202.5,
    Revolution: 1_296_000,
    Radian: radian,
    Deciradian: radian * 1e-1,
    Centiradian: radian * 1e-2,
    Milliradian: radian * 1e-3,
    Microradian: radian * 1e-6,
    Nanoradian: radian * 1e-9,
  }),
  /** The sine of the angle. */
  Tilt: { toBase: (value) => Math.asin(value) * radian, fromBase: (base) => Math.sin(base / radian) },
};

const britishThermalUnit = 1055.05585262;
const electronVolt = 1.602176634e-19;

/** Joules. */
const energies = linearUnits({
  Millijoule: 1e-3,
  Joule: 1,
  Kilojoule: 1e3,
  Megajoule: 1e6,
  Gigajoule: 1e9,
  BritishThermalUnit: britishThermalUnit,
  KilobritishThermalUnit: britishThermalUnit * 1e3,
  MegabritishThermalUnit: britishThermalUnit * 1e6,
  GigabritishThermalUnit: britishThermalUnit * 1e9,
  ThermEc: britishThermalUnit * 1e5,
  ThermImperial: 1.05505585257348e8,
  ThermUs: 1.054804e8,
  DecathermEc: britishThermalUnit * 1e6,
  DecathermImperial: 1.05505585257348e9,
  DecathermUs: 1.054804e9,
  Calorie: 4.184,
  Kilocalorie: 4184,
  Megacalorie: 4.184e6,
  ElectronVolt: electronVolt,
  KiloelectronVolt: electronVolt * 1e3,
  MegaelectronVolt: electronVolt * 1e6,
  GigaelectronVolt: electronVolt * 1e9,
  TeraelectronVolt: electronVolt * 1e12,
  Erg: 1e-7,
  FootPound: 1.3558179483314,
  HorsepowerHour: 2_684_519.5376962,
  WattHour: 3600,
  KilowattHour: 3.6e6,
  MegawattHour: 3.6e9,
  GigawattHour: 3.6e12,
  TerawattHour: 3.6e15,
  WattDay: 86_400,
  KilowattDay: 8.64e7,
  MegawattDay: 8.64e10,
  GigawattDay: 8.64e13,
  TerawattDay: 8.64e16,
});

const kilogramForce = 9.80665;
const poundForce = 4.4482216152605;

/** Newtons. */
const forces = linearUnits({
  Micronewton: 1e-6,
  Millinewton: 1e-3,
  Newton: 1,
  Decanewton: 10,
  Kilonewton: 1e3,
  Meganewton: 1e6,
  Dyn: 1e-5,
  KilogramForce: kilogramForce,
  KiloPond: kilogramForce,
  TonneForce: kilogramForce * 1e3,
  PoundForce: poundForce,
  KilopoundForce: poundForce * 1e3,
  ShortTonForce: poundForce * 2e3,
  OunceForce: poundForce / 16,
  Poundal: 0.138254954376,
});

const inch = 0.0254;
const lightYear = 9_460_730_472_580_800;
const astronomicalUnit = 149_597_870_700;
const parsec = (astronomicalUnit * 648_000) / Math.PI;

/** Meters. */
const lengthFactors = {
  Angstrom: 1e-10,
  Nanometer: 1e-9,
  Micrometer: 1e-6,
  Millimeter: 1e-3,
  Centimeter: 1e-2,
  Decimeter: 1e-1,
  Meter: 1,
  Decameter: 10,
  Hectometer: 100,
  Kilometer: 1000,
  Microinch: inch * 1e-6,
  Mil: inch * 1e-3,
  Inch: inch,
  Hand: inch * 4,
  Foot: 0.3048,
  UsSurveyFoot: 1200 / 3937,
  Yard: 0.9144,
  Fathom: 1.8288,
  Chain: 20.1168,
  Shackle: 27.432,
  Mile: 1609.344,
  DataMile: 1828.8,
  NauticalMile: 1852,
  Twip: inch / 1440,
  DtpPoint: inch / 72,
  DtpPica: inch / 6,
  PrinterPoint: inch / 72.27,
  PrinterPica: (inch * 12) / 72.27,
  SolarRadius: 695_510_000,
  AstronomicalUnit: astronomicalUnit,
  LightYear: lightYear,
  KilolightYear: lightYear * 1e3,
  MegalightYear: lightYear * 1e6,
  Parsec: parsec,
  Kiloparsec: parsec * 1e3,
  Megaparsec: parsec * 1e6,
};

const pound = 453.59237;

/** Grams. */
const masses = linearUnits({
  Nanogram: 1e-9,
  Microgram: 1e-6,
  Milligram: 1e-3,
  Centigram: 1e-2,
  Decigram: 1e-1,
  Gram: 1,
  Decagram: 10,
  Hectogram: 100,
  Kilogram: 1e3,
  Tonne: 1e6,
  Kilotonne: 1e9,
  Megatonne: 1e12,
  Grain: pound / 7000,
  Ounce: pound / 16,
  Pound: pound,
  Kilopound: pound * 1e3,
  Megapound: pound * 1e6,
  Stone: pound * 14,
  ShortHundredweight: pound * 100,
  LongHundredweight: pound * 112,
  ShortTon: pound * 2000,
  LongTon: pound * 2240,
  Slug: 14_593.90293720636,
  EarthMass: 5.9722e27,
  SolarMass: 1.98847e33,
});

/** Meters an hour: seconds and minutes are whole parts of one. */
const speeds = linearUnits({
  Knot: 1852,
  ...Object.fromEntries(
    Object.entries(lengthFactors).flatMap(([length, meters]) => [
      [`${length}PerHour`, meters],
      [`${length}PerMinute`, meters * 60],
      [`${length}PerSecond`, meters * 3600],
    ]),
  ),
});

const freezing = 273.15;

/** Kelvins. */
const temperatures: Units = {
  Kelvin: linear(1),
  DegreeCelsius: linear(1, freezing),
  MillidegreeCelsius: linear(1e-3, freezing),
  DegreeFahrenheit: linear(5 / 9, (459.67 * 5) / 9),
  DegreeRankine: linear(5 / 9),
  DegreeDelisle: linear(-2 / 3, freezing + 100),
  DegreeNewton: linear(100 / 33, freezing),
  DegreeReaumur: linear(1.25, freezing),
  DegreeRoemer: linear(40 / 21, freezing - (7.5 * 40) / 21),
  SolarTemperature: linear(5778),
};

const cubicInch = 0.016387064;
const cubicFoot = cubicInch * 1728;
const usGallon = cubicInch * 231;
const imperialGallon = 4.54609;

/** Liters. */
const volumes = linearUnits({
  Microliter: 1e-6,
  Milliliter: 1e-3,
  Centiliter: 1e-2,
  Deciliter: 1e-1,
  Liter: 1,
  Decaliter: 10,
  Hectoliter: 100,
  Kiloliter: 1e3,
  Megaliter: 1e6,
  CubicMicrometer: 1e-15,
  CubicMillimeter: 1e-6,
  CubicCentimeter: 1e-3,
  CubicDecimeter: 1,
  CubicMeter: 1e3,
  HectocubicMeter: 1e5,
  KilocubicMeter: 1e6,
  CubicHectometer: 1e9,
  CubicKilometer: 1e12,
  CubicInch: cubicInch,
  BoardFoot: cubicFoot / 12,
  CubicFoot: cubicFoot,
  HectocubicFoot: cubicFoot * 100,
  KilocubicFoot: cubicFoot * 1e3,
  MegacubicFoot: cubicFoot * 1e6,
  CubicYard: cubicFoot * 27,
  AcreFoot: cubicFoot * 43_560,
  CubicMile: cubicFoot * 5280 ** 3,
  UsTeaspoon: usGallon / 768,
  UsTablespoon: usGallon / 256,
  UsOunce: usGallon / 128,
  UsCustomaryCup: usGallon / 16,
  UsLegalCup: 0.24,
  UsPint: usGallon / 8,
  UsQuart: usGallon / 4,
  DeciusGallon: usGallon / 10,
  UsGallon: usGallon,
  DecausGallon: usGallon * 10,
  HectousGallon: usGallon * 100,
  KilousGallon: usGallon * 1e3,
  MegausGallon: usGallon * 1e6,
  UsBeerBarrel: usGallon * 31,
  OilBarrel: usGallon * 42,
  ImperialOunce: imperialGallon / 160,
  ImperialPint: imperialGallon / 8,
  ImperialGallon: imperialGallon,
  KiloimperialGallon: imperialGallon * 1e3,
  MegaimperialGallon: imperialGallon * 1e6,
  ImperialBeerBarrel: imperialGallon * 36,
  MetricTeaspoon: 0.005,
  UkTablespoon: 0.015,
  AuTablespoon: 0.02,
  MetricCup: 0.25,
});

/** The units of each quantity, as Kusto names them. */
export const unitsByQuantity = {
  angle: angles,
  energy: energies,
  force: forces,
  length: linearUnits(lengthFactors),
  mass: masses,
  speed: speeds,
  temperature: temperatures,
  volume: volumes,
} satisfies Readonly<Record<string, Units>>;

/** A value in another unit of its quantity; undefined where either unit is none of it. */
export function convertUnit(
  value: number,
  from: string,
  to: string,
  quantity: keyof typeof unitsByQuantity,
): number | undefined {
  const units: Units = unitsByQuantity[quantity];
  const [source, target] = [from, to].map((name) => (Object.hasOwn(units, name) ? units[name] : undefined));
  return source === undefined || target === undefined
    ? undefined
    : from === to
      ? value
      : target.fromBase(source.toBase(value));
}
