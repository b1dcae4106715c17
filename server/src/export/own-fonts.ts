import type { Font } from '../analysis/text/fonts.js';
import type { ExportOptions } from './export-options.js';
import type { Typesetter } from './pdf/typesetter.js';

/** The fonts of a project: PDFs are set in them, and Word files and pages name them. */
export interface OwnFonts {
  readonly files: readonly Uint8Array[];
  readonly fonts: readonly Font[];
}

/** The fonts of a project that names none. */
export const NO_OWN_FONTS: OwnFonts = { files: [], fonts: [] };

/** The look of papers with the fonts of their project. */
export function addFonts<Look extends { readonly typesetter: Typesetter; readonly exports: Partial<ExportOptions> }>(
  look: Look,
  { files, fonts }: OwnFonts,
): Look {
  if (files.length === 0) return look;
  return {
    ...look,
    typesetter: equipTypesetter(look.typesetter, { files, fonts }),
    exports: { ...look.exports, fonts },
  };
}

/** A typesetter that has further fonts. */
export function equipTypesetter(typesetter: Typesetter, { files, fonts }: OwnFonts): Typesetter {
  const families = listFamiliesWith(fonts, () => true);
  return { pdf: (job) => typesetter.pdf({ ...job, fonts: { files, families } }) };
}

/** A typesetter that shows a sign without a font by its number, for what is made as a draft. */
export function allowNumbersOfSigns(typesetter: Typesetter): Typesetter {
  return { pdf: (job) => typesetter.pdf({ ...job, showsNumbers: true }) };
}

/** The families with signs of a kind, in their order: "Noto Sans JP" for Kana. */
export function listFamiliesWith(fonts: readonly Font[], isOfKind: (signs: Font['signs']) => boolean): string[] {
  return [
    ...new Set(fonts.filter(({ signs, family }) => family !== '' && isOfKind(signs)).map(({ family }) => family)),
  ];
}
