/** Brackets, stops and digits as wide as a sign of Chinese, Japanese or Korean: "（1）". */
const WIDE_SIGN = /[\uff08\uff09\uff0e\uff10-\uff19]/;
const WIDE_SIGNS = /[\uff08\uff09\uff0e\uff10-\uff19]/g;
/** How far a wide sign stands from its narrow one. */
const SHIFT = 0xfee0;

/** Whether there is a wide sign in a text. */
export function hasWideSign(text: string): boolean {
  return WIDE_SIGN.test(text);
}

/** A text of the same length whose brackets, stops and digits are narrow: "(1)". */
export function narrowSigns(text: string): string {
  if (!WIDE_SIGN.test(text)) return text;
  return text.replace(WIDE_SIGNS, (sign) => String.fromCharCode(sign.charCodeAt(0) - SHIFT));
}

/** A number with signs as wide as those of what it stands for: "（2)" for "(2)" where "（1)" was written. */
export function widenLike(number: string, written: string): string {
  if (!WIDE_SIGN.test(written)) return number;
  return number.replace(/[().\d]/g, (sign) => {
    const wide = String.fromCharCode(sign.charCodeAt(0) + SHIFT);
    const isWide = /\d/.test(sign) ? /[\uff10-\uff19]/.test(written) : written.includes(wide);
    return isWide ? wide : sign;
  });
}
