import type { StatePicture } from './screenshots-states.ts';

/** A page of thumbnails with their names: a chapter a mode, a sheet a viewport and language. */
export function contactSheets(pictures: readonly StatePicture[], fileOf: (picture: StatePicture) => string): string {
  const modes = Map.groupBy(pictures, ({ mode }) => mode);
  const chapters = [...modes].map(([mode, ofMode]) => {
    const sheets = Map.groupBy(ofMode, ({ language, viewport }) => `${language}, ${viewport}`);
    const drawn = [...sheets].map(([name, ofSheet]) => {
      const figures = ofSheet.map((picture) => {
        const file = fileOf(picture);
        const thumbnail = `<a href="${file}"><img loading="lazy" class="${picture.viewport}" src="${file}" alt=""></a>`;
        return `<figure>${thumbnail}<figcaption>${picture.state}</figcaption></figure>`;
      });
      return `<h2>${mode}: ${name}</h2>\n<div>${figures.join('\n')}</div>`;
    });
    return `<section id="${mode}">\n${drawn.join('\n')}\n</section>`;
  });
  const links = [...modes.keys()].map((mode) => `<a href="#${mode}">${mode}</a>`);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Every screen</title>
<style>
  body { margin: 1rem; background: #ddd; font: 14px sans-serif; }
  nav { position: sticky; top: 0; padding: 0.5rem; background: #ddd; }
  nav a { margin-right: 1rem; }
  div { display: flex; flex-wrap: wrap; gap: 0.5rem; }
  figure { margin: 0; }
  img { display: block; background: #fff; object-fit: cover; object-position: top; }
  .portrait { width: 180px; height: 320px; }
  .landscape { width: 384px; height: 216px; }
  .laptop { width: 455px; height: 256px; }
  .phone { width: 195px; height: 422px; }
  figcaption { max-width: 384px; overflow-wrap: anywhere; }
</style>
<nav>${links.join('')}</nav>
${chapters.join('\n')}
</html>
`;
}
