/** Few opinions are none: a mean is shown from the third on. */
export const fewestForMean = 3;
