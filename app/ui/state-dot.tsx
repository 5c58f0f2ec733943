import type { ReactNode } from 'react';

/** wait: somebody else has it; open: it is with you; done; late; refused; off: ended or withdrawn. */
export type Tone = 'wait' | 'open' | 'done' | 'late' | 'refused' | 'off';

/** A state as a word; the dot before it differs by shape as well as by colour. */
export function StateDot({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span className="state" data-tone={tone}>
      <svg viewBox="0 0 10 10" aria-hidden="true" focusable="false">
        {tone === 'wait' || tone === 'off' ? (
          <circle cx="5" cy="5" r="3.8" fill="none" stroke="currentColor" strokeWidth="2" />
        ) : tone === 'late' || tone === 'refused' ? (
          <path d="M5 0 10 5 5 10 0 5Z" fill="currentColor" />
        ) : (
          <circle cx="5" cy="5" r="5" fill="currentColor" />
        )}
      </svg>
      <span>{children}</span>
    </span>
  );
}
