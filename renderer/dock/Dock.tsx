import { useEffect, useState } from 'react';
import type { FromStation, SimulatorCommand, SimulatorState } from '../../electron/bridge/messages.ts';
import type { KioskBridge } from '../bridge-client.ts';
import { dockTexts as texts } from '../language/dock.ts';
import { CameraSection } from './CameraSection.tsx';
import { OwnCard } from './OwnCard.tsx';
import { PersonSection } from './PersonSection.tsx';
import { PrinterSection } from './PrinterSection.tsx';
import { TroubleSection } from './TroubleSection.tsx';

export type Simulate = (command: SimulatorCommand) => void;

/** The kiosk on the left as its patients see it, the world around it on the right. */
export function Dock({ bridge }: { bridge: KioskBridge }) {
  const { state, lastTicket, refusal } = useSimulator(bridge);
  const [personId, setPersonId] = useState<string | null>(null);
  const [landscape, setLandscape] = useState(false);
  const simulate: Simulate = (command) => bridge.send({ kind: 'simulator', command });
  const person = state?.people.find(({ id }) => id === personId) ?? state?.people[0] ?? null;

  return (
    <div className="dock">
      <iframe
        className={landscape ? 'dock-kiosk dock-kiosk-landscape' : 'dock-kiosk'}
        title={texts.kiosk}
        src={`/${window.location.hash}`}
        allow="camera"
      />
      <aside className="dock-panel">
        <header>
          <h1>{texts.title}</h1>
          <button type="button" onClick={() => setLandscape(!landscape)}>
            {landscape ? texts.orientation.portrait : texts.orientation.landscape}
          </button>
        </header>
        {state && person ? (
          <>
            <PersonSection
              state={state}
              person={person}
              lastTicket={lastTicket}
              onChoose={setPersonId}
              simulate={simulate}
            />
            <CameraSection person={person} />
            {state.printer && <PrinterSection printer={state.printer} simulate={simulate} />}
            <TroubleSection state={state} simulate={simulate} />
            <OwnCard onMade={setPersonId} simulate={simulate} />
          </>
        ) : (
          <p>{bridge.connected() ? texts.noSimulation : texts.waiting}</p>
        )}
        {refusal && <p role="alert">{refusal}</p>}
      </aside>
    </div>
  );
}

function useSimulator(bridge: KioskBridge) {
  const [state, setState] = useState<SimulatorState | null>(null);
  const [lastTicket, setLastTicket] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [, setConnected] = useState(false);
  useEffect(() => {
    const hear = (message: FromStation): void => {
      if (message.kind === 'simulator') {
        setState(message.state);
        setRefusal(null);
      }
      if (message.kind === 'snapshot') {
        const { visit } = message.snapshot;
        if (visit.step === 'ticket') setLastTicket(visit.code);
      }
      if (message.kind === 'simulator-refused') setRefusal(message.detail);
    };
    const stops = [bridge.subscribe(hear), bridge.onConnectionChange(() => setConnected(bridge.connected()))];
    return () => {
      for (const stop of stops) stop();
    };
  }, [bridge]);
  return { state, lastTicket, refusal };
}
