import { useState } from 'react';
import { openDeviceStream } from '../face/camera.ts';
import { dockTexts as texts } from '../language/dock.ts';
import type { Simulate } from './Dock.tsx';

/** Size of an identity card's portrait in DG2 of the specimen cards. */
const portrait = { width: 413, height: 531 } as const;

/** One picture from the computer's camera, cropped like a portrait, as base64 JPEG. */
async function takePortrait(): Promise<string> {
  const stream = await openDeviceStream(null);
  try {
    const video = document.createElement('video');
    video.srcObject = stream;
    await video.play();
    const canvas = document.createElement('canvas');
    canvas.width = portrait.width;
    canvas.height = portrait.height;
    const height = video.videoHeight;
    const width = (height * portrait.width) / portrait.height;
    const left = (video.videoWidth - width) / 2;
    canvas.getContext('2d')?.drawImage(video, left, 0, width, height, 0, 0, portrait.width, portrait.height);
    return canvas.toDataURL('image/jpeg', 0.8).split(',')[1] ?? '';
  } finally {
    for (const track of stream.getTracks()) track.stop();
  }
}

/** Makes a specimen card with the developer's own portrait, to try the camera for real. */
export function OwnCard({ onMade, simulate }: { onMade: (id: string) => void; simulate: Simulate }) {
  const [name, setName] = useState('Nguyễn Thử Nghiệm');
  const [said, setSaid] = useState<string | null>(null);
  const make = async (): Promise<void> => {
    try {
      simulate({ type: 'make-own-card', fullName: name, portraitBase64: await takePortrait() });
      onMade('me');
      setSaid(texts.ownDone);
    } catch {
      setSaid(texts.ownNoCamera);
    }
  };
  return (
    <section>
      <h2>{texts.own}</h2>
      <p className="dock-quiet">{texts.ownHint}</p>
      <label>
        {texts.ownName}
        <input value={name} onChange={(event) => setName(event.target.value)} />
      </label>
      <div className="dock-buttons">
        <button type="button" disabled={name.trim() === ''} onClick={() => void make()}>
          {texts.ownTake}
        </button>
      </div>
      {said && <p role="status">{said}</p>}
    </section>
  );
}
