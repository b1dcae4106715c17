import manifest from '../../../package.json';

/** The address of a check's page; null for as long as the package names no home of its own. */
export function helpPage(code: string): string | null {
  const { homepage } = manifest as { readonly homepage?: string };
  return homepage ? `${homepage.replace(/#.*$|\/+$/, '')}/blob/main/docs/checks/${code}.md` : null;
}
