import { Counts, type Failure, type Fuzzer, makeInputs, tryInput } from './fuzzer.js';
import { isOpenFault } from './open-faults.js';
import { readOwnTexts } from './own-texts.js';

/** Runs a fuzzer over the inputs of a seed, and throws what the first failing one says. */
export async function expectNoFailure(fuzzer: Fuzzer, seed: number, runs: number): Promise<Counts> {
  const counts = new Counts();
  for (const input of makeInputs(fuzzer, readOwnTexts(), seed, runs)) {
    const failure = await tryInput(fuzzer, input, counts);
    if (failure && !isOpenFault(failure)) throw new Error(describeFailure(failure, seed, runs));
  }
  return counts;
}

function describeFailure({ fuzzer, fault, message, input }: Failure, seed: number, runs: number): string {
  const shown = JSON.stringify(input).slice(0, 2_000);
  return `${fault}\n${message}\n${shown}\nnpm run fuzz -- --only ${fuzzer} --seed ${seed} --runs ${runs} --jobs 1 makes it smaller and writes it down`;
}
