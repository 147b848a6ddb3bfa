import { describe, expect, it } from 'vitest';
import { problemsOf, read } from './configuration-testing.ts';

describe('the name of a place', () => {
  const at = (location: string) => `version = 1\nkiosk.location = ${location}`;

  it('may be the same in every language, or one for each', () => {
    expect(read('version = 1').kiosk.location).toEqual({ vi: 'Sảnh chính', en: 'Main lobby' });
    expect(read(at('"Sảnh A"')).kiosk.location).toEqual({ vi: 'Sảnh A', en: 'Sảnh A' });
    expect(read(at('{ vi = "Sảnh A", en = "Lobby A" }')).kiosk.location).toEqual({ vi: 'Sảnh A', en: 'Lobby A' });
    expect(read('version = 1\nopening.nearest = "Kiosk 2"').opening.nearest).toEqual({ vi: 'Kiosk 2', en: 'Kiosk 2' });
  });

  it.each([
    ['""', 'kiosk.location: must not be empty'],
    ['3', 'kiosk.location: must be a text, or one for each language: { vi = "…", en = "…" }'],
    ['{ vi = "Sảnh A" }', 'kiosk.location.en: is missing'],
    ['{ vi = "Sảnh A", en = "Lobby A", xx = "?" }', 'kiosk.location.xx: unknown key'],
  ])('is not %s', (location, problem) => {
    expect(problemsOf(at(location))).toEqual([`kiosk.toml:2: ${problem}`]);
  });
});
