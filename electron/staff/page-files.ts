import { createReadStream, readdirSync, type ReadStream } from 'node:fs';
import { extname, join } from 'node:path';

/** What the page may load and do: its own files, and its own station. */
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export interface PageFile {
  contentType: string;
  /** Its name changes with its content. */
  isLasting: boolean;
  stream(): ReadStream;
}

/** The built page: `staff.html` and what lies flat in `assets`, as they lay there at the start. Nothing else has a path. */
export function pageFiles(folder: string): (url: string) => PageFile | null {
  const names = ['staff.html', ...listed(join(folder, 'assets')).map((name) => `assets/${name}`)];
  const files = new Map<string, PageFile>(
    names.flatMap((name) => {
      const contentType = contentTypes[extname(name)];
      if (contentType === undefined) return [];
      const file: PageFile = {
        contentType,
        isLasting: name !== 'staff.html',
        stream: () => createReadStream(join(folder, name)),
      };
      return [[`/${name}`, file] as const];
    }),
  );
  return (url) => files.get(url === '/' ? '/staff.html' : url) ?? null;
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
