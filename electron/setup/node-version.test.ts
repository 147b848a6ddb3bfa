import { expect, it } from 'vitest';
import { tooOld } from './node-version.mjs';

it.each(['18.0.0', '20.20.2', '24.21.0', '100.0.0'])('Node %s can do the set-up', (version) => {
  expect(tooOld(version)).toBeNull();
});

it.each(['12.22.12', '14.21.3', '16.20.2', '17.9.1'])('Node %s gets one line that says what to install', (version) => {
  const line = tooOld(version);
  expect(line).toContain(`this is Node ${version}.`);
  expect(line).toContain('Node 18 or newer');
  expect(line).toContain('sudo apt-get install -y nodejs npm');
  expect(line).not.toContain('\n');
});
