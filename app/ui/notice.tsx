import type { ReactNode } from 'react';

export interface NoticeProps {
  readonly tone?: 'info' | 'success' | 'warn' | 'refusal';
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  /** Set for what appears after an act: it is read out. */
  readonly live?: boolean;
}

export function Notice({ tone = 'info', title, children, live = false }: NoticeProps) {
  return (
    <div className="notice" data-tone={tone} role={live ? (tone === 'refusal' ? 'alert' : 'status') : undefined}>
      {title !== undefined && <strong>{title}</strong>}
      {children}
    </div>
  );
}
