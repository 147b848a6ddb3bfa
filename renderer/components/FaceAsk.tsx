import type { ReactNode } from 'react';
import type { FaceInstruction } from '../../electron/bridge/face-snapshot.ts';
import { FaceSign } from './face-icons.tsx';
import { AttentionIcon } from './icons.tsx';
import { useKioskTexts } from './kiosk-context.ts';
import { Title } from './Scene.tsx';

/** What is asked before the camera: one request, its drawing beside it, and what there is to know about it below. */
export function FaceAsk({ sign, title, children }: { sign: ReactNode; title: string; children?: ReactNode }) {
  return (
    <div className="face-ask">
      {sign}
      <div className="face-ask-words">
        <Title>{title}</Title>
        {children}
      </div>
    </div>
  );
}

/** Something about the picture is to be mended, which comes before all else. `failed`: the try before it did not work out. */
export function FaceInstructed({
  instruction,
  failed,
}: {
  instruction: Exclude<FaceInstruction, 'look-here'>;
  failed: FailedTry | null;
}) {
  const t = useKioskTexts();
  return (
    <FaceAsk sign={<FaceSign instruction={instruction} />} title={t(`verify.instruction.${instruction}`)}>
      {failed ? <Failed {...failed} /> : <p className="detail">{t(`verify.why.${instruction}`)}</p>}
    </FaceAsk>
  );
}

/** A try that failed, in one statement, and how often it may be tried again. */
interface FailedTry {
  line: string;
  triesLeft: number;
}

export function Failed({ line, triesLeft, children }: FailedTry & { children?: ReactNode }) {
  const t = useKioskTexts();
  return (
    <>
      <p className="line line-attention">
        <AttentionIcon />
        <span>{line}</span>
      </p>
      {children}
      <p className="aside">{t('tries.left', { count: triesLeft })}</p>
    </>
  );
}
