/** The characters of the font Symbol from code 33 and from code 160; · where it has no letter. */
const SYMBOL_LOW = '!∀#∃%&∋()*+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼';
const SYMBOL_HIGH = '€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪·〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭';

/** Signs of Wingdings that documents use, by code. */
const WINGDINGS: Readonly<Record<number, string>> = {
  108: '●',
  110: '■',
  111: '□',
  113: '❑',
  114: '❒',
  116: '⧫',
  117: '◆',
  118: '❖',
  120: '☒',
  159: '•',
  167: '▪',
  168: '☐',
  216: '➢',
  224: '→',
  240: '⇨',
  251: '✗',
  252: '✓',
  253: '☒',
  254: '☑',
};

/**
 * The character that a font of signs shows for a code. Source: the encoding vectors of Symbol (Adobe) and
 * Wingdings (Unicode's mapping of them).
 * @param code as the file has it, with or without the 0xF000 that Word adds
 */
export function readFontSign(font: string, code: number): string {
  const own = code >= 0xf000 && code <= 0xf0ff ? code - 0xf000 : code;
  const plain = own >= 32 ? String.fromCodePoint(own) : '';
  if (/^wingdings$/i.test(font)) return WINGDINGS[own] ?? plain;
  if (!/^symbol$/i.test(font)) return code === own ? plain : (WINGDINGS[own] ?? signOfSymbol(own) ?? plain);
  return signOfSymbol(own) ?? plain;
}

function signOfSymbol(code: number): string | null {
  const sign = code >= 160 ? [...SYMBOL_HIGH][code - 160] : [...SYMBOL_LOW][code - 33];
  return sign ?? null;
}
