#!/usr/bin/env node
// The `tiepdon` command. Sources need the project's own Node; an older one on the PATH hands over to it.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const projectNode = join(here, '..', '..', 'node_modules', '.bin', 'node');
const isOld = Number(process.versions.node.split('.')[0]) < 24;

if (isOld && !existsSync(projectNode)) {
  console.error(`tiepdon needs Node 24 (this is ${process.versions.node}). Run npm start once: it installs it here.`);
  process.exit(1);
}
const node = isOld ? projectNode : process.execPath;
const { status } = spawnSync(node, [join(here, 'main.ts'), ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(status ?? 1);
