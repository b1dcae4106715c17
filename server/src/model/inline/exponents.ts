/** A sign of a quantity or a unit; what is raised after it is its power. */
const OPERAND =
  /(?:^|[^\p{L}])(?:[mscxyrnvab]|(?!(?:st|nd|rd|th|pp|ff)$)[bcdfghjklmnpqrstvwxz]{2,3}|ft|in|yd|kg|CO|H|R)$/u;
const TEN = /(?:^|[^\p{N}.,/])10$/u;
/** A bracket that holds a sum or a product. */
const SUM = /\([^()]{0,60}[-+−–×·*/=][^()]{0,60}\)$/u;

/** Whether a number that is raised after some words is a power and calls no note: mc², 10⁶, (a + b)². */
export function isExponentAfter(before: string): boolean {
  const end = before.slice(-130);
  return TEN.test(end) || OPERAND.test(end.slice(-8)) || SUM.test(end);
}
