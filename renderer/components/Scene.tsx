import { useEffect, useRef, type ReactNode } from 'react';

interface SceneProps {
  picture: ReactNode;
  title: ReactNode;
  /** What bystanders may hear in place of a title with a name in it. */
  titleAloud?: string | undefined;
  detail?: string | undefined;
  /** Above the title: a greeting. */
  greeting?: ReactNode;
  /** `attention`: something did not work out; an icon or words always say so too. */
  tone?: 'calm' | 'attention';
  children?: ReactNode;
  actions?: ReactNode;
}

/**
 * One question a screen: a picture, a sentence, at most three actions. Keyed by its step and state, so that the title
 * takes the focus when the question changes: a screen reader says it, and Tab goes on to the actions.
 */
export function Scene({ picture, title, titleAloud, detail, greeting, tone = 'calm', children, actions }: SceneProps) {
  return (
    <div className={`scene scene-${tone}`}>
      <div className="scene-picture">{picture}</div>
      <div className="scene-words">
        {greeting !== undefined && (
          <p className="greeting" data-private="">
            {greeting}
          </p>
        )}
        <Title aloud={titleAloud}>{title}</Title>
        {detail !== undefined && <p className="detail">{detail}</p>}
        {children}
      </div>
      {actions !== undefined && <div className="actions">{actions}</div>}
    </div>
  );
}

interface TitleProps {
  children: ReactNode;
  /** What bystanders may hear in its place. */
  aloud?: string | undefined;
  /** How many codes of no use it has answered, where it does: a further one is news, though the words are the same. */
  told?: number;
}

export function Title({ children, aloud, told }: TitleProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <h1 ref={heading} tabIndex={-1} className="title" data-private={aloud} data-told={told}>
      {children}
    </h1>
  );
}
