import './no-eval.ts';
import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { languageSchema } from '../electron/bridge/snapshot.ts';
import { gallerySamples, galleryStates } from './gallery-samples.ts';
import { KioskView } from './KioskView.tsx';
import { BrokenScreen, OneMomentScreen } from './screens/AloneScreens.tsx';
import type { CameraCodesComponent } from './screens/AttractScreen.tsx';
import { FaceInFrame } from './components/drawings.tsx';
import type { FaceCheckComponent } from './components/FaceSlot.tsx';
import { CodeBeforeCamera } from './components/drawings-visit.tsx';
import { kioskSounds } from './sound.ts';
import './face/face-check.css';
import './styles/index.css';

/**
 * Development only, no input of the build: any screen without a station.
 * gallery.html?state=ticket-new&language=en; without a state, a list of all.
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

/** A drawn face as a JPEG, so that no real portrait is needed. */
function drawPortrait(): string {
  const canvas = document.createElement('canvas');
  canvas.width = 240;
  canvas.height = 320;
  const pen = canvas.getContext('2d');
  if (!pen) return '';
  pen.fillStyle = '#c9d8e4';
  pen.fillRect(0, 0, 240, 320);
  const ellipse = (colour: string, x: number, y: number, radiusX: number, radiusY: number) => {
    pen.fillStyle = colour;
    pen.beginPath();
    pen.ellipse(x, y, radiusX, radiusY, 0, 0, 2 * Math.PI);
    pen.fill();
  };
  ellipse('#3b4a63', 120, 330, 105, 95);
  ellipse('#241d1a', 120, 125, 78, 92);
  ellipse('#e2b994', 120, 140, 60, 76);
  ellipse('#241d1a', 97, 135, 6, 5);
  ellipse('#241d1a', 143, 135, 6, 5);
  return canvas.toDataURL('image/jpeg').split(',')[1] ?? '';
}

function Gallery() {
  const query = new URLSearchParams(window.location.search);
  const state = query.get('state') ?? '';
  const [language, setLanguage] = useState(languageSchema.catch('vi').parse(query.get('language')));
  const [samples] = useState(() => gallerySamples(drawPortrait()));
  const [sent, setSent] = useState<string[]>([]);
  useEffect(() => {
    document.documentElement.dataset['sent'] = sent.join(' ');
  }, [sent]);

  if (state === 'one-moment') return <OneMomentScreen />;
  if (state === 'broken') return <BrokenScreen staffCall="none" onCallStaff={() => undefined} />;
  const sample = samples[state];
  if (!sample) {
    return (
      <ul>
        {[...galleryStates, 'one-moment', 'broken'].map((each) => (
          <li key={each}>
            <a href={`?state=${each}&language=${language}`}>{each}</a>
          </li>
        ))}
      </ul>
    );
  }
  return (
    <KioskView
      // A fresh visit each time, as a station sends it.
      snapshot={{ ...sample, visit: { ...sample.visit }, language }}
      FaceCheck={state === 'verify-broken-camera' ? BrokenFaceCheck : FakeFaceCheck}
      CameraCodes={FakeCameraCodes}
      send={(intent) => {
        setSent((before) => [...before, intent.type]);
        if (intent.type === 'choose-language') setLanguage(intent.language);
      }}
    />
  );
}

// Screens are leafed through here: they need not speak.
kioskSounds.setMuted(true);
const root = document.getElementById('root');
if (root) createRoot(root).render(<Gallery />);
