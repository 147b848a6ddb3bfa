import { useKioskTexts } from './kiosk-context.ts';

/** Nobody is called so: it marks the place of the name in a sentence of whatever language. */
const place = '\ue000';

interface NamedProps {
  /** The sentence about somebody of this name. */
  sentence: (name: string) => string;
  name: string;
}

/**
 * A sentence with a name in it. The line breaks before the name rather than in it; a name that is longer than a line breaks at
 * its spaces (styles/base.css).
 */
export function Named({ sentence, name }: NamedProps) {
  const [before, after] = sentence(place).split(place);
  return (
    <>
      {before}
      <span className="person-name">{name}</span>
      {after}
    </>
  );
}

/** By name, where the screen may spell one. */
export function Hello({ name }: { name: string }) {
  const t = useKioskTexts();
  if (name === '') return t('identify.helloGuest');
  return <Named sentence={(someone) => t('identify.hello', { name: someone })} name={name} />;
}

/** Who came along. */
export function Companion({ name }: { name: string }) {
  const t = useKioskTexts();
  return <Named sentence={(someone) => t('companion.with', { name: someone })} name={name} />;
}
