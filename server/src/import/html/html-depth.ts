/** Deeper than any text is nested. A parser of HTML looks through all open elements for each new one. */
const DEEPEST = 1000;
/** Elements that need no end: the next of their kind ends them, or they hold nothing. */
const ENDED_BY_NEXT: ReadonlySet<string> = new Set(
  'p li td th tr dt dd option thead tbody tfoot colgroup caption html head body area base br col embed hr img input link meta param source track wbr'.split(
    ' ',
  ),
);

/** Whether a page is nested deeper than any text is, told from its tags alone. */
export function isTooDeep(html: string): boolean {
  let depth = 0;
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
    const isEnd = html[at + 1] === '/';
    const [name] = /^[a-z][a-z0-9:]{0,20}/i.exec(html.slice(at + (isEnd ? 2 : 1), at + 24)) ?? [];
    if (name === undefined || ENDED_BY_NEXT.has(name.toLowerCase())) continue;
    depth = Math.max(0, depth + (isEnd ? -1 : 1));
    if (depth > DEEPEST) return true;
  }
  return false;
}
