/** The eleven cities with their counties (GB/T 2260) and what stands on the map of the province. */

export interface Place {
  readonly code: string;
  readonly name: string;
}

export interface City extends Place {
  readonly lon: number;
  readonly lat: number;
  /** Letter of its number plates; hundreds of thousands of people. */
  readonly people: number;
  readonly counties: readonly Place[];
}

function city(code: string, name: string, lon: number, lat: number, people: number, counties: string): City {
  return {
    code,
    name,
    lon,
    lat,
    people,
    counties: counties.split(' ').map((one) => ({ code: `${code.slice(0, 4)}${one.slice(0, 2)}`, name: one.slice(2) })),
  };
}

export const cities: readonly City[] = [
  city(
    '140100',
    '太原市',
    112.55,
    37.87,
    54,
    '05小店区 06迎泽区 07杏花岭区 08尖草坪区 09万柏林区 10晋源区 21清徐县 22阳曲县 23娄烦县 81古交市',
  ),
  city(
    '140200',
    '大同市',
    113.3,
    40.08,
    31,
    '12新荣区 13平城区 14云冈区 15云州区 21阳高县 22天镇县 23广灵县 24灵丘县 25浑源县 26左云县',
  ),
  city('140300', '阳泉市', 113.58, 37.86, 13, '02城区 03矿区 11郊区 21平定县 22盂县'),
  city(
    '140400',
    '长治市',
    113.12,
    36.2,
    31,
    '03潞州区 04上党区 05屯留区 06潞城区 23襄垣县 25平顺县 26黎城县 27壶关县 28长子县 29武乡县 30沁县 31沁源县',
  ),
  city('140500', '晋城市', 112.85, 35.49, 22, '02城区 21沁水县 22阳城县 24陵川县 25泽州县 81高平市'),
  city('140600', '朔州市', 112.43, 39.33, 16, '02朔城区 03平鲁区 21山阴县 22应县 23右玉县 81怀仁市'),
  city(
    '140700',
    '晋中市',
    112.75,
    37.69,
    34,
    '02榆次区 03太谷区 21榆社县 22左权县 23和顺县 24昔阳县 25寿阳县 27祁县 28平遥县 29灵石县 81介休市',
  ),
  city(
    '140800',
    '运城市',
    111.01,
    35.03,
    47,
    '02盐湖区 21临猗县 22万荣县 23闻喜县 24稷山县 25新绛县 26绛县 27垣曲县 28夏县 29平陆县 30芮城县 81永济市 82河津市',
  ),
  city(
    '140900',
    '忻州市',
    112.73,
    38.42,
    27,
    '02忻府区 21定襄县 22五台县 23代县 24繁峙县 25宁武县 26静乐县 27神池县 28五寨县 29岢岚县 30河曲县 31保德县 32偏关县 81原平市',
  ),
  city(
    '141000',
    '临汾市',
    111.52,
    36.09,
    39,
    '02尧都区 21曲沃县 22翼城县 23襄汾县 24洪洞县 25古县 26安泽县 27浮山县 28吉县 29乡宁县 30大宁县 31隰县 32永和县 33蒲县 34汾西县 81侯马市 82霍州市',
  ),
  city(
    '141100',
    '吕梁市',
    111.14,
    37.52,
    34,
    '02离石区 21文水县 22交城县 23兴县 24临县 25柳林县 26石楼县 27岚县 28方山县 29中阳县 30交口县 81孝义市 82汾阳市',
  ),
];

export interface County extends Place {
  readonly city: City;
}

export const counties: readonly County[] = cities.flatMap((one) =>
  one.counties.map((county) => ({ ...county, city: one })),
);

export function cityOf(code: string): City {
  const found = cities.find((one) => one.code === code);
  if (found === undefined) throw new RangeError(`no city ${code}`);
  return found;
}

/** 平遥县 → 平遥; names of two characters stay whole (祁县). */
export const short = (name: string) => (name.length > 2 ? name.slice(0, -1) : name);

export const motorways: readonly (readonly [code: string, name: string, cities: string])[] = [
  ['G5', '京昆高速', '阳泉市 太原市 晋中市 临汾市 运城市'],
  ['G55', '二广高速', '大同市 朔州市 忻州市 太原市 晋中市 长治市 晋城市'],
  ['G20', '青银高速', '阳泉市 太原市 吕梁市'],
  ['G18', '荣乌高速', '大同市 朔州市'],
  ['G22', '青兰高速', '长治市 临汾市'],
  ['G59', '呼北高速', '朔州市 忻州市 吕梁市 临汾市 运城市'],
  ['G2516', '东吕高速', '晋中市 吕梁市'],
  ['G1812', '沧榆高速', '忻州市'],
];

export const trunkRoads: readonly string[] = [
  'G108',
  'G109',
  'G207',
  'G208',
  'G209',
  'G239',
  'G241',
  'G307',
  'G309',
  'G336',
  'G337',
  'G338',
  'G339',
  'G340',
  'G341',
  'G342',
];

export const rivers: readonly (readonly [river: string, sections: string])[] = [
  ['汾河', '宁武 静乐 娄烦 古交 清徐 祁县 平遥 介休 灵石 霍州 洪洞 襄汾 曲沃 新绛 稷山 河津'],
  ['桑干河', '朔城 山阴 应县 怀仁 云州 阳高'],
  ['御河', '平城 云州'],
  ['滹沱河', '繁峙 代县 原平 忻府 定襄 五台 盂县'],
  ['浊漳河', '襄垣 潞城 黎城 平顺'],
  ['清漳河', '和顺 左权 黎城'],
  ['沁河', '沁源 安泽 沁水 阳城 泽州'],
  ['丹河', '高平 泽州'],
  ['涑水河', '绛县 闻喜 夏县 盐湖 永济'],
  ['潇河', '昔阳 寿阳 榆次'],
  ['文峪河', '文水 汾阳 孝义'],
  ['三川河', '方山 离石 柳林'],
  ['昕水河', '蒲县 隰县 大宁'],
  ['黄河干流', '偏关 河曲 保德 兴县 临县 柳林 吉县 河津 芮城'],
];

export const scenicSpots: readonly (readonly [name: string, county: string, grade: string, perDay: number])[] = [
  ['平遥古城', '平遥县', '5A', 14000],
  ['云冈石窟', '云冈区', '5A', 12000],
  ['五台山', '五台县', '5A', 16000],
  ['皇城相府', '阳城县', '5A', 5200],
  ['绵山', '介休市', '5A', 4300],
  ['雁门关', '代县', '5A', 3800],
  ['洪洞大槐树', '洪洞县', '5A', 5600],
  ['太行山大峡谷八泉峡', '壶关县', '5A', 6100],
  ['云丘山', '乡宁县', '5A', 4100],
  ['黄河壶口瀑布', '吉县', '5A', 6800],
  ['应县木塔', '应县', '4A', 3300],
  ['恒山悬空寺', '浑源县', '4A', 6400],
  ['晋祠', '晋源区', '4A', 7200],
  ['乔家大院', '祁县', '4A', 3900],
  ['王家大院', '灵石县', '4A', 3100],
  ['常家庄园', '榆次区', '4A', 2100],
  ['张壁古堡', '介休市', '4A', 1300],
  ['华严寺', '平城区', '4A', 4700],
  ['善化寺', '平城区', '4A', 2600],
  ['解州关帝庙', '盐湖区', '4A', 3400],
  ['永乐宫', '芮城县', '4A', 1500],
  ['鹳雀楼', '永济市', '4A', 2900],
  ['普救寺', '永济市', '4A', 1200],
  ['王莽岭', '陵川县', '4A', 1900],
  ['芦芽山', '宁武县', '4A', 2300],
  ['碛口古镇', '临县', '4A', 2500],
  ['老牛湾', '偏关县', '4A', 1800],
  ['蒙山大佛', '晋源区', '4A', 2000],
  ['八路军太行纪念馆', '武乡县', '4A', 2700],
  ['娘子关', '平定县', '4A', 1400],
];
