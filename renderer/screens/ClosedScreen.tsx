import { StaffPerson } from '../components/drawings.tsx';
import { useKioskTexts } from '../components/kiosk-context.ts';
import { Scene } from '../components/Scene.tsx';

/** No way to identify works: the desk does it, and staff can be called from here. */
export function ClosedScreen() {
  const t = useKioskTexts();
  return <Scene key="closed" picture={<StaffPerson />} title={t('closed.title')} detail={t('closed.detail')} />;
}
