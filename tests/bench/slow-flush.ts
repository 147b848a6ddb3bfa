import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What a durable commit waits for on an ordinary disk without a protected cache: 4 ms was the median of SQLite's own commits
 * on such a one (325 a second). A server's disk takes far less.
 */
export const FLUSH_MS = 4;

const source = `
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static int flush(long call, int file) {
  struct timespec rest = {0, ${FLUSH_MS}000000};
  while (nanosleep(&rest, &rest) != 0) {}
  return (int)syscall(call, file);
}
int fsync(int file) { return flush(SYS_fsync, file); }
int fdatasync(int file) { return flush(SYS_fdatasync, file); }
`;

/**
 * What a program prints that runs where every flush takes {@link FLUSH_MS} longer: a stand-in for an ordinary disk, put
 * before the C library's own calls. Null without a C compiler.
 */
export function runWithSlowFlush(program: string, folder: string): string | null {
  const [code, library] = [join(folder, 'flush.c'), join(folder, 'flush.so')];
  writeFileSync(code, source);
  if (spawnSync('gcc', ['-shared', '-fPIC', '-O2', '-o', library, code]).status !== 0) return null;
  return execFileSync(process.execPath, [program], {
    env: { ...process.env, LD_PRELOAD: library },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}
