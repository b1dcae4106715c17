// Runs first in each process that runs tests.
import fc from 'fast-check';

process.setSourceMapsEnabled(true);
// Every machine gets the same generated input, so that a failure comes from a change and not from
// chance. SEED=random tries other input.
if (process.env.SEED !== 'random') fc.configureGlobal({ seed: Number(process.env.SEED ?? 20_28) });
