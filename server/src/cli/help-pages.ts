import manifest from '../../../package.json';

/** The web address of a check's page; null while the package names no home page. */
export function findHelpAddress(code: string): string | null {
  const { homepage } = manifest as { readonly homepage?: string };
  return homepage ? `${homepage.replace(/#[\s\S]*|(?<!\/)\/+$/, '')}/blob/main/docs/checks/${code}.md` : null;
}

/** The page of a check. */
export interface HelpPage {
  readonly markdown: string;
  /** The same without mark-up. */
  readonly text: string;
  /** The paragraph that says what the check reports, without mark-up. */
  readonly explanation: string;
}

/**
 * The page of a check from docs/checks, which is built into the program; null where it has none.
 */
export async function readHelpPage(code: string): Promise<HelpPage | null> {
  // The bundler includes every file that matches.
  const page: { default: string } | null = await import(`../../../docs/checks/${code}.md`).catch(() => null);
  if (!page) return null;
  const markdown = page.default;
  // A page begins with its title, its severity and its explanation.
  const [, , explanation = ''] = markdown.split(/\n\n+/);
  return { markdown, text: stripPageMarkup(markdown), explanation: stripPageMarkup(explanation) };
}

function stripPageMarkup(markdown: string): string {
  return markdown
    .replace(/^(?:#+ |\|[ |-]*\|$\n?)/gm, '')
    .replace(/^\|(.*)\|$/gm, (_, row: string) =>
      row
        .split('|')
        .map((cell) => cell.trim())
        .join(': '),
    )
    .replace(/[*`]/g, '')
    .trim();
}
