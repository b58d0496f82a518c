// What the people who run an installation meet: a clock that stands behind, ids that do not jump,
// files that others cannot read, mistakes in data files, values in units and words.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Place, Server, binary, copyOfHome, onEachEngine } from './harness.mjs';

const dayFromNow = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

function speaker(place) {
  return (...words) => {
    const { status, stdout, stderr } = spawnSync(binary, [...words, ...place.flags()], { encoding: 'utf8' });
    return { status, out: stdout, err: stderr };
  };
}

onEachEngine('the order of what is written', (engine) => {
  let place;
  let yibao;
  const issue = (today) => yibao('token', 'issue', '--role', 'auditor', '--id', '7', '--name', 'x', '--today', today);
  before(() => { place = new Place(engine); yibao = speaker(place); });
  after(() => place.remove());

  it('no command writes by a clock that stands behind what was written last', () => {
    assert.equal(issue('2025-05-12').status, 0);
    const behind = issue('2025-05-08');
    assert.equal(behind.status, 3);
    assert.match(behind.err, /时钟落后:现在显示 2025-05-\d\d .*最新的一条记录写于 2025-05-12 .*timedatectl/);
    assert.equal(issue('2025-05-12').status, 0, 'the same day, from nine o\'clock again');
    assert.match(yibao('verify', '--today', '2025-05-08').out, /verify: OK/, 'looking is by any clock');
  });

  it('verify, a simulation and the bank\'s file leave the ids where they are', () => {
    const next = () => Number(engine === 'sqlite'
      ? spawnSync('sqlite3', [join(place.state, 'yibao.db'), 'SELECT next FROM id_block'], { encoding: 'utf8' }).stdout
      : place.sql(`SELECT next FROM ${place.schema}.id_block`));
    const before = next();
    assert.ok(before > 1 && before < 1000, `${before}`);
    for (let i = 0; i < 3; ++i) assert.equal(yibao('verify').status, 0);
    assert.equal(next(), before);
    assert.equal(yibao('bank', 'send', '--out', join(place.state, 'bank')).status, 0);
    assert.ok(next() < before + 100, `${next()} after ${before}`);
  });

  it('the real clock is refused where records lie ahead of it, by serve and by doctor', () => {
    assert.equal(issue(dayFromNow(400)).status, 0);
    const served = yibao('serve', '--port', '0');
    assert.equal(served.status, 3, served.out);
    assert.match(served.err, /时钟落后/);
    const looks = JSON.parse(yibao('doctor', '--json').out).looks.filter(({ ok }) => !ok);
    assert.ok(looks.some(({ what, told }) => what === '时钟和编号' && /时钟落后/.test(told)), JSON.stringify(looks));
  });
});

describe('an installation\'s files', () => {
  let server;
  before(async () => { server = await Server.fresh('sqlite'); });
  after(() => server.remove());

  it('nobody else can read the database, and doctor says where somebody can', async () => {
    const mode = (name) => (statSync(join(server.place.state, name)).mode & 0o777).toString(8);
    for (const name of ['yibao.db', 'yibao.db-wal', 'master.key']) assert.equal(mode(name), '600', name);
  });

  it('says which pages it has', async () => {
    const { json } = await server.get('/readyz', { as: null });
    assert.match(json.pages, /^(ok|behind|none)$/);
    assert.equal(json.writes, 'ok');
  });

  it('leads a browser on from a mistyped address, and a program to its mistake', async () => {
    const ask = (path, headers) => fetch(server.url + path, { headers, redirect: 'manual' });
    const page = await ask('/verfy', { Accept: 'text/html,application/xhtml+xml' });
    assert.equal(page.status, 404);
    assert.match(page.headers.get('content-type'), /^text\/html/);
    assert.match(await page.text(), /href="\/verify"/);
    assert.equal((await server.get('/verfy')).json.code, 'no_such_page');
    const icon = await ask('/favicon.ico', {});
    assert.ok([204, 302].includes(icon.status), `${icon.status}`);
  });
});

describe('rules as data, on the command line', () => {
  const homes = (name, text, folder = 'policy') => {
    const home = copyOfHome(folder);
    mkdirSync(join(home, folder, name, '..'), { recursive: true });
    writeFileSync(join(home, folder, name), text);
    return home;
  };
  const yibao = (home, ...words) => {
    const { status, stdout, stderr } = spawnSync(binary, [...words, ...(home ? ['--home', home] : [])], { encoding: 'utf8' });
    return { status, out: stdout, err: stderr };
  };
  const here = new Place('sqlite').flags()[1];
  const entry = (value) => `value = ${value}\nfrom = 2026-01-01\nsource = "project_default"\nchecked_on = 2026-11-26\nstatus = "default"\n`;

  it('shows values in units and words', () => {
    const { out } = yibao(here, 'policy', 'show', '--region', '350500', '--on', '2025-04-27');
    for (const line of [/缴费基数下限: 4,?000\.00 元 /, /退休人员每月划入定额: [\d.,]+ 元 /, /职工个人费率: 2% /,
      /每日滞纳金: 0\.05% /, /激活渠道: .*银行/, /欠费解封的材料: .*或者户口簿/, /转出办理工作日: 8 个工作日 /]) {
      assert.match(out, line);
    }
    assert.doesNotMatch(out.replace(/ {2}\w+\.\w+$/gm, ''), /: \[|[a-z]+_[a-z]+/);
    const diff = yibao(here, 'policy', 'diff', '--region', '330100', '--on', '2024-08-31', '--to-day', '2024-09-01');
    assert.match(diff.out, /居民年度个人缴费: 380\.00 元 → 400\.00 元/);
    const english = yibao(here, 'policy', 'show', '--region', '350500', '--on', '2025-04-27', '--language', 'en');
    assert.match(english.out, /: 8 working days \(/);
  });

  it('knows a city\'s own code, no day before the first, and no policy of Hong Kong', () => {
    assert.match(yibao(here, 'policy', 'show', '--region', '440399', '--on', '2025-04-27').out, /^广东省深圳市 /);
    const early = yibao(here, 'policy', 'show', '--region', '350500', '--on', '1997-12-31');
    assert.equal(early.status, 2);
    assert.match(early.err, /1998-01-01 起,没有这一天/);
    for (const region of ['810000', '820000', '710000', '999999']) {
      for (const words of [['policy', 'show', '--on', '2025-04-27'], ['guide', '--service', 'transfer']]) {
        const refused = yibao(here, ...words, '--region', region);
        assert.equal(refused.status, 2, region);
        assert.match(refused.err, /没有这个行政区划/);
      }
    }
  });

  it('tells mistakes in data files in Chinese, with what to do', () => {
    for (const [home, code, words] of [
      [homes('2027.toml', 'year = 2027\nversion = "2027.1"\n', 'calendar'), 'calendar', /工作日历/],
      [homes('441900/gap.toml', `[[grace_months]]\n${entry(99)}`), 'policy_value_out_of_range', /政策参数超出范围.*允许 0 至 12.*请核对来源文件/s],
      [homes('999999/gap.toml', `[[grace_months]]\n${entry(3)}`), 'policy_region_unknown', /policy\/999999 不是.*请核对目录名/s],
      [homes('441901/gap.toml', `[[grace_months]]\n${entry(3)}`), 'policy_region_unknown', /policy\/441901 /],
      [homes('810000/gap.toml', `[[grace_months]]\n${entry(3)}`), 'policy_region_unknown', /policy\/810000 不是.*请核对目录名/s],
      [homes('441900/transfer.toml', `[[origin_working_days]]\n${entry(12)}`), 'policy_days_exceed_total', /转出 12 个工作日,转入 5 个工作日,合计超过全程 15 个工作日/],
      [homes('441900/transfer.toml', `[[total_working_days]]\n${entry(45)}`), 'policy_value_out_of_range', /允许 0 至 15/],
    ]) {
      const checked = yibao(home, 'policy', 'check');
      assert.equal(checked.status, 3, `${code}: ${checked.out}`);
      assert.match(checked.err, words);
      assert.ok(checked.err.includes(code), checked.err);
      assert.doesNotMatch(checked.err, / (key|file|value)=/);
    }
  });

  it('tells wrong usage in English where that is asked for, and takes no staff number below one', () => {
    const english = (...words) => yibao(here, ...words, '--language', 'en').err;
    assert.match(english('account', 'pey'), /^yibao account has no "pey"; did you mean pay\.\nFor help: /);
    assert.match(english('import', 'x.csv', '--region', '441900', '--officer', '-1'),
      /^The value of --officer is not right; it must be 1 to /);
    assert.match(english('policy', 'show', '--region', '1', '--on', 'x'), /No such region.*No such day.*Usage: /s);
    assert.match(yibao(here, 'import', 'x.csv', '--region', '441900', '--officer', '-1').err, /--officer 的值不正确/);
  });

  it('writes a guide of the simulated day, and of the one that is named', () => {
    const guide = (...words) => yibao(here, 'guide', '--service', 'place_change', '--region', '320100', ...words).out;
    assert.match(guide('--today', '2025-04-25'), /\(2025-04-25\)/);
    assert.match(guide('--today', '2025-04-25', '--on', '2025-06-01'), /\(2025-06-01\)/);
  });

  it('names texts by their titles, and one finding for one sentence', () => {
    const text = join(copyOfHome('calendar'), 'article.txt');
    writeFileSync(text, '线上办理:一般即时生效或1-3个工作日内完成。\n转出地一般在20个工作日内完成转出。\n');
    const { out } = yibao(here, 'guide', 'lint', text);
    assert.match(out, /place_change_days_of_two_kinds/);
    assert.doesNotMatch(out, /deadline_without_its_start|article_dongguan|\b100000\b/);
    assert.match(out, /依据 转出办理工作日: 10 个工作日 \(全国/);
  });
});

describe('a story', () => {
  it('says why a step came to nothing, though it was answered', () => {
    const place = new Place('sqlite');
    const file = join(place.state, 'story.txt');
    writeFileSync(file, `场景: 上一家单位还没有减员
2025-01-06
华联电子 在 东莞 登记为用人单位
西湖软件 在 杭州 登记为用人单位
甲甲(男,1980-01-01生)在 东莞 登记
华联电子 为 甲甲 参保,缴费基数 5000.00 元
西湖软件 申报增员 甲甲,缴费基数 5000.00 元
`);
    const { stdout } = spawnSync(binary, ['demo', file, ...place.flags().slice(0, 2)], { encoding: 'utf8' });
    assert.match(stdout, /西湖软件 申报增员 甲甲.*\n {5}✗ 原单位尚未减员: /);
    place.remove();
  });
});
