/** What a browser has to draw with. */
const DRAWING = ['DOMMatrix', 'ImageData', 'Path2D'] as const;

// The library makes one as it is loaded, and no other where nothing is drawn. Without a browser it
// looks for a package that is not among what is published, and cannot be loaded.
for (const name of DRAWING) if (!(name in globalThis)) Reflect.set(globalThis, name, class {});
