/**
 * Writes numbers in a language. The first format of a page costs some 25 ms, as the browser then reads its tables, so it is made
 * when a number is first written.
 *
 * @param locale BCP 47
 */
export function numberText(locale: string, options: Intl.NumberFormatOptions = {}): (value: number) => string {
  let format: Intl.NumberFormat | undefined;
  return (value) => {
    format ??= new Intl.NumberFormat(locale, options);
    return format.format(value);
  };
}
