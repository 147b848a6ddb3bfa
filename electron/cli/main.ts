import { runCommandLine } from './tiepdon.ts';

process.exit(await runCommandLine(process.argv.slice(2)));
