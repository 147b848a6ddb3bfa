import { type Configuration, describeProblem, readConfiguration } from './configuration.ts';

/** The configuration that a text is; fails with its problems. */
export function read(source: string): Configuration {
  const result = readConfiguration(source, 'kiosk.toml');
  if (!result.ok) throw new Error(result.problems.map(describeProblem).join('\n'));
  return result.configuration;
}

/** What is wrong with a text, as people are told. */
export function problemsOf(source: string): string[] {
  const result = readConfiguration(source, 'kiosk.toml');
  return result.ok ? [] : result.problems.map(describeProblem);
}
