/** A table that has everything a data page draws: cities, places, months, amounts, kinds, gaps. */
export const cities: readonly (readonly [name: string, lon: number, lat: number])[] = [
  ['太原市', 112.55, 37.87],
  ['大同市', 113.3, 40.08],
  ['阳泉市', 113.58, 37.86],
  ['长治市', 113.12, 36.2],
  ['晋城市', 112.85, 35.49],
  ['朔州市', 112.43, 39.33],
  ['晋中市', 112.75, 37.69],
  ['运城市', 111.01, 35.03],
  ['忻州市', 112.73, 38.42],
  ['临汾市', 111.52, 36.09],
  ['吕梁市', 111.14, 37.52],
];

/** `months` rows a city. PM2.5 falls over time; a reading in fifty is missing. */
export function airCsv(months = 24): string {
  const lines = ['城市,监测站,经度,纬度,月份,PM2.5浓度,优良天数,等级,说明'];
  for (let m = 0; m < months; m++) {
    const day = new Date(Date.UTC(2024, m, 1)).toISOString().slice(0, 10);
    for (const [i, [city, lon, lat]] of cities.entries()) {
      const value = 70 - m + ((i * 7 + m * 3) % 11) / 2;
      const missing = (m * 11 + i) % 50 === 49;
      const good = 12 + ((i + m) % 17);
      const level = value > 60 ? '轻度污染' : value > 50 ? '良' : '优';
      lines.push(
        `${city},${city.slice(0, 2)}一号站,${lon},${lat},${day},${missing ? '' : value.toFixed(1)},${good},${level},第${m + 1}个月在${city}的读数；`,
      );
    }
  }
  return `${lines.join('\n')}\n`;
}
