import type { CitableDocument } from '../analysis/references/resolution.js';
import type { Draft } from '../model/draft.js';
import type { FrontMatter } from '../model/front-matter.js';
import { getOrCreate } from '../model/memo.js';
import type { Provision } from '../model/provision.js';
import { holdsSameItems } from '../model/same-items.js';

/** The part that a document plays in its project. */
export type DocumentRole = 'instrument' | 'consultation' | 'baseline' | 'template';

/** What a project says of a document, together with what its front matter says. */
export interface DocumentFacts {
  readonly id: string;
  /** Every way of naming it: id, title, aliases. */
  readonly names: readonly string[];
  readonly version: string | null;
  readonly role: DocumentRole;
}

/**
 * A draft that the workspace holds. Its `draft` changes with the text, and with the front matter
 * its id, names, version and role; everything else stays the same.
 */
export class WorkspaceDocument implements CitableDocument {
  baseline: WorkspaceDocument | null = null;
  private described: { readonly by: FrontMatter; readonly facts: DocumentFacts } | null = null;

  constructor(
    readonly uri: string,
    /** What it is, by its front matter as it is now. */
    private readonly describe: (frontMatter: FrontMatter) => DocumentFacts,
    public draft: Draft,
  ) {}

  /** The same document with another draft; its version in force is left out. */
  copyWith(draft: Draft): WorkspaceDocument {
    return new WorkspaceDocument(this.uri, this.describe, draft);
  }

  /** The same object until an edit of the front matter changes what it says. */
  get facts(): DocumentFacts {
    const { frontMatter } = this.draft;
    if (this.described?.by !== frontMatter) {
      const facts = this.describe(frontMatter);
      const known = this.described?.facts;
      this.described = { by: frontMatter, facts: known && isSameDescription(known, facts) ? known : facts };
    }
    return this.described.facts;
  }

  get id(): string {
    return this.facts.id;
  }

  get names(): readonly string[] {
    return this.facts.names;
  }

  get version(): string | null {
    return this.facts.version;
  }

  get isBaseline(): boolean {
    return this.facts.role === 'baseline';
  }

  /**
   * Whether it is drafted here, and so is checked and can be cited. Versions in force and templates
   * are not.
   */
  get isChecked(): boolean {
    return !this.isBaseline && !this.isTemplate;
  }

  /** Whether it is the team's own template for responses. */
  get isTemplate(): boolean {
    return this.facts.role === 'template';
  }

  get role(): 'instrument' | 'consultation' {
    if (this.facts.role === 'consultation') return 'consultation';
    if (!this.isChecked) return 'instrument';
    // A draft that asks questions is a consultation document even where no project file says so.
    return asksQuestions(this.draft.provisions) ? 'consultation' : 'instrument';
  }
}

const askingByProvisions = new WeakMap<readonly Provision[], boolean>();

/** Whether provisions hold a question; they are looked through once, for all who ask. */
function asksQuestions(provisions: readonly Provision[]): boolean {
  return getOrCreate(askingByProvisions, provisions, () => provisions.some(({ kind }) => kind === 'question'));
}

/** What a draft that no project names is, by its front matter alone. */
export function describeByFrontMatter({ document: id, title, version, values }: FrontMatter): DocumentFacts {
  const role = values.kind === 'consultation' ? 'consultation' : 'instrument';
  return { id: id ?? '', names: collectNames(id, title), version, role };
}

/** The names of a document: those candidates that are there, each once, in their order. */
export function collectNames(...candidates: readonly (string | null | undefined)[]): string[] {
  return [...new Set(candidates.filter((name): name is string => !!name && name.trim() !== ''))];
}

function isSameDescription(a: DocumentFacts, b: DocumentFacts): boolean {
  return a.id === b.id && a.version === b.version && a.role === b.role && holdsSameItems(a.names, b.names);
}
