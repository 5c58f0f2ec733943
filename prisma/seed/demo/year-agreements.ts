/** How the seven agreements of the year came about: from the application to the filing, without incident. */
import type { Day } from '#api/kernel/time.ts';
import type { Book } from './book.ts';
import { caseOf } from './licensing.ts';
import type { Scene } from './scene.ts';
import type { yearCases } from './year-cases.ts';

type Course = readonly [
  applied: Day,
  accepted: Day,
  decided: Day,
  certified: Day,
  offered: Day,
  signed: Day,
  filed: Day,
  accepted: Day,
];

const courses: Readonly<Record<keyof typeof yearCases, Course>> = {
  freight: [
    '2025-11-21',
    '2025-11-24',
    '2025-11-28',
    '2025-12-02',
    '2025-12-03',
    '2025-12-05',
    '2025-12-08',
    '2025-12-11',
  ],
  smoke: [
    '2025-12-08',
    '2025-12-09',
    '2025-12-16',
    '2025-12-19',
    '2025-12-22',
    '2025-12-24',
    '2025-12-25',
    '2025-12-31',
  ],
  crops: [
    '2025-12-15',
    '2025-12-16',
    '2025-12-23',
    '2025-12-26',
    '2025-12-29',
    '2025-12-30',
    '2025-12-31',
    '2026-01-08',
  ],
  outpatients: [
    '2026-02-03',
    '2026-02-04',
    '2026-02-10',
    '2026-02-12',
    '2026-02-24',
    '2026-02-26',
    '2026-02-27',
    '2026-03-05',
  ],
  firms: [
    '2026-03-23',
    '2026-03-24',
    '2026-03-30',
    '2026-04-01',
    '2026-04-02',
    '2026-04-03',
    '2026-04-03',
    '2026-04-08',
  ],
  load: [
    '2026-03-30',
    '2026-03-31',
    '2026-04-08',
    '2026-04-10',
    '2026-04-13',
    '2026-04-15',
    '2026-04-16',
    '2026-04-22',
  ],
  transfer: [
    '2026-04-27',
    '2026-04-28',
    '2026-05-06',
    '2026-05-08',
    '2026-05-11',
    '2026-05-13',
    '2026-05-14',
    '2026-05-20',
  ],
};

const splits: Readonly<Record<keyof typeof yearCases, Parameters<ReturnType<typeof caseOf>['draw']>[0]>> = {
  freight: { treasury: 280_000, developer: 670_000, operator: 50_000 },
  smoke: { treasury: 300_000, developer: 700_000 },
  crops: { treasury: 250_000, developer: 720_000, operator: 30_000 },
  outpatients: { treasury: 350_000, developer: 650_000 },
  firms: { treasury: 300_000, developer: 700_000 },
  load: { treasury: 300_000, developer: 650_000, operator: 50_000 },
  transfer: { treasury: 320_000, developer: 680_000 },
};

export function yearAgreementScenes(book: Book): Scene[] {
  return (Object.keys(courses) as (keyof typeof yearCases)[]).flatMap((key) => {
    const [applied, taken, decided, certified, offered, signed, filed, accepted] = courses[key];
    const on = (
      day: Day,
      what: string,
      ...steps: ((acts: ReturnType<typeof caseOf>) => Promise<unknown>)[]
    ): Scene => ({
      day,
      what: `${key}: ${what}`,
      async play(stage) {
        for (const step of steps) await step(caseOf(stage, book, key));
      },
    });
    return [
      on(applied, 'applied', (a) => a.start({ intent: 'apply' })),
      on(
        taken,
        'accepted, under review',
        (a) => a.accept(),
        (a) => a.review(),
      ),
      on(
        decided,
        'granted',
        (a) => a.approve(),
        (a) => a.charge('0', '授权开发不收取费用（演示）。'),
      ),
      on(certified, 'certificate', (a) => a.certify()),
      on(
        offered,
        'agreement',
        (a) => a.draw(splits[key]),
        (a) => a.offer(),
      ),
      on(signed, 'signed by the developer', (a) => a.signAsDeveloper()),
      on(
        filed,
        'signed by the agency, filed',
        (a) => a.signAsAgency(),
        (a) => a.file(),
      ),
      on(accepted, 'filing accepted', (a) => a.acceptFiling()),
    ];
  });
}
