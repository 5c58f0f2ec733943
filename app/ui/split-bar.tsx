import type { ReactNode } from 'react';
import { percentText } from '#app/present/format.ts';

export interface Share {
  readonly key: string;
  readonly label: string;
  /** Parts per million; all together 1,000,000. */
  readonly ppm: number;
  readonly amount?: ReactNode;
}

/** How one amount is divided: the bar shows it, the list says it. */
export function SplitBar({ shares, label }: { readonly shares: readonly Share[]; readonly label: string }) {
  let from = 0;
  const parts = shares.map((share, at) => {
    const part = { share, from, tone: at % 5 };
    from += share.ppm;
    return part;
  });
  return (
    <div className="split">
      <svg viewBox="0 0 1000000 100" preserveAspectRatio="none" role="img" aria-label={label}>
        {parts.map(({ share, from: x, tone }) => (
          <rect
            key={share.key}
            className={`split-${tone}`}
            x={x}
            y="0"
            width={share.ppm}
            height="100"
            vectorEffect="non-scaling-stroke"
          />
        ))}
      </svg>
      <ul>
        {parts.map(({ share, tone }) => (
          <li key={share.key}>
            <svg viewBox="0 0 10 10" aria-hidden="true" focusable="false">
              <rect className={`split-${tone}`} width="10" height="10" />
            </svg>
            <span>{share.label}</span>
            <span className="num">{percentText(share.ppm)}%</span>
            <span className="num">{share.amount}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
