import type { ReactNode } from 'react';

/** Small signs beside words, never instead of them: hidden from screen readers. */
function Icon({ children }: { children: ReactNode }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      {children}
    </svg>
  );
}

export const CheckIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="10" />
    <path d="m7.5 12.4 3 3 6-6.4" />
  </Icon>
);

export const InfoIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="10" />
    <path d="M12 11v6M12 7.2v.1" />
  </Icon>
);

export const AttentionIcon = () => (
  <Icon>
    <path d="M12 3 22 20.5H2Z" />
    <path d="M12 9.5v5M12 17.4v.1" />
  </Icon>
);

export const EmergencyIcon = () => (
  <Icon>
    <rect x="2" y="2" width="20" height="20" rx="5" />
    <path d="M12 7v10M7 12h10" />
  </Icon>
);

export const StaffIcon = () => (
  <Icon>
    <circle cx="10" cy="8" r="4.4" />
    <path d="M2 21c.6-4.6 3.7-7 8-7s7.4 2.4 8 7" />
    <path d="M17 3.600c1.7 1 2.7 2.6 2.7 4.400S18.7 11.4 17 12.4" />
  </Icon>
);

export const BackIcon = () => (
  <Icon>
    <path d="M20 12H5M11 5l-7 7 7 7" />
  </Icon>
);

export const ForwardIcon = () => (
  <Icon>
    <path d="M4 12h15M13 5l7 7-7 7" />
  </Icon>
);

export const DeleteIcon = () => (
  <Icon>
    <path d="M9 5h11a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H9l-7-7Z" />
    <path d="m12 9.5 5 5M17 9.5l-5 5" />
  </Icon>
);

export const RestartIcon = () => (
  <Icon>
    <path d="M4.5 9A8.3 8.3 0 1 1 4 13.5" />
    <path d="M3.5 3.500V9.500H9.5" />
  </Icon>
);

export const CardIcon = () => (
  <Icon>
    <rect x="2" y="5" width="20" height="14" rx="3" />
    <rect x="5.5" y="9" width="5" height="4" rx="1" />
    <path d="M14 10h4.500M14 14h4.5" />
  </Icon>
);

export const WaitingIcon = () => (
  <Icon>
    <circle cx="8.5" cy="8" r="3.7" />
    <path d="M2 19.500c.5-4 3-6 6.5-6s6 2 6.5 6M15.5 4.600a3.7 3.7 0 0 1 0 6.800M18 14.200c2.3.8 3.6 2.5 4 5.3" />
  </Icon>
);

export const FaceIcon = () => (
  <Icon>
    <path d="M7 10.500c0-4 2-6 5-6s5 2 5 6-2 8.500-5 8.500-5-4.500-5-8.500ZM10 11v.1M14 11v.1" />
    <path d="M2 7V4.500A2.500 2.500 0 0 1 4.500 2H7M22 7V4.500A2.500 2.500 0 0 0 19.500 2H17M2 17v2.500A2.500 2.500 0 0 0 4.500 22H7M22 17v2.500a2.500 2.500 0 0 1-2.500 2.500H17" />
  </Icon>
);

export const CalendarIcon = () => (
  <Icon>
    <rect x="3" y="4.5" width="18" height="17" rx="3" />
    <path d="M3 10h18M8 2v5M16 2v5" />
  </Icon>
);

/** A globe: what it stands beside is known whatever language it speaks. */
export const LanguageIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="10" />
    <path d="M2 12h20M12 2c5 5.500 5 14.500 0 20M12 2c-5 5.500-5 14.500 0 20" />
  </Icon>
);

/** There is more below. */
export const ListIcon = () => (
  <Icon>
    <path d="m5 9 7 7 7-7" />
  </Icon>
);

export const ContrastIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="10" />
    <path className="icon-fill" d="M12 2a10 10 0 0 1 0 20Z" />
  </Icon>
);

/** The sign that everybody knows, in our hand. */
export const SeatedIcon = () => (
  <Icon>
    <circle cx="9.500" cy="3.500" r="1.800" />
    <path d="M9.500 8v7h6.500l3 5.500M9.500 11h5" />
    <path d="M6.800 11.300a5.700 5.700 0 1 0 7.600 7.200" />
  </Icon>
);
