// `npm start`: set up what is missing, then run the kiosk. The Node version is looked at before anything newer is parsed.
import { tooOld } from './node-version.mjs';

var reason = tooOld(process.versions.node);
if (reason !== null) {
  console.log(reason);
  process.exit(1);
}
import('./run-start.mjs')
  .then(function (step) {
    return step.start(process.argv.slice(2));
  })
  .then(function (code) {
    process.exit(code);
  });
