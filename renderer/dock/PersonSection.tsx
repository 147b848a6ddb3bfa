import { useState } from 'react';
import type { SimulatorCommand, SimulatorState } from '../../electron/bridge/messages.ts';
import { dockTexts as texts } from '../language/dock.ts';
import type { Simulate } from './Dock.tsx';

type Person = SimulatorState['people'][number];
type PersonCode = Extract<SimulatorCommand, { type: 'scan-person' }>['code'];

/** Other codes than the card's own, and what somebody must carry to show them. A VNeID code is of the same citizen. */
const otherCodes: readonly { code: PersonCode; needs: string; words: string }[] = [
  { code: 'patient-code', needs: 'patient-code', words: texts.scanPatientCode },
  { code: 'bhyt', needs: 'insurance', words: texts.scanInsurance },
  { code: 'appointment', needs: 'appointment', words: texts.scanAppointment },
  { code: 'vneid', needs: 'cccd-code', words: texts.scanVneid },
];

/** Who stands at the kiosk, and what they show or lay down. */
export function PersonSection({
  state,
  person,
  lastTicket,
  onChoose,
  simulate,
}: {
  state: SimulatorState;
  person: Person;
  /** The text of the last ticket's code; null before there was one. */
  lastTicket: string | null;
  onChoose: (id: string) => void;
  simulate: Simulate;
}) {
  const [code, setCode] = useState('');
  const has = (thing: string): boolean => person.carries.includes(thing);
  const scanPerson = (kind: PersonCode) => simulate({ type: 'scan-person', personId: person.id, code: kind });
  const lay = () => simulate({ type: 'insert-card', personId: person.id });

  return (
    <section>
      <label>
        {texts.person}
        <select value={person.id} onChange={(event) => onChoose(event.target.value)}>
          {state.people.map(({ id, name }) => (
            <option key={id} value={id}>
              {id} · {name}
            </option>
          ))}
        </select>
      </label>
      <div className="dock-person">
        {person.pictures && <img src={`/people/${person.pictures}/portrait.jpg`} alt="" />}
        <p>{person.note}</p>
      </div>
      <div className="dock-buttons">
        <button type="button" className="dock-first" disabled={!has('cccd-code')} onClick={() => scanPerson('cccd')}>
          {texts.scanCode}
        </button>
        {state.cardOnReader === null ? (
          <button type="button" className="dock-first" disabled={!has('chip-card')} onClick={lay}>
            {texts.insertCard}
          </button>
        ) : (
          <button type="button" className="dock-first" onClick={() => simulate({ type: 'remove-card' })}>
            {texts.removeCard} ({state.cardOnReader})
          </button>
        )}
        {otherCodes.map((other) => (
          <button key={other.code} type="button" disabled={!has(other.needs)} onClick={() => scanPerson(other.code)}>
            {other.words}
          </button>
        ))}
        <button
          type="button"
          disabled={lastTicket === null}
          onClick={() => lastTicket !== null && simulate({ type: 'scan', text: lastTicket })}
        >
          {texts.scanTicket}
        </button>
      </div>
      <form
        className="dock-line"
        onSubmit={(event) => {
          event.preventDefault();
          simulate({ type: 'scan', text: code });
        }}
      >
        <input value={code} placeholder={texts.anyCode} onChange={(event) => setCode(event.target.value)} />
        <button type="submit" disabled={code === ''}>
          {texts.scan}
        </button>
      </form>
      <p className="dock-quiet">{texts.readerPath[state.readerPath]}</p>
    </section>
  );
}
