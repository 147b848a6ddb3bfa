import { useEffect, useState } from 'react';
import type { SimulatorState } from '../../electron/bridge/messages.ts';
import { dockTexts as texts } from '../language/dock.ts';
import { type FaceChoice, leadFaces } from './face-link.ts';

const pictures = [
  'live1',
  'live2',
  'live3',
  'live-eyes-closed',
  'live-turn-left',
  'live-turn-right',
  'portrait',
] as const;
const faces = Array.from({ length: 16 }, (_, index) => `p${String(index + 1).padStart(2, '0')}`);

/** Whose face the kiosk's camera sees. */
export function CameraSection({ person }: { person: SimulatorState['people'][number] }) {
  const [who, setWho] = useState('follow');
  const [picture, setPicture] = useState<(typeof pictures)[number]>('live1');
  const folder = who === 'follow' ? person.pictures : who;
  const isSimulated = who !== 'device' && who !== 'nobody';
  const url = isSimulated && folder !== null ? `/people/${folder}/${picture}.jpg` : null;
  const usesDevice = who === 'device' || (who === 'follow' && person.id === 'me');

  useEffect(() => {
    const lead = leadFaces();
    const choice: FaceChoice = usesDevice ? { camera: 'device' } : { camera: 'simulated', url };
    lead.choose(choice);
    return () => lead.close();
  }, [url, usesDevice]);

  return (
    <section>
      <label>
        {texts.camera}
        <select value={who} onChange={(event) => setWho(event.target.value)}>
          <option value="follow">{texts.faceFollows}</option>
          <option value="nobody">{texts.faceNobody}</option>
          <option value="device">{texts.faceDevice}</option>
          {faces.map((face) => (
            <option key={face} value={face}>
              {face}
            </option>
          ))}
        </select>
      </label>
      {isSimulated && (
        <label>
          {texts.facePicture}
          <select
            value={picture}
            onChange={(event) => setPicture(pictures.find((name) => name === event.target.value) ?? 'live1')}
          >
            {pictures.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      )}
    </section>
  );
}
