import './no-eval.ts';
import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { type Display, displaySchema, type Panel, usualDisplay } from '../electron/bridge/display-snapshot.ts';
import { languageSchema } from '../electron/bridge/snapshot.ts';
import { fitScreen } from './fit-screen.ts';
import { addSampleLanguages, languageStates, manyLanguages, PressesLanguages } from './gallery-languages.tsx';
import { drawPortrait } from './gallery-portrait.ts';
import { gallerySamples, galleryStates } from './gallery-samples.ts';
import { KioskView } from './KioskView.tsx';
import { BrokenScreen, OneMomentScreen } from './screens/AloneScreens.tsx';
import type { CameraCodesComponent } from './screens/AttractScreen.tsx';
import { FaceInFrame } from './components/drawings.tsx';
import type { FaceCheckComponent } from './components/FaceSlot.tsx';
import { CodeBeforeCamera } from './components/drawings-visit.tsx';
import { languageTags } from './language/languages.ts';
import { addPseudoLanguage } from './language/pseudo-language.ts';
import { kioskSounds } from './sound.ts';
import './face/face-check.css';
import './styles/index.css';

/**
 * Development only, no input of the build: any screen without a station.
 * gallery.html?state=ticket-new&language=en; without a state, a list of all. Drawn otherwise with contrast=high, text=large,
 * reach=low; on a measured glass with pitch=0.179, distance=450, edge=700 (millimetres).
 */

/** Stands in for the camera. */
const FakeFaceCheck: FaceCheckComponent = () => (
  <div className="face-check">
    <FaceInFrame />
  </div>
);

/** Stands in for the camera that looks for codes. */
const FakeCameraCodes: CameraCodesComponent = () => <CodeBeforeCamera />;

/** A camera part that breaks. */
const BrokenFaceCheck: FaceCheckComponent = () => {
  throw new Error('broken on purpose');
};

const firstQuery = new URLSearchParams(window.location.search);

/** As the query asks for. */
function askedDisplay(query: URLSearchParams): Display {
  const asked = Object.fromEntries(Object.keys(usualDisplay).map((key) => [key, query.get(key) ?? undefined]));
  return displaySchema
    .partial()
    .catch({})
    .transform((some) => ({ ...usualDisplay, ...some }))
    .parse(asked) as Display;
}

function askedPanel(query: URLSearchParams, panel: Panel): Panel {
  const number = (name: string): number | null => (query.has(name) ? Number(query.get(name)) : null);
  return {
    pixelPitchMm: number('pitch') ?? panel.pixelPitchMm,
    viewingDistanceMm: number('distance') ?? panel.viewingDistanceMm,
    lowerEdgeMm: number('edge') ?? panel.lowerEdgeMm,
  };
}

function Gallery() {
  const [query, setQuery] = useState(firstQuery);
  const [state, setState] = useState(firstQuery.get('state') ?? '');
  const [language, setLanguage] = useState(languageSchema.catch('vi').parse(firstQuery.get('language')));
  const [display, setDisplay] = useState(() => askedDisplay(firstQuery));
  const [samples] = useState(() => gallerySamples(drawPortrait()));
  const [sent, setSent] = useState<string[]>([]);
  useEffect(() => {
    document.documentElement.dataset['sent'] = sent.join(' ');
  }, [sent]);
  // Tests leaf through all states without loading the page for each.
  useEffect(() => {
    const show = (event: Event) => setState(String((event as CustomEvent<unknown>).detail));
    const look = (event: Event) => {
      const next = new URLSearchParams(String((event as CustomEvent<unknown>).detail));
      setQuery(next);
      setState(next.get('state') ?? '');
      setLanguage(languageSchema.catch('vi').parse(next.get('language')));
      setDisplay(askedDisplay(next));
    };
    window.addEventListener('gallery-state', show);
    window.addEventListener('gallery-query', look);
    return () => {
      window.removeEventListener('gallery-state', show);
      window.removeEventListener('gallery-query', look);
    };
  }, []);

  if (state === 'one-moment') return <OneMomentScreen />;
  if (state === 'one-moment-long') return <OneMomentScreen patienceMs={0} />;
  if (state === 'broken') return <BrokenScreen staffCall="none" send={() => undefined} />;
  const ofLanguages = languageStates.find((each) => each === state);
  const sample = samples[ofLanguages ? 'attract-welcome' : state];
  if (!sample) {
    return (
      <ul>
        {[...galleryStates, ...languageStates, 'one-moment', 'broken'].map((each) => (
          <li key={each}>
            <a href={`?state=${each}&language=${language}`}>{each}</a>
          </li>
        ))}
      </ul>
    );
  }
  const view = (
    <KioskView
      key={state}
      languages={ofLanguages ? manyLanguages : realLanguages}
      // A fresh visit each time, as a station sends it.
      snapshot={{ ...sample, visit: { ...sample.visit }, language, display, panel: askedPanel(query, sample.panel) }}
      FaceCheck={state === 'verify-broken-camera' ? BrokenFaceCheck : FakeFaceCheck}
      CameraCodes={FakeCameraCodes}
      send={(intent) => {
        setSent((before) => [...before, intent.type]);
        if (intent.type === 'choose-language') setLanguage(intent.language);
        if (intent.type === 'choose-display') setDisplay(intent.display);
      }}
    />
  );
  return state === 'languages-open' ? [view, <PressesLanguages key="press" />] : view;
}

if (firstQuery.get('language') === 'qps') addPseudoLanguage();
const realLanguages = languageTags();
addSampleLanguages();
// Screens are leafed through here: they need not speak.
kioskSounds.setMuted(true);
fitScreen();
const root = document.getElementById('root');
if (root) createRoot(root).render(<Gallery />);
