/** The number that a text such as "12A", "A1", "IV" or "5bis" counts; 0 where it counts nothing. */
export function readCountValue(number: string): number {
  const digits = /\d{1,6}(?!.*\d)/.exec(number.replace(/(\d)[A-Z]{1,3}\d$/, '$1'))?.[0];
  return digits === undefined ? 0 : Number(digits);
}

/**
 * Whether a number goes on from another, with at most so many left out: 12A and 13 from 12, 1 where
 * nothing came before.
 */
export function countsOnFrom(last: string | null, number: string, most: number): boolean {
  const value = readCountValue(number);
  if (last === null) return value <= 1;
  const before = readCountValue(last);
  // 20 comes after A20, which was put in before it.
  if (value === before) return number !== last && (/[A-Za-z]/.test(number) || /^[A-Z]/.test(last));
  return value > before && value <= before + most;
}
