/** Style sheets come in as text, since a renderer may load no second file. */
declare module '*.css' {
  const text: string;
  export default text;
}
