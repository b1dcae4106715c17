/** A program in Typst, as text. */
declare module '*.typ' {
  const text: string;
  export default text;
}
