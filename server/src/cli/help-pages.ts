import manifest from '../../../package.json';

/** The address of a check's page; null for as long as the package names no home of its own. */
export function helpAddress(code: string): string | null {
  const { homepage } = manifest as { readonly homepage?: string };
  return homepage ? `${homepage.replace(/#[\s\S]*|(?<!\/)\/+$/, '')}/blob/main/docs/checks/${code}.md` : null;
}

export interface HelpPage {
  readonly markdown: string;
  /** The same without mark-up. */
  readonly text: string;
  /** The paragraph that tells when the check speaks. */
  readonly explanation: string;
}

/** The page of a check as it stands in docs/checks, which is part of the program; null where it has none. */
export async function helpPage(code: string): Promise<HelpPage | null> {
  // The bundler puts every file that matches into the program.
  const page: { default: string } | null = await import(`../../../docs/checks/${code}.md`).catch(() => null);
  if (!page) return null;
  const markdown = page.default;
  const paragraphs = markdown.split(/\n\n+/).map((each) => each.trim());
  const explanation = paragraphs.find((each) => each !== '' && !/^(?:#|Severity:|[|`<])/.test(each)) ?? '';
  return { markdown, text: plain(markdown), explanation: plain(explanation) };
}

function plain(markdown: string): string {
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
