import { useState } from 'react';
import type { SimulatorState } from '../../electron/bridge/messages.ts';
import { dockTexts as texts } from '../language/dock.ts';
import type { Simulate } from './Dock.tsx';

const devices = ['reader', 'scanner', 'hospital'] as const;
const plugs = ['reader', 'scanner'] as const;

/** Cut networks, pulled plugs, calls that fail. */
export function TroubleSection({ state, simulate }: { state: SimulatorState; simulate: Simulate }) {
  const [unplugged, setUnplugged] = useState<readonly string[]>([]);
  const toggle = (device: (typeof plugs)[number]): void => {
    const plugged = unplugged.includes(device);
    simulate({ type: 'plug', device, plugged });
    setUnplugged(plugged ? unplugged.filter((name) => name !== device) : [...unplugged, device]);
  };
  return (
    <section>
      <h2>{texts.hospital}</h2>
      <div className="dock-buttons">
        <button type="button" onClick={() => simulate({ type: 'hospital', reachable: !state.hospitalReachable })}>
          {state.hospitalReachable ? texts.cut : texts.restore}
        </button>
        {state.hospitalUrl && (
          <a href={state.hospitalUrl} target="_blank" rel="noreferrer">
            {texts.hospitalPage}
          </a>
        )}
      </div>
      <h2>{texts.trouble}</h2>
      <div className="dock-buttons">
        {devices.map((device) => (
          <button key={device} type="button" onClick={() => simulate({ type: 'fail-next', device })}>
            {texts.failNext[device]}
          </button>
        ))}
        {plugs.map((device) => (
          <button key={device} type="button" onClick={() => toggle(device)}>
            {unplugged.includes(device) ? texts.plug[device] : texts.unplug[device]}
          </button>
        ))}
      </div>
    </section>
  );
}
