import { isCalled } from './amended-names.js';
import { NumberedPartFinder } from './numbered-parts.js';
import type { Place, PlacePart } from './orders.js';
import { type DraftScope, type FoundScopes, isFault, joinFound } from './scope.js';

/** Finds the places that instructions name in one draft. */
export class ScopeFinder extends NumberedPartFinder {
  /**
   * What places name, each read within the one before it; a place that is not within the one before
   * it is looked for farther out.
   */
  find(places: readonly Place[]): FoundScopes {
    let around: readonly DraftScope[] = [this.whole];
    const outer: (readonly DraftScope[])[] = [around];
    for (const [index, place] of places.entries()) {
      // What names a place by itself does not need the heading above it.
      if (place[0]?.kind === 'lost' && isAbsolute(places[index + 1] ?? [])) continue;
      let found: FoundScopes = this.findPlace(place, around);
      for (
        let at = outer.length - 2;
        at >= 0 && isFault(found) && found.state === 'not found' && isAbsolute(place);
        at--
      )
        found = this.findPlace(place, outer[at]!);
      if (isFault(found)) return found;
      around = found;
      outer.push(found);
    }
    return around;
  }

  protected findPlace(place: Place, around: readonly DraftScope[]): FoundScopes {
    let scopes = around;
    for (const part of place) {
      const found = joinFound(scopes.map((scope) => this.findPart(part, scope)));
      if (isFault(found)) return found;
      scopes = found;
    }
    return scopes;
  }

  protected findPart(part: PlacePart, around: DraftScope): FoundScopes {
    switch (part.kind) {
      case 'cited':
        return this.findCited(part.reference, part.words, around);
      case 'marker':
        return this.findMarkers(part.number, part.to, around);
      case 'definition':
        return joinFound(part.terms.map((term) => this.findDefinition(term, around)));
      case 'entry':
        return joinFound(part.texts.map((text) => this.findEntry(text, around)));
      case 'heading':
        return this.findHeading(part.text, around);
      case 'under':
        return this.findUnder(part.text, around);
      case 'opening':
        return this.findOpening(around);
      case 'closing':
        return this.findClosing(around);
      case 'sentence':
        return this.findSentence(part.ordinal, around);
      case 'paragraph':
        return this.findParagraph(part.ordinal, part.beginning, around);
      case 'row':
        return this.findRow(part.ordinal, around);
      case 'column':
        return this.findColumn(part.ordinal, part.name, around);
      case 'table':
        return this.findTable(part.ordinal, around);
      case 'before':
        return this.findBefore(part.part, around);
      case 'lost':
        return { state: 'not found', reason: `the heading ${part.words} is not understood` };
      case 'document':
        return part.name === null || isCalled(part.name, this.amended.names)
          ? [this.whole]
          : { state: 'not found', reason: `“${part.name}” is another document than this draft` };
      case 'line':
        return this.findLine(part.line);
      case 'frontMatter':
        return this.draft.blocks[0]?.kind === 'frontMatter'
          ? [this.scopeOfBlock(0)]
          : { state: 'not found', reason: 'the draft has no front matter' };
      default:
        return [this.whole];
    }
  }

  protected findBefore(part: PlacePart, around: DraftScope): FoundScopes {
    const found = this.findPart(part, around);
    if (isFault(found)) return found;
    const first = found[0]?.from ?? 0;
    if (first === 0) return { state: 'not found', reason: 'nothing stands before it' };
    return [this.scopeOfBlock(first - 1)];
  }
}

/** A place that names a provision by a number of its own, and no part of another. */
function isAbsolute([part]: Place): boolean {
  if (!part) return false;
  if (part.kind === 'cited')
    return part.reference.of !== null || part.reference.targets.some(({ number }) => !number.startsWith('('));
  return (
    part.kind === 'definition' ||
    part.kind === 'entry' ||
    part.kind === 'frontMatter' ||
    part.kind === 'document' ||
    part.kind === 'heading' ||
    part.kind === 'paragraph'
  );
}
