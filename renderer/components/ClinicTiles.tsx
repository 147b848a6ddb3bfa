import type { ReactElement } from 'react';
import { inLanguage, type ClinicToday, type Tile as TileOfClinic } from '../../electron/bridge/clinic-snapshot.ts';
import { formatTime } from '../language/format.ts';
import { clinicsPerPage, leadsOn, openFirst } from '../screens/clinic-list.ts';
import { useKiosk, useKioskTexts } from './kiosk-context.ts';
import { PagedList } from './PagedList.tsx';
import { Place } from './Place.tsx';
import { SpecialtyPicture } from './specialty-drawings.tsx';
import { Tile, Waiting } from './Tile.tsx';

interface ClinicTilesProps {
  tiles: readonly TileOfClinic[];
  /** Doctors and free times, where they are known. */
  today: readonly ClinicToday[];
  /** Before all others: the clinic of the last visit. */
  first?: ReactElement | null;
}

/** Clinics and specialties with their pictures. */
export function ClinicTiles({ tiles, today, first }: ClinicTilesProps) {
  const t = useKioskTexts();
  const { language } = useKiosk();
  const items = openFirst(tiles).map((tile) =>
    tile.kind === 'specialty' ? (
      <Tile
        key={`specialty ${tile.code}`}
        picture={<SpecialtyPicture code={tile.code} />}
        name={inLanguage(tile.name, language)}
        facts={t('choose.rooms', { count: tile.clinics })}
        aside={<Waiting intake={tile.intake} waiting={tile.waiting} />}
        does={{ type: 'choose-specialty', code: tile.code }}
        isDisabled={!leadsOn(tile)}
      />
    ) : (
      <Tile
        key={tile.clinic.id}
        picture={<SpecialtyPicture code={tile.clinic.specialty} />}
        name={inLanguage(tile.clinic.name, language)}
        facts={<Place clinic={tile.clinic} isShort />}
        aside={<Waiting intake={tile.intake} waiting={tile.clinic.waiting} />}
        extra={tile.intake === 'open' && <Today today={today.find(({ clinicId }) => clinicId === tile.clinic.id)} />}
        does={{ type: 'choose-clinic', clinicId: tile.clinic.id }}
        isDisabled={!leadsOn(tile)}
      />
    ),
  );
  return <PagedList label={t('choose.clinics')} items={first ? [first, ...items] : items} perPage={clinicsPerPage} />;
}

/** One quiet line: who is on duty, fewer names beside the next free time. */
function Today({ today }: { today: ClinicToday | undefined }) {
  const t = useKioskTexts();
  const { language } = useKiosk();
  const { doctors = [], nextFree = null } = today ?? {};
  if (doctors.length === 0 && nextFree === null) return null;
  return (
    <span className="clinic-row clinic-today">
      <span className="clinic-doctors" data-cut>
        {(nextFree === null ? doctors : doctors.slice(0, 1)).join(', ')}
      </span>
      {nextFree !== null && (
        <span className="clinic-free">{t('choose.free', { time: formatTime(nextFree, language) })}</span>
      )}
    </span>
  );
}
