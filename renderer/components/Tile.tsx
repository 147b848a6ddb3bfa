import type { ReactNode } from 'react';
import type { Room, Tile as TileOfClinic } from '../../electron/bridge/clinic-snapshot.ts';
import type { VisitIntent } from '../../electron/bridge/intent.ts';
import { WaitingIcon } from './icons.tsx';
import { useKioskTexts } from './kiosk-context.ts';
import { KioskButton } from './KioskButton.tsx';

/** Longer names are set smaller, so that a tile keeps its height. */
const longNameCharacters = 28;

interface TileProps {
  picture?: ReactNode;
  name: string;
  /** Where it is. */
  facts?: ReactNode;
  /** At the end of the facts: how many wait, or a time. */
  aside?: ReactNode;
  /** A line that is left out where the height does not do for it. */
  extra?: ReactNode;
  does: VisitIntent;
  isDisabled?: boolean;
  /** What most patients take: drawn with a broader edge. */
  isLikely?: boolean;
  /** It is about a person: where they went before. */
  isPrivate?: boolean;
}

/** A large target of a list: picture, name and what helps to choose it. */
export function Tile({ picture, name, facts, aside, extra, does, isDisabled, isLikely, isPrivate }: TileProps) {
  return (
    <KioskButton
      look="tile"
      className={isLikely === true ? 'clinic clinic-likely' : 'clinic'}
      does={does}
      isDisabled={isDisabled ?? false}
      aloud={isPrivate === true ? '' : undefined}
    >
      {picture !== undefined && <span className="clinic-picture">{picture}</span>}
      <span className="clinic-body" data-cut>
        <span className="clinic-lines">
          <span className={name.length > longNameCharacters ? 'clinic-name clinic-name-long' : 'clinic-name'}>
            {name}
          </span>
          {(facts !== undefined || aside !== undefined) && (
            <span className="clinic-row clinic-facts">
              <span>{facts}</span>
              {aside}
            </span>
          )}
        </span>
        {extra}
      </span>
    </KioskButton>
  );
}

/** How many wait; or why nobody is taken now. */
export function Waiting({
  intake,
  waiting,
}: {
  intake: TileOfClinic['intake'] | Room['intake'];
  waiting: number | null;
}) {
  const t = useKioskTexts();
  if (intake !== 'open') return <span className="clinic-closed">{t(`intake.${intake}`)}</span>;
  if (waiting === null) return null;
  return (
    <span className="clinic-waiting" data-counting="waiting">
      <WaitingIcon />
      {waiting === 0 ? t('choose.nobodyWaiting') : t('choose.waiting', { count: waiting })}
    </span>
  );
}
