import { inLanguage, type Room } from '../../electron/bridge/clinic-snapshot.ts';
import type { VisitAt } from '../../electron/bridge/snapshot.ts';
import { BackButton } from '../components/BackButton.tsx';
import { useKiosk, useKioskTexts } from '../components/kiosk-context.ts';
import { PagedList } from '../components/PagedList.tsx';
import { Place } from '../components/Place.tsx';
import { Title } from '../components/Scene.tsx';
import { AnyRoomPicture, DoctorPicture, LaterPicture, SpecialtyPicture } from '../components/specialty-drawings.tsx';
import { Tile, Waiting } from '../components/Tile.tsx';
import { useDays } from '../components/use-days.ts';
import { clinicsPerPage, openFirst } from './clinic-list.ts';

type Rooms = NonNullable<VisitAt<'choose'>['rooms']>;

/** Rooms or doctors of what was chosen, the shortest wait first of all, and sessions that are not now. */
export function RoomChoice({ rooms }: { rooms: Rooms }) {
  const t = useKioskTexts();
  const { language } = useKiosk();
  const { sessionName } = useDays();
  const openCount = rooms.list.filter(({ intake }) => intake === 'open').length;
  const areDoctors = rooms.list.some(({ doctor }) => doctor !== null);
  const openTitle = areDoctors ? t('rooms.doctorTitle.title') : t('rooms.title');
  const clinicsWithLater = new Set(rooms.later.map(({ clinicId }) => clinicId)).size;
  const roomOf = (clinicId: string) => rooms.list.find(({ clinic }) => clinic.id === clinicId)?.clinic;
  const items = [
    ...(openCount > 1
      ? [
          <Tile
            key="any"
            picture={<AnyRoomPicture />}
            name={areDoctors ? t('rooms.anyDoctor') : t('rooms.anyRoom')}
            does={{ type: 'choose-any' }}
            isLikely
          />,
        ]
      : []),
    ...openFirst(rooms.list).map((room) => (
      <Tile
        key={`${room.clinic.id} ${room.doctor?.id ?? ''}`}
        picture={room.doctor ? <DoctorPicture /> : <SpecialtyPicture code={room.clinic.specialty} />}
        name={room.doctor?.name ?? inLanguage(room.clinic.name, language)}
        facts={<Place clinic={room.clinic} isShort />}
        aside={<Waiting intake={room.intake} waiting={room.waiting} />}
        does={choiceOf(room)}
        isDisabled={room.intake !== 'open'}
      />
    )),
    ...rooms.later.map(({ clinicId, serviceDate, session }) => {
      const clinic = clinicsWithLater > 1 ? roomOf(clinicId) : undefined;
      return (
        <Tile
          key={`later ${clinicId} ${serviceDate} ${session}`}
          picture={<LaterPicture />}
          name={t('rooms.later', { when: sessionName({ serviceDate, session }) })}
          {...(clinic && { facts: inLanguage(clinic.name, language) })}
          does={{ type: 'choose-later', clinicId, serviceDate, session }}
        />
      );
    }),
  ];
  return (
    <div className="choose">
      <Title>{openCount === 0 && rooms.later.length > 0 ? t('rooms.laterTitle.title') : openTitle}</Title>
      <div className="choose-lines">
        <p className="greeting" data-private="">
          {inLanguage(rooms.name, language)}
        </p>
      </div>
      <PagedList label={t('rooms.list')} items={items} perPage={clinicsPerPage} />
      <div className="choose-actions">
        <BackButton>{t('rooms.back')}</BackButton>
      </div>
    </div>
  );
}

const choiceOf = ({ clinic, doctor }: Room) =>
  doctor === null
    ? ({ type: 'choose-clinic', clinicId: clinic.id } as const)
    : ({ type: 'choose-doctor', clinicId: clinic.id, doctorId: doctor.id } as const);
