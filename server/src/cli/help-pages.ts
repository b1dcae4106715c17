import manifest from '../../../package.json';

/** The web address of a check's page; null while the package has no homepage. */
export function findHelpAddress(code: string): string | null {
  const { homepage } = manifest as { readonly homepage?: string };
  return homepage ? `${homepage.replace(/#.*$|\/+$/, '')}/blob/main/docs/checks/${code}.md` : null;
}

export interface HelpPage {
  readonly markdown: string;
  /** The same without mark-up. */
  readonly text: string;
  /** The paragraph that says when the check reports something. */
  readonly explanation: string;
}

/** The page of a check from docs/checks, which is part of the program; null if it has none. */
export async function readHelpPage(code: string): Promise<HelpPage | null> {
  // The bundler puts every file that matches into the program.
  const page: { default: string } | null = await import(`../../../docs/checks/${code}.md`).catch(() => null);
  if (!page) return null;
  const markdown = page.default;
  const paragraphs = markdown.split(/\n\n+/).map((each) => each.trim());
  const explanation = paragraphs.find((each) => each !== '' && !/^(?:#|Severity:|[|`<])/.test(each)) ?? '';
  return { markdown, text: stripMarkup(markdown), explanation: stripMarkup(explanation) };
}

function stripMarkup(markdown: string): string {
  return markdown
    .replace(/^(?:#+ |\|[ |-]*\|$\n?)/gm, '')
    .replace(/^\| *(.*?) *\|$/gm, (_, cells: string) => cells.split(/ *\| */).join(': '))
    .replace(/[*`]/g, '')
    .trim();
}
