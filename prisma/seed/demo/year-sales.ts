/** What was sold in the year beside the two agreements of money-scenes.ts: who, what, when, and when the money arrived. */
import type { Day } from '#api/kernel/time.ts';
import type { yearProducts } from './year-products.ts';

/** How the money came, where it did not come as it should. Days of what follows lie in the same month. */
export type Arrival =
  | { readonly kind: 'exact' }
  /** In two parts. */
  | { readonly kind: 'short'; readonly fen: bigint; readonly rest: Day }
  /** A second time for the same order. */
  | { readonly kind: 'twice'; readonly again: Day }
  | { readonly kind: 'no_reference' }
  | { readonly kind: 'mistyped' }
  | { readonly kind: 'over'; readonly fen: bigint };

export interface Sale {
  readonly handle: string;
  readonly login: string;
  readonly product: keyof typeof yearProducts;
  readonly placed: Day;
  readonly paid: Day;
  readonly arrival: Arrival;
}

const sale = (
  handle: string,
  login: string,
  product: Sale['product'],
  placed: Day,
  paid: Day,
  arrival: Arrival = { kind: 'exact' },
): Sale => ({ handle, login, product, placed, paid, arrival });

/** Of the province; found on the statements of its account. */
export const provinceSales: readonly Sale[] = [
  sale('f1', 'buyer2', 'corridor', '2025-12-23', '2025-12-24'),
  sale('f2', 'buyer', 'corridor', '2026-01-06', '2026-01-07'),
  sale('f3', 'developer', 'corridor', '2026-01-12', '2026-01-13'),
  sale('f4', 'buyer2', 'corridor', '2026-01-20', '2026-01-21'),
  sale('f5', 'buyer', 'corridor', '2026-02-03', '2026-02-04'),
  sale('f6', 'buyer', 'outflow', '2026-02-09', '2026-02-10'),
  sale('c1', 'buyer2', 'cold', '2026-02-24', '2026-02-25'),
  sale('f7', 'buyer', 'corridor', '2026-03-05', '2026-03-06', { kind: 'short', fen: 100_000n, rest: '2026-03-18' }),
  sale('f8', 'buyer3', 'corridor', '2026-03-10', '2026-03-11'),
  sale('c2', 'buyer2', 'cold', '2026-03-17', '2026-03-18'),
  sale('c3', 'developer2', 'cold', '2026-03-23', '2026-03-24'),
  sale('f9', 'developer', 'outflow', '2026-04-08', '2026-04-09'),
  sale('c4', 'buyer2', 'cold', '2026-04-14', '2026-04-15'),
  sale('f10', 'buyer2', 'corridor', '2026-05-07', '2026-05-08', { kind: 'twice', again: '2026-05-11' }),
  sale('f11', 'buyer', 'corridor', '2026-06-03', '2026-06-04', { kind: 'no_reference' }),
  sale('f12', 'buyer3', 'corridor', '2026-06-10', '2026-06-11'),
  sale('l1', 'buyer', 'charge', '2026-07-06', '2026-07-07'),
  sale('f13', 'buyer2', 'outflow', '2026-07-07', '2026-07-08'),
  sale('l2', 'buyer2', 'charge', '2026-07-20', '2026-07-21'),
  sale('f14', 'buyer', 'corridor', '2026-07-21', '2026-07-22'),
  sale('f15', 'buyer', 'corridor', '2026-08-10', '2026-08-11', { kind: 'mistyped' }),
  sale('f16', 'buyer2', 'corridor', '2026-09-07', '2026-09-08', { kind: 'over', fen: 360_000n }),
  sale('h1', 'buyer2', 'season', '2026-09-10', '2026-09-11'),
  sale('f17', 'developer', 'corridor', '2026-10-09', '2026-10-12'),
  sale('f18', 'buyer', 'outflow', '2026-10-12', '2026-10-13'),
  sale('h2', 'buyer', 'season', '2026-10-13', '2026-10-14'),
  sale('h3', 'developer', 'season', '2026-10-20', '2026-10-21'),
  sale('f19', 'buyer3', 'corridor', '2026-11-03', '2026-11-04'),
  sale('h4', 'buyer2', 'season', '2026-11-05', '2026-11-06'),
  sale('f20', 'developer', 'corridor', '2026-11-09', '2026-11-10'),
];

/** Of the city of Taiyuan, whose bureau confirms by hand. */
export const citySales: readonly Sale[] = [
  sale('t1', 'buyer3', 'commute', '2026-06-08', '2026-06-09'),
  sale('t2', 'buyer', 'commute', '2026-06-22', '2026-06-23'),
  sale('t4', 'developer', 'commute', '2026-08-05', '2026-08-06'),
  sale('t5', 'buyer', 'commute', '2026-08-19', '2026-08-20'),
  sale('t6', 'buyer3', 'commute', '2026-09-14', '2026-09-15'),
  sale('t7', 'buyer', 'commute', '2026-10-20', '2026-10-21'),
  sale('t8', 'buyer3', 'commute', '2026-11-09', '2026-11-10'),
];

/** Days on which the province fetches what happened up to the day before. */
export const statementDays: readonly Day[] = [
  '2025-12-29',
  '2026-01-16',
  '2026-01-29',
  '2026-02-13',
  '2026-02-27',
  '2026-03-16',
  '2026-03-30',
  '2026-04-16',
  '2026-04-29',
  '2026-05-15',
  '2026-05-28',
  '2026-06-16',
  '2026-06-29',
  '2026-07-16',
  '2026-07-30',
  '2026-08-17',
  '2026-08-28',
  '2026-09-16',
  '2026-09-29',
  '2026-10-16',
  '2026-10-29',
  '2026-11-16',
];
/** The one that came in the other format. */
export const camtDay: Day = '2026-07-30';

/** When the statements of a month are drawn, confirmed, approved, ordered, reported by the treasury, and the month is closed. */
export const rounds: Readonly<Record<string, readonly [Day, Day, Day, Day, Day, Day]>> = {
  '2025-12': ['2026-01-06', '2026-01-08', '2026-01-12', '2026-01-13', '2026-01-20', '2026-01-23'],
  '2026-01': ['2026-02-04', '2026-02-05', '2026-02-09', '2026-02-10', '2026-02-25', '2026-02-26'],
  '2026-02': ['2026-03-05', '2026-03-06', '2026-03-10', '2026-03-11', '2026-03-19', '2026-03-24'],
  '2026-03': ['2026-04-07', '2026-04-09', '2026-04-13', '2026-04-14', '2026-04-21', '2026-04-24'],
  '2026-04': ['2026-05-07', '2026-05-08', '2026-05-12', '2026-05-13', '2026-05-20', '2026-05-25'],
  '2026-05': ['2026-06-04', '2026-06-08', '2026-06-10', '2026-06-11', '2026-06-18', '2026-06-24'],
  '2026-06': ['2026-07-06', '2026-07-08', '2026-07-10', '2026-07-13', '2026-07-21', '2026-07-24'],
  '2026-07': ['2026-08-05', '2026-08-07', '2026-08-11', '2026-08-12', '2026-08-20', '2026-08-25'],
  '2026-08': ['2026-09-04', '2026-09-08', '2026-09-10', '2026-09-11', '2026-09-21', '2026-09-24'],
  '2026-09': ['2026-10-12', '2026-10-13', '2026-10-15', '2026-10-16', '2026-10-22', '2026-10-27'],
  '2026-10': ['2026-11-05', '2026-11-09', '2026-11-11', '2026-11-12', '2026-11-18', '2026-11-19'],
};

/** How far the statements of the newest months have come; all before are closed. */
export type Reach = 'confirmed' | 'approved' | 'ordered' | 'closed';
export const months: readonly (readonly ['freight' | 'crops' | 'load' | 'outpatients' | 'transfer', string, Reach])[] =
  [
    ...[
      '2025-12',
      '2026-01',
      '2026-02',
      '2026-03',
      '2026-04',
      '2026-05',
      '2026-06',
      '2026-07',
      '2026-08',
      '2026-09',
    ].map((period) => ['freight', period, 'closed'] as const),
    ['freight', '2026-10', 'ordered'],
    ...['2026-02', '2026-03', '2026-04'].map((period) => ['crops', period, 'closed'] as const),
    ['load', '2026-07', 'closed'],
    ['outpatients', '2026-09', 'closed'],
    ['outpatients', '2026-10', 'approved'],
    ...['2026-06', '2026-08'].map((period) => ['transfer', period, 'closed'] as const),
    ['transfer', '2026-09', 'ordered'],
    ['transfer', '2026-10', 'confirmed'],
  ];
