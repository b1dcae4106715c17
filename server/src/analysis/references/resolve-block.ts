import type { Draft } from '../../model/draft.js';
import { type FoundReference, readBlockFacts } from '../../model/facts.js';
import type { Reference } from '../../model/references/reference.js';
import { type DocumentChoice, DocumentChooser } from './cited-document.js';
import { ProvisionFinder, resolveTargetBy, targetInState } from './cited-provision.js';
import { ProvisionIndex } from './provision-index.js';
import type { CitableDocument, Resolution, ResolutionContext, TargetResolution } from './resolution.js';

/**
 * Resolves every reference of one block of the context's own document, in the order of the text.
 */
export function resolveBlock(block: number, context: ResolutionContext): Resolution[] {
  const { draft } = context.self;
  if (!draft) return [];
  const { references } = readBlockFacts(draft.block(block));
  const resolver = new Resolver(context, draft, block);
  const resolutions: Resolution[] = [];
  const byReference = new Map<Reference, Resolution>();
  // "Clause 4 of Schedule 1": the outer reference comes second, and the nested one needs its
  // result.
  for (const found of references.toReversed()) {
    const outer = outerOf(found.reference, references);
    const resolution = resolver.resolve(found, (outer && byReference.get(outer)) ?? null);
    byReference.set(found.reference, resolution);
    resolutions.push(resolution);
  }
  return resolutions.reverse();
}

/** The reference that another one is nested in, as it was found by itself. */
function outerOf({ of }: Reference, references: readonly FoundReference[]): Reference | null {
  if (!of) return null;
  const outer = references.find(
    ({ reference }) => reference.kind === of.kind && reference.keywordSpan.start === of.keywordSpan.start,
  );
  return outer?.reference ?? null;
}

/**
 * Resolves the references of one block: asks first which document each leads into, then which
 * provisions of it.
 */
class Resolver {
  private readonly provisions: ProvisionFinder;
  private readonly documents: DocumentChooser;

  constructor(
    private readonly context: ResolutionContext,
    private readonly draft: Draft,
    private readonly block: number,
  ) {
    this.provisions = new ProvisionFinder(context.self, draft, block);
    this.documents = new DocumentChooser(context, draft, block, this.provisions);
  }

  /** @param outer what the reference is nested in, resolved */
  resolve(found: FoundReference, outer: Resolution | null): Resolution {
    const { reference } = found;
    if (reference.isRelative)
      return resolutionIn(this.context.self, found, [this.provisions.resolveRelative(reference)]);
    const container = outer ?? (reference.kind === 'row' ? this.resolveTableOfRow(found) : null);
    if (container) return this.resolveWithin(container, found);
    if (reference.kind === 'question') return this.resolveQuestion(found);
    return this.resolveIn(this.documents.choose(found), found);
  }

  private resolveIn(choice: DocumentChoice, found: FoundReference): Resolution {
    const { reference } = found;
    switch (choice.kind) {
      case 'unknown':
        return { ...uncheckedIn(null, found), unknown: { name: choice.name, span: choice.span } };
      case 'foreign':
      case 'open':
        return uncheckedIn(null, found);
      case 'missing':
        return resolutionIn(
          choice.document,
          found,
          reference.targets.map((target) => targetInState(target, 'missing')),
        );
      case 'document': {
        const { document, isExplicit } = choice;
        const citesBaseline = reference.version === 'baseline';
        const inForce = citesBaseline && (isExplicit || document === this.context.self) ? document.baseline : null;
        if (citesBaseline && isExplicit && !inForce && document.role === 'instrument')
          return uncheckedIn(document, found);
        const cited = inForce ?? document;
        return resolutionIn(
          cited,
          found,
          reference.targets.map((target) =>
            this.provisions.resolveTarget({ reference, target, document: cited, isExplicit }),
          ),
        );
      }
    }
  }

  /** "Clause 4" in "Clause 4 of Schedule 1", where that is the container. */
  private resolveWithin({ document, targets: [outer] }: Resolution, found: FoundReference): Resolution {
    const { reference } = found;
    const [container, second] = outer?.state === 'found' ? outer.provisions : [];
    if (!container || second || !document?.draft) return uncheckedIn(document, found);
    const index = ProvisionIndex.of(document.draft);
    const scope = index.innerScope(container);
    const countsAnew = scope !== index.scopeOf(container);
    // An appendix without numbered paragraphs says nothing of the numbers cited in it.
    if (countsAnew && container.children.length === 0) return uncheckedIn(document, found);
    const provisionsOf = (number: string) => {
      if (reference.kind === 'row') return index.row(container, number);
      if (scope !== null && countsAnew && (reference.kind === 'table' || reference.kind === 'figure'))
        return index.captioned(reference.kind, number);
      const isPart = number.startsWith('(') && !(scope !== null && countsAnew);
      return index.numbered(isPart ? `${container.number ?? ''}${number}` : number, scope);
    };
    return resolutionIn(
      document,
      found,
      reference.targets.map((target) => resolveTargetBy(target, provisionsOf)),
    );
  }

  /** "row 2A" in a row of an overview that names the table in another cell. */
  private resolveTableOfRow({ passage }: FoundReference): Resolution | null {
    const { cell } = passage;
    if (!cell || this.context.self.role !== 'consultation') return null;
    const table = readBlockFacts(this.draft.block(this.block)).references.find(
      (other) => other.reference.kind === 'table' && other.passage.cell?.row === cell.row && other.passage !== passage,
    );
    return table ? this.resolve(table, null) : null;
  }

  private resolveQuestion(found: FoundReference): Resolution {
    const { keyword, targets } = found.reference;
    const asking = [this.context.self, this.context.consultation].find(
      (document) => document?.draft && ProvisionIndex.of(document.draft).has('question'),
    );
    if (!asking?.draft) return uncheckedIn(null, found);
    const hasSeries = asking.draft.provisions.some(
      ({ kind, label }) => kind === 'question' && label.startsWith(`${keyword} `),
    );
    if (!hasSeries) return uncheckedIn(asking, found);
    const index = ProvisionIndex.of(asking.draft);
    return resolutionIn(
      asking,
      found,
      targets.map((target) => resolveTargetBy(target, (number) => index.question(keyword, number))),
    );
  }
}

function resolutionIn(
  document: CitableDocument | null,
  found: FoundReference,
  targets: readonly TargetResolution[],
): Resolution {
  return { found, document, unknown: null, targets };
}

/** A reference of which nothing can be said but its document, if that. */
function uncheckedIn(document: CitableDocument | null, found: FoundReference): Resolution {
  return resolutionIn(
    document,
    found,
    found.reference.targets.map((target) => targetInState(target, 'unchecked')),
  );
}
