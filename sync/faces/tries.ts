import type { AuditEntry } from '../queue/audit.ts';
import { candidatesOf, search } from './comparison.ts';
import type { FaceThresholds } from './comparison.ts';
import type { Limits } from './limits.ts';
import type { FaceFactor, Recognition } from './port.ts';
import type { Sealing } from './row-sealing.ts';
import type { Rows } from './rows.ts';
import type { Templates } from './templates.ts';

/** Who tries, with what, and where it is written down; `caller` null: the kiosk whose gallery it is. */
interface Try {
  factor: FaceFactor;
  caller: string | null;
  note: (entry: AuditEntry) => void;
}

type Limited = Extract<Recognition, { kind: 'limited' }>;

/** Inside the caller's transaction. */
export interface Tries {
  /** `probe` null: a face that the model in use cannot compare. */
  recognise(asked: Try, probe: Float32Array | null): Recognition;
  missed(asked: Try): { kind: 'counted' } | Limited;
}

interface Parts {
  rows: Rows;
  templates: Templates;
  sealing: Sealing;
  limits: Limits;
  thresholds: FaceThresholds;
  /** The hospital's day, YYYY-MM-DD. */
  today: () => string;
}

/** What the audit log says of where it was. */
export const placeOf = (caller: string | null): string => (caller === null ? '' : ` at ${caller.toLowerCase()}`);

/**
 * Tries to be recognised. One that fails counts against what was brought and against everybody whom it fits: with eight tickets
 * and a code nobody has more tries at a person than with one.
 */
export function openTries({ rows, templates, sealing, limits, thresholds, today }: Parts): Tries {
  const enrolmentHash = (number: number): Buffer => sealing.hashOf('enrolment', String(number));

  function begin({ factor, caller, note }: Try) {
    const hash = sealing.factorHash(factor);
    const callerHash = sealing.hashOf('caller', caller ?? '');
    const candidates = candidatesOf(rows, templates, hash);
    const subjects = [hash, ...candidates.map(enrolmentHash)];
    const by = `by ${factor.kind}${placeOf(caller)}`;
    const retryAfterMs = limits.waitMs(subjects, callerHash);
    if (retryAfterMs > 0) note({ actor: 'kiosk', action: 'face-limited', detail: `limited ${by}` });

    return {
      candidates,
      limited: retryAfterMs > 0 ? ({ kind: 'limited', retryAfterMs } satisfies Limited) : null,
      fail: (subject: string | null, reason: string): void => {
        limits.failed(subjects, callerHash);
        note({ actor: 'kiosk', action: 'face-not-recognised', subject, detail: `${reason} ${by}` });
      },
      succeed: (number: number, subject: string): void => {
        limits.succeeded([hash, enrolmentHash(number)]);
        rows.markUsed(number, today());
        note({ actor: 'kiosk', action: 'face-recognised', subject, detail: `recognised ${by}` });
      },
    };
  }

  return {
    recognise(asked, probe) {
      const { candidates, limited, fail, succeed } = begin(asked);
      if (limited !== null) return limited;
      const verdict = search(templates, candidates, probe, thresholds);
      if (verdict.kind === 'not-recognised') {
        fail(verdict.only === null ? null : rows.byNumber(verdict.only.number).id, verdict.reason);
        return { kind: 'not-recognised' };
      }
      const { number, similarity } = verdict.best;
      const row = rows.byNumber(number);
      const opened = sealing.open(row);
      if (opened === null) return { kind: 'away' };
      succeed(number, row.id);
      return { kind: 'recognised', enrolmentId: row.id, person: opened.content.person, similarity };
    },

    missed(asked) {
      const { limited, fail } = begin(asked);
      if (limited !== null) return limited;
      fail(null, 'challenge');
      return { kind: 'counted' };
    },
  };
}
