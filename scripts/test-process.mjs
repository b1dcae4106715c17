// Prepares each process in which tests run.
import fc from 'fast-check';

process.setSourceMapsEnabled(true);
// The same generated input on every machine, so that a failure is of the change and not of the day; others are tried with SEED=random.
if (process.env.SEED !== 'random') fc.configureGlobal({ seed: Number(process.env.SEED ?? 20_28) });
