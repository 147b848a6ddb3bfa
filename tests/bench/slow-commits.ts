import { commitRates, inTemporaryFolder } from './queue.bench.ts';

/** A process of its own, started where flushes are slow (slow-flush.ts): the rates of the commit loops as JSON. */
console.log(JSON.stringify(await inTemporaryFolder(commitRates)));
