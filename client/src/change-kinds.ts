import type { ShownChangeKind } from '../../server/src/protocol.js';

/** What puts words into the user's language: VS Code's own, or that of a page. */
interface Translator {
  t(message: string): string;
}

/** The kinds of change as words within a sentence: "amended". */
export function nameChangeKinds(l10n: Translator): Readonly<Record<ShownChangeKind, string>> {
  return {
    inserted: l10n.t('inserted'),
    deleted: l10n.t('deleted'),
    amended: l10n.t('amended'),
    moved: l10n.t('moved'),
    renumbered: l10n.t('renumbered'),
    consequential: l10n.t('consequential'),
    typographical: l10n.t('typographical'),
    formatting: l10n.t('formatting'),
  };
}
