/** Style sheets come in as text: a page that loads no file needs no right to. */
declare module '*.css' {
  const text: string;
  export default text;
}
