import { useState } from 'react';
import type { HospitalFault } from '../../electron/bridge/hospital-faults.ts';
import type { SimulatorState } from '../../electron/bridge/messages.ts';
import { dockTexts as texts } from '../language/dock.ts';
import type { Simulate } from './Dock.tsx';

const devices = ['reader', 'scanner'] as const;
const requests = ['any', 'submit', 'lookup'] as const;
const faults = Object.keys(texts.hospitalFaults) as HospitalFault[];
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
      <HospitalFaults simulate={simulate} />
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

/** Answers that come wrong, late or never. */
function HospitalFaults({ simulate }: { simulate: Simulate }) {
  const [fault, setFault] = useState<HospitalFault>('unavailable');
  const [match, setMatch] = useState<(typeof requests)[number]>('any');
  return (
    <>
      <label>
        {texts.hospitalFault}
        <select
          value={fault}
          onChange={(event) => setFault(faults.find((name) => name === event.target.value) ?? fault)}
        >
          {faults.map((name) => (
            <option key={name} value={name}>
              {texts.hospitalFaults[name]}
            </option>
          ))}
        </select>
      </label>
      <label>
        {texts.hospitalRequest}
        <select
          value={match}
          onChange={(event) => setMatch(requests.find((name) => name === event.target.value) ?? match)}
        >
          {requests.map((name) => (
            <option key={name} value={name}>
              {texts.hospitalRequests[name]}
            </option>
          ))}
        </select>
      </label>
      <div className="dock-buttons">
        <button type="button" onClick={() => simulate({ type: 'hospital-fault', fault, match })}>
          {texts.failRequest}
        </button>
        <button type="button" onClick={() => simulate({ type: 'hospital-fault', fault: null, match })}>
          {texts.failNoRequest}
        </button>
      </div>
    </>
  );
}
