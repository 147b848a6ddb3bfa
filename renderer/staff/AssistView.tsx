import type { Overview } from '../../electron/bridge/staff-overview.ts';
import { type AssistedVisit, assistedAnswerSchema } from '../../electron/bridge/staff-page.ts';
import { Portrait } from '../components/Portrait.tsx';
import { formatDay } from '../language/format.ts';
import { Act, Line, Nothing, Waiting } from './parts.tsx';
import { useAnswer, useStaff, useStaffTexts } from './staff-context.ts';

type Comparable = Extract<AssistedVisit, { state: 'comparable' }>;

/** The visit at this kiosk, for whoever of reception stands beside the patient. */
export function AssistView({ overview }: { overview: Overview }) {
  const { session } = useStaff();
  const t = useStaffTexts();
  return (
    <>
      <h1 className="staff-title">{t('staff.assist.title')}</h1>
      {session.account?.role === 'reception' ? (
        <Asked overview={overview} />
      ) : (
        <Line tone="info">{t('staff.assist.receptionOnly')}</Line>
      )}
    </>
  );
}

function Asked({ overview }: { overview: Overview }) {
  const t = useStaffTexts();
  const { value, why } = useAnswer('/api/visit', assistedAnswerSchema);
  // Whom it showed last may be gone: nothing of them stays while it is not known who is there.
  if (value === null || why !== null) return <Waiting why={why} />;
  const { visit, shown } = value;
  switch (visit.state) {
    case 'none':
      return (
        <Nothing
          title={t('staff.assist.nobody')}
          detail={`${t(`staff.overview.states.${overview.state}`)}. ${t('staff.assist.nobodyDetail')}`}
        />
      );
    case 'not-comparable':
      return <Nothing title={t(`staff.assist.${visit.why}.title`)} detail={t(`staff.assist.${visit.why}.detail`)} />;
    case 'comparable':
      return <Compare visit={visit} shown={shown ?? ''} />;
  }
}

/** Where only the hospital's number is known, its name is not. */
function comparedWith({ portrait, person }: Comparable): 'portrait' | 'facts' | 'record' {
  if (portrait !== null) return 'portrait';
  return person.fullName === null ? 'record' : 'facts';
}

/** The portrait large beside what to look at, in this order; then what was found. */
function Compare({ visit, shown }: { visit: Comparable; shown: string }) {
  const { language } = useStaff();
  const t = useStaffTexts();
  const { face, document, person, portrait, found } = visit;
  return (
    <section className="assist" data-face={face}>
      <Line tone={face === 'matched' ? 'good' : 'attention'}>{t(`staff.assist.faces.${face}`)}</Line>
      <div className="assist-beside">
        {portrait && (
          <Portrait
            portrait={{
              mediaType: portrait.mediaType === 'image/png' ? 'image/png' : 'image/jpeg',
              base64: portrait.base64,
            }}
            label={t('staff.assist.portrait')}
          />
        )}
        <div className="assist-words">
          <div data-private>
            <p className="assist-name">{person.fullName ?? t('staff.tasks.person.known')}</p>
            {person.birthDate !== null && (
              <p>{t('staff.assist.born', { day: formatDay(person.birthDate, language) })}</p>
            )}
            {person.patientId !== null && (
              <p className="quiet">{t('staff.assist.patientId', { id: person.patientId })}</p>
            )}
          </div>
          <p className="quiet">{t(`staff.assist.documents.${document}`)}</p>
          <ol className="assist-steps">
            <li>{t('staff.assist.steps.person')}</li>
            <li>{t('staff.assist.steps.card')}</li>
            <li>{t(`staff.assist.steps.${comparedWith(visit)}`)}</li>
          </ol>
        </div>
      </div>
      {found !== null && (
        <Line tone={found === 'same-person' ? 'good' : 'attention'}>{t(`staff.tasks.identity.found.${found}`)}</Line>
      )}
      {found === null && <Verdict key={shown} shown={shown} />}
    </section>
  );
}

function Verdict({ shown }: { shown: string }) {
  const { desk } = useStaff();
  const t = useStaffTexts();
  const found = (result: 'same-person' | 'other-person') => desk.api.act('/api/visit/identity', { result, shown });
  return (
    <div className="row assist-verdict">
      <Act
        look="primary"
        label={t('staff.tasks.identity.same')}
        does={() => found('same-person')}
        done={t('staff.assist.same')}
        // The visit goes on on the patient's page.
        onDone={() => void desk.logout()}
      />
      <Act
        label={t('staff.tasks.identity.other')}
        why={t('staff.assist.otherWhy')}
        asksFirst
        does={() => found('other-person')}
        done={t('staff.assist.other')}
      />
    </div>
  );
}
