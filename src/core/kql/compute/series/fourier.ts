import type { ThrowIfCancelled } from '../computedFunction';

/** The discrete Fourier transform of a series of complex numbers, by its definition; by halves where the length is even. */
export function fourier(
  real: readonly number[],
  imaginary: readonly number[],
  sign: 1 | -1,
  throwIfCancelled: ThrowIfCancelled,
): [number[], number[]] {
  const length = real.length;
  if (length % 2 === 0 && length > 2) {
    const half = (values: readonly number[], offset: number): number[] =>
      values.filter((_, index) => index % 2 === offset);
    const [evenReal, evenImaginary] = fourier(half(real, 0), half(imaginary, 0), sign, throwIfCancelled);
    const [oddReal, oddImaginary] = fourier(half(real, 1), half(imaginary, 1), sign, throwIfCancelled);
    return combine(length, sign, [evenReal, evenImaginary], [oddReal, oddImaginary]);
  }
  const places = Array.from({ length }, (_, place) => place);
  const at = (frequency: number, part: 'real' | 'imaginary'): number => {
    throwIfCancelled();
    return places.reduce((sum, place) => {
      const angle = (sign * 2 * Math.PI * ((frequency * place) % length)) / length;
      const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
      const [x, y] = [real[place] ?? 0, imaginary[place] ?? 0];
      return sum + (part === 'real' ? x * cosine - y * sine : x * sine + y * cosine);
    }, 0);
  };
  return [places.map((frequency) => at(frequency, 'real')), places.map((frequency) => at(frequency, 'imaginary'))];
}

type Complex = [number[], number[]];

function combine(length: number, sign: 1 | -1, even: Complex, odd: Complex): Complex {
  const half = length / 2;
  const real: number[] = [];
  const imaginary: number[] = [];
  for (let frequency = 0; frequency < length; frequency++) {
    const angle = (sign * 2 * Math.PI * frequency) / length;
    const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
    const place = frequency % half;
    const [x, y] = [odd[0][place] ?? 0, odd[1][place] ?? 0];
    real.push((even[0][place] ?? 0) + x * cosine - y * sine);
    imaginary.push((even[1][place] ?? 0) + x * sine + y * cosine);
  }
  return [real, imaginary];
}
