/** The part of package-lock.json that says what lies in node_modules. */
export interface LockFile {
  packages: Record<
    string,
    {
      version?: string;
      integrity?: string;
      optional?: boolean;
      os?: string | string[];
      cpu?: string | string[];
      libc?: string | string[];
    }
  >;
}

export function isInstalled(
  lock: LockFile,
  installed: LockFile,
  machine: { platform: string; arch: string; libc: string | null },
): boolean;
