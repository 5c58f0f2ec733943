/** When an upload that stands still is given up. */
export function instantAfterHours(from: Date, hours: number): Date {
  return new Date(from.getTime() + hours * 3_600_000);
}
