/** The 31 characters of GB 32100-2015; a character's value is its index. No I O S V Z. */
export const alphabet31 = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** Sum of value × 3^i mod 31 from the left (GB 32100-2015). Throws RangeError on a character outside the alphabet. */
export function weighted31(text: string): number {
  let sum = 0;
  let weight = 1;
  for (const character of text) {
    const value = alphabet31.indexOf(character);
    if (value < 0) throw new RangeError(`not of the alphabet of GB 32100: ${character}`);
    sum = (sum + value * weight) % 31;
    weight = (weight * 3) % 31;
  }
  return sum;
}
