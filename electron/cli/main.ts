import { reportUnexpected } from './output.ts';

const args = process.argv.slice(2);

// What is thrown outside of the awaited command: a listener, or a module that does not load.
process.on('uncaughtException', (error) => process.exit(reportUnexpected(args.includes('--json'), error)));

const { runCommandLine } = await import('./tiepdon.ts');
process.exit(await runCommandLine(args));
