import type { ReactNode } from 'react';
import { Copyable } from './copyable.tsx';

export interface SecretShownProps {
  readonly title: string;
  readonly text: string;
  /** What the secret is called. */
  readonly label: string;
  readonly secret: string;
  readonly children?: ReactNode;
}

/** A secret just made, this once. */
export function SecretShown({ title, text, label, secret, children }: SecretShownProps) {
  return (
    <div className="secret-shown" role="status">
      <strong>{title}</strong>
      <p>{text}</p>
      <Copyable text={secret} label={label} />
      {children}
    </div>
  );
}
