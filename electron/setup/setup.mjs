// Set-up of a fresh machine, run by whatever Node is there (18 or newer): Debian packages, npm packages, face models.
// Uses nothing but Node's own modules; looks at what is there, so a second run does nothing.
import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { canCompile, ensureDebianPackages } from './debian-packages.mjs';
import { rememberedFailures } from './failures.mjs';
import { thisMachine } from './machine.mjs';
import { ensureCardBinding, ensureNpmPackages } from './npm-packages.mjs';

export const root = thisMachine().root;

/** The hashes of the models are read with code that is there before any package is. */
async function faceWeights(machine) {
  const { ensureFaceWeights } = await import('./face-weights.mjs');
  return ensureFaceWeights(machine.root, machine.say);
}

/**
 * Everything `npm start` or `npm test` needs. False when it cannot go on. Whatever the user has to do is said in one line at
 * the end.
 *
 * @param {import('./machine.mjs').Purpose} purpose
 * @param {import('./machine.mjs').Machine} machine
 * @param {typeof faceWeights} ensureWeights
 */
export async function ensureSetup(purpose, machine = thisMachine(), ensureWeights = faceWeights) {
  const failures = rememberedFailures(machine);
  const steps = [
    () => ensureDebianPackages(machine, purpose, failures),
    () => ensureNpmPackages(machine),
    () => ensureCardBinding(machine, purpose, failures, canCompile(machine)),
    async () => {
      const weights = await ensureWeights(machine);
      return weights.ok ? { ok: true, todo: null } : { ok: purpose !== 'test', todo: weights.reason };
    },
  ];
  const hints = [];
  for (const step of steps) {
    const { ok, todo } = await step();
    if (!ok) {
      failures.save();
      machine.say(todo);
      return false;
    }
    if (todo !== null) hints.push(todo);
  }
  // Last, because installing npm packages deletes the folder it lies in.
  failures.save();
  if (hints.length > 0) machine.say(hints.join(' — '));
  return true;
}

/** The Node that npm installed with the project, whatever the machine has. */
export const projectNode = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');

/** Runs a command of the project under its own Node and gives its exit code. */
export function runProject([program, ...args]) {
  const path = `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`;
  const { status } = spawnSync(program, args, { cwd: root, stdio: 'inherit', env: { ...process.env, PATH: path } });
  return status ?? 1;
}
