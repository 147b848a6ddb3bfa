/**
 * Electron's binary, which npm does not install: its package fetches it from GitHub when asked. Many hospital and build
 * networks refuse that, so its absence is an ordinary answer. Parses under Node 18, so only built-ins here.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The binary that belongs to the installed `electron` package; one of another version counts as absent.
 *
 * @param {string} root the project's folder
 * @returns {{ kind: 'present', path: string } | { kind: 'absent' }}
 */
export function electronBinary(root) {
  const folder = join(root, 'node_modules', 'electron');
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const distribution = override || join(folder, 'dist');
  try {
    const wanted = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;
    const present = readFileSync(join(distribution, 'version'), 'utf8').trim().replace(/^v/, '');
    const pathFile = join(folder, 'path.txt');
    const name = override && !existsSync(pathFile) ? 'electron' : readFileSync(pathFile, 'utf8').trim();
    const path = join(distribution, name);
    return present === wanted && existsSync(path) ? { kind: 'present', path } : { kind: 'absent' };
  } catch {
    return { kind: 'absent' };
  }
}

/**
 * Runs the package's own installer, for at most `timeoutMs`.
 *
 * @param {string} root the project's folder
 * @param {number} timeoutMs
 * @returns {Promise<{ ok: true } | { ok: false, reason: string }>} the reason is one line without a full stop
 */
export async function fetchElectron(root, timeoutMs) {
  const installer = join(root, 'node_modules', 'electron', 'install.js');
  if (!existsSync(installer)) return { ok: false, reason: 'The npm package electron is not installed' };
  const { code, output, timedOut } = await run(installer, timeoutMs);
  if (timedOut) return { ok: false, reason: `Electron was not fetched within ${Math.round(timeoutMs / 1000)} s` };
  if (code !== 0) return { ok: false, reason: `Electron could not be fetched (${complaintOf(output)})` };
  if (electronBinary(root).kind === 'absent') return { ok: false, reason: 'Electron’s installer left no binary' };
  return { ok: true };
}

function run(script, timeoutMs) {
  return new Promise((resolve) => {
    const installer = spawn(process.execPath, [script], { stdio: ['ignore', 'ignore', 'pipe'] });
    let output = '';
    let timedOut = false;
    installer.stderr.setEncoding('utf8').on('data', (text) => (output += text));
    const timer = setTimeout(() => {
      timedOut = true;
      installer.kill('SIGKILL');
    }, timeoutMs);
    const finish = (code) => {
      clearTimeout(timer);
      resolve({ code, output, timedOut });
    };
    installer.once('error', (error) => {
      output = error.message;
      finish(1);
    });
    installer.once('close', finish);
  });
}

/** Of a stack trace the line with the message. */
function complaintOf(output) {
  const lines = output.split('\n').map((line) => line.trim());
  const message = lines.find((line) => /Error\b.*:|^[A-Z_]+:/.test(line)) ?? lines.find((line) => line !== '');
  return message?.replace(/^(\w*Error: )+/, '').slice(0, 200) ?? 'its installer gave no reason';
}
