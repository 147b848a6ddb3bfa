import './no-eval.ts';
import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { type Display, displaySchema, type Panel, usualDisplay } from '../electron/bridge/display-snapshot.ts';
import { languageSchema } from '../electron/bridge/snapshot.ts';
import { fitScreen } from './fit-screen.ts';
import { addSampleLanguages, languageStates, manyLanguages, PressesLanguages } from './gallery-languages.tsx';
import { drawPortrait } from './gallery-portrait.ts';
import { gallerySamples, galleryStates } from './gallery-samples.ts';
import { aloneStates, firstPages } from './gallery-pages.ts';
import { KioskView } from './KioskView.tsx';
import { CodesPage } from './codes/CodesPage.tsx';
import { OneMomentScreen } from './screens/AloneScreens.tsx';
import { FaceInFrame } from './components/drawings.tsx';
import type { CameraCodesComponent } from './components/use-asked-camera.ts';
import { FirstPageContext } from './components/kiosk-context.ts';
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
 * reach=low; on a measured glass with pitch=0.179, distance=450, edge=700 (millimetres); counting its last seconds with ends=12, and
 * never with ends=never.
 */

/** Stands in for the camera. */
const FakeFaceCheck: FaceCheckComponent = () => (
  <div className="face-check">
    <FaceInFrame />
  </div>
);

/** Stands in for the camera that looks for codes. */
const cameraCodes =
  (isAway: boolean): CameraCodesComponent =>
  ({ onClose }) => {
    if (onClose === null) return <CodeBeforeCamera />;
    return (
      <CodesPage isAway={isAway} onClose={onClose}>
        <div className="code-eye" />
      </CodesPage>
    );
  };
const FakeCameraCodes = cameraCodes(false);
const AwayCameraCodes = cameraCodes(true);

/** A camera part that breaks. */
const BrokenCamera = (): never => {
  throw new Error('broken on purpose');
};

/** A broken screen works again once somebody has started over. */
function cameraCodesOf(state: string, sent: readonly string[]): CameraCodesComponent {
  if (state.startsWith('broken') && !sent.includes('start-over')) return BrokenCamera;
  return state === 'attract-camera-open-away' ? AwayCameraCodes : FakeCameraCodes;
}

const firstQuery = new URLSearchParams(window.location.search);

/** As the query asks for. */
function askedDisplay(query: URLSearchParams): Display {
  const asked = Object.fromEntries(
    Object.keys(usualDisplay).flatMap((key) => (query.has(key) ? [[key, query.get(key)]] : [])),
  );
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

function askedSeconds(query: URLSearchParams, idleSecondsLeft: number | null): number | null {
  const ends = query.get('ends');
  if (ends === null) return idleSecondsLeft;
  return ends === 'never' ? null : Number(ends);
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
  const ofLanguages = languageStates.find((each) => each === state);
  const sample = samples[ofLanguages ? 'attract-welcome' : state];
  if (!sample) {
    return (
      <ul>
        {[...galleryStates, ...languageStates, ...aloneStates].map((each) => (
          <li key={each}>
            <a href={`?state=${each}&language=${language}`}>{each}</a>
          </li>
        ))}
      </ul>
    );
  }
  const view = (
    <FirstPageContext key={state} value={firstPages[state] ?? 'first'}>
      <KioskView
        languages={ofLanguages ? manyLanguages : realLanguages}
        snapshot={{
          ...sample,
          // A fresh one each time, as a station sends it.
          visit: { ...sample.visit },
          idleSecondsLeft: askedSeconds(query, sample.idleSecondsLeft),
          language,
          display,
          panel: askedPanel(query, sample.panel),
        }}
        FaceCheck={state === 'verify-broken-camera' ? BrokenCamera : FakeFaceCheck}
        CameraCodes={cameraCodesOf(state, sent)}
        send={(intent) => {
          setSent((before) => [...before, intent.type]);
          if (intent.type === 'choose-language') setLanguage(intent.language);
          if (intent.type === 'choose-display') setDisplay(intent.display);
        }}
      />
    </FirstPageContext>
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
