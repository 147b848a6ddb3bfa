import { useState } from 'react';
import type { SimulatorState } from '../../electron/bridge/messages.ts';
import { dockTexts as texts } from '../language/dock.ts';
import type { Simulate } from './Dock.tsx';

type Printer = NonNullable<SimulatorState['printer']>;

const states = Object.keys(texts.printerStates) as Printer['state'][];

/** The printer's state, and what came out of it last: the very dots that the paper has. */
export function PrinterSection({ printer, simulate }: { printer: Printer; simulate: Simulate }) {
  const [isDotForDot, setDotForDot] = useState(false);
  const { state, lastSlip } = printer;
  return (
    <section>
      <h2>{texts.printer}</h2>
      <div className="dock-buttons">
        {states.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={name === state}
            onClick={() => simulate({ type: 'printer', state: name })}
          >
            {texts.printerStates[name]}
          </button>
        ))}
      </div>
      {lastSlip === null ? (
        <p className="dock-quiet">{texts.noSlip}</p>
      ) : (
        <>
          <div className="dock-buttons">
            <button type="button" aria-pressed={isDotForDot} onClick={() => setDotForDot(!isDotForDot)}>
              {texts.dotForDot}
            </button>
          </div>
          <div className="dock-slip">
            <img
              className={isDotForDot ? undefined : 'dock-slip-paper'}
              src={`data:image/png;base64,${lastSlip}`}
              alt={texts.slip}
            />
          </div>
        </>
      )}
    </section>
  );
}
