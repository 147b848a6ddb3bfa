import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Runs a command about keys in the built shell (first argument: its main.js) over the fake Electron, which gets ready once
 * that module is evaluated, and ends with the command's exit code.
 */

const [main = '', ...args] = process.argv.slice(2);
const fakeUrl = pathToFileURL(join(import.meta.dirname, 'fake-electron.ts')).href;
registerHooks({
  resolve: (specifier, context, next) => next(specifier === 'electron' ? fakeUrl : specifier, context),
});
process.argv = ['/opt/tiepdon/tiepdon', 'cli', ...args];
const { app, becomeReady } = await import('./fake-electron.ts');
app.onExit = (code) => process.exit(code);
await import(pathToFileURL(main).href);
becomeReady();
