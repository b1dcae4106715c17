import { elementsNamed, partsOf, treeOf } from '../support/docx-text.js';
import { expectLaw } from './fuzzer.js';

const RELATION = /^r:(?:id|embed|link|pict)$/;

/** Fails unless a Word file is XML throughout, its names are unique, and all that its parts refer to is there. */
export function expectSoundWordFile(file: Uint8Array): void {
  const parts = partsOf(file);
  const trees = Object.entries(parts)
    .filter(([name]) => /\.(?:xml|rels)$/.test(name))
    .map(([name, xml]) => {
      try {
        return [name, treeOf(xml)] as const;
      } catch (error) {
        expectLaw('a Word file is XML', false, () => `${name}: ${String(error).slice(0, 200)}`);
        throw error;
      }
    });
  // The settings name the notes that part others, too.
  const values = (element: string, attribute: string) =>
    trees
      .filter(([name]) => name !== 'word/settings.xml')
      .flatMap(([, tree]) =>
        [...elementsNamed(tree, element)].flatMap(({ attributes }) => {
          const value = attributes[attribute];
          return value === undefined ? [] : [value];
        }),
      );
  for (const [element, attribute] of [
    ['w:bookmarkStart', 'w:name'],
    ['w:bookmarkStart', 'w:id'],
    ['w:footnote', 'w:id'],
    ['w:comment', 'w:id'],
    ['wp:docPr', 'id'],
  ] as const) {
    const all = values(element, attribute);
    expectLaw('names in a Word file are unique', new Set(all).size === all.length, () => `${element} ${all.join(' ')}`);
  }
  for (const [what, there] of [
    ['w:footnoteReference', 'w:footnote'],
    ['w:bookmarkEnd', 'w:bookmarkStart'],
    ['w:bookmarkStart', 'w:bookmarkEnd'],
    ['w:commentReference', 'w:comment'],
  ] as const) {
    const known = new Set(values(there, 'w:id'));
    const lost = values(what, 'w:id').find((id) => !known.has(id));
    expectLaw('what a Word file refers to is there', lost === undefined, () => `${what} ${lost}`);
  }
  const names = new Set(values('w:bookmarkStart', 'w:name'));
  const led = values('w:hyperlink', 'w:anchor').find((name) => !names.has(name));
  expectLaw('what a Word file refers to is there', led === undefined, () => `bookmark ${led}`);
  for (const [name, tree] of trees) {
    const relations = trees.find(([other]) => other === name.replace(/([^/]+)$/, '_rels/$1.rels'))?.[1];
    const ids = new Set(
      [...(relations ? elementsNamed(relations, 'Relationship') : [])].map((each) => each.attributes.Id),
    );
    const lost = listAttributes(tree).find(([attribute, value]) => RELATION.test(attribute) && !ids.has(value));
    expectLaw('what a Word file refers to is there', lost === undefined, () => `${name} ${lost}`);
  }
}

type Tree = ReturnType<typeof treeOf>;

function listAttributes(tree: Tree): [name: string, value: string][] {
  return [...Object.entries(tree.attributes), ...tree.children.flatMap(listAttributes)];
}

/** Fails unless the ids of a page are unique, and its links within lead somewhere. */
export function expectSoundPage(html: string): void {
  const ids = [...html.matchAll(/<[a-z][^<>]*? id="([^"]*)"/g)].map(([, id]) => id);
  const doubled = ids.find((id, index) => ids.indexOf(id) !== index);
  expectLaw('ids of a page are unique', doubled === undefined, () => `${doubled}`);
  const known = new Set(ids);
  const lost = [...html.matchAll(/ href="#([^"]*)"/g)].map(([, id]) => id).find((id) => !known.has(id));
  expectLaw('links within a page lead somewhere', lost === undefined, () => `${lost}`);
}
