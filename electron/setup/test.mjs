// `npm test`: set up what is missing, then check and test everything.
import { tooOld } from './node-version.mjs';

var reason = tooOld(process.versions.node);
if (reason !== null) {
  console.log(reason);
  process.exit(1);
}
import('./run-test.mjs')
  .then(function (step) {
    return step.test(process.argv.slice(2));
  })
  .then(function (code) {
    process.exit(code);
  });
