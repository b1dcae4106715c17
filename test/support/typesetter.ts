import { resolve } from 'node:path';
import type { Typesetter } from '../../server/src/export/pdf/typesetter.js';
import { TypesetterProcess } from '../../server/src/node/typesetter.js';

/** The typesetter that ships, from the build. */
export const typesetter: Typesetter = new TypesetterProcess(resolve('dist/typesetter.js'));

/** One that gives back what it is given, for tests of all but the typesetting. */
export const echo: Typesetter = {
  pdf: async ({ data }) => new TextEncoder().encode(`%PDF ${data}`),
};
