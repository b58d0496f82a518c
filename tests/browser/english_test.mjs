// Goal: the console and the three desks speak English to who chooses it, keep to it, and go back: their
// own words, the names of codes, days. That no text is without its English, the build says
// (web/tools/english.mjs); the server's sentences are English too; names stay as they are, and are marked
// as Chinese. (The desks' pages as they open: routes_test.mjs; here with somebody before them.)
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assert_axe, assert_english, assert_no_chinese_sentence } from './gates.mjs';
import { House, identityNumber } from './harness.mjs';
import { moved as moved_person } from './participant.mjs';

const own = 'nav, header.top button, h1, h2, th, label, .el-button, .tabs button';

describe('the console in English', () => {
  let house;
  let person;
  before(async () => {
    house = await House.open();
    person = await house.server.person({ name: '张三丰', fen: 5_000 });
    await house.server.done('POST', `/v1/people/${person}/enrolments`, { region: '441900', kind: 'flexible', base_fen: 500_000 });
  });
  after(() => house?.close());

  it('is chosen by a button, lasts, and goes back', async () => {
    const visit = await house.visit('agency', { as: 'senior-441900' });
    await visit.press('English');
    await visit.page.getByRole('heading', { name: 'Queue' }).waitFor();
    assert.equal(await visit.page.evaluate(() => document.documentElement.lang), 'en');
    for (const path of ['', 'people', 'cards', 'money', 'employers', 'runs', 'statistics', 'reconciliation', 'staff', 'policies', `people/${person}`]) {
      await visit.go(path);
      if (path.startsWith('people/')) {
        await visit.page.getByLabel('Person present').check();
        await visit.press('Look');
        await visit.settle();
      }
      const said = await visit.page.locator(own).allInnerTexts();
      const left = said.flatMap((each) => each.split('\n')).filter((each) => /[\u3400-\u9fff]/.test(each.replace('中文', '')));
      assert.deepEqual(left.filter((each) => !/[省市州*]/.test(each)), [], path);
      await visit.shot(`english-${path.replace(/\/.*/, '-of-somebody') || 'queue'}`);
      await assert_axe(visit);
    }
    await visit.press('中文');
    await visit.page.getByRole('heading', { name: '张*' }).waitFor();
    await visit.leave();
  });

  it('tells why somebody is sealed and why something is refused', async () => {
    await house.server.done('POST', `/v1/people/${person}/holds`, { cause: 'admin', note: '法院文书' }, { as: 'senior-441900' });
    const visit = await house.visit('agency', { as: 'senior-441900', kept: { yibao_language: 'en' }, path: `people/${person}` });
    await visit.page.getByLabel('Person present').check();
    await visit.press('Look');
    await visit.settle();
    await visit.page.getByRole('tab', { name: /^Seals/ }).click();
    await visit.settle();
    await visit.sees(/Frozen since 25 April 2025/);
    await assert_no_chinese_sentence(visit);
    await visit.shot('english-agency-sealed');
    await visit.go('people/no-such-person');
    await visit.settle();
    await assert_no_chinese_sentence(visit);
    await visit.leave();
  });

  it('writes down in Chinese what a person is looked at for', async () => {
    const visit = await house.visit('agency', { as: 'officer-441900' });
    await visit.page.evaluate(() => localStorage.setItem('yibao_language', 'en'));
    await visit.go(`people/${person}`);
    await visit.page.getByLabel('The person has come to the counter with a question').check();
    await visit.press('Look');
    await visit.sees('张*');
    await visit.leave();
    const { views } = await house.server.done('GET', '/v1/access/views', undefined, { as: 'auditor' });
    assert.ok(views.some((each) => each.purpose === '本人到窗口查询'), JSON.stringify(views));
  });
});

describe('the desks in English', () => {
  let house;
  let number;
  before(async () => {
    house = await House.open();
    number = identityNumber();
    await house.server.person({ name: '王小明', fen: 100_000, identity_number: number });
    const { employer } = await house.server.done('POST', '/v1/employers', { region: '441900', code: '91330100MA27XL0H3N', name: '华联电子' });
    await house.server.issueTokens({ own: ['--role', 'employer_officer', '--employer', employer, '--region', '441900', '--channel', 'web'] });
  });
  after(() => house?.close());
  const seen = async (visit, name) => {
    await visit.settle();
    await visit.shot(`english-${name}`);
    await assert_english(visit);
    await assert_no_chinese_sentence(visit);
  };

  it('the till: chosen by a button, from what is shown to the receipt and back', async () => {
    const visit = await house.visit('provider', { as: 'cashier-441900', kept: { yibao_provider: 'P44190000001' } });
    await visit.press('English');
    await visit.page.getByText('Identity card', { exact: true }).click();
    await visit.page.locator('input[name=presented]').fill(number);
    await visit.press('Look up');
    await visit.sees('To be spent from the account');
    await seen(visit, 'till-person');
    await visit.fill('Amount', '5000');
    await visit.page.getByRole('button', { name: 'Charge', exact: true }).click();
    await visit.page.getByRole('alert').getByText('The balance is too low').first().waitFor();
    await seen(visit, 'till-refused');
    await visit.fill('Amount', '12.50');
    await visit.page.getByRole('button', { name: 'Charge', exact: true }).click();
    await visit.sees('Charge ¥12.50 to the personal account');
    await seen(visit, 'till-asked');
    await visit.press('Confirm');
    await visit.sees('Payment number');
    await seen(visit, 'till-receipt');
    await visit.go('day');
    await seen(visit, 'till-day');
    await visit.press('中文');
    await visit.sees('当日收退');
    await visit.leave();
  });

  it('an employer: a joiner reported, one who is unknown, and the monthly file', async () => {
    const visit = await house.visit('employer', { as: 'own', kept: { yibao_language: 'en' }, path: 'joiners' });
    const report = async (name, identity, base) => {
      await visit.fill('Name', name);
      await visit.fill('Identity number', identity);
      await visit.fill('Contribution base', base);
      await visit.page.getByRole('button', { name: 'Report', exact: true }).click();
      await visit.settle();
    };
    await report('王小明', number, 'x');
    await visit.sees('The contribution base is not right');
    await report('王小明', number, '6500');
    await visit.sees('The joiner is insured');
    await seen(visit, 'employer-joiner');
    await report('无名', identityNumber(), '6500');
    await visit.sees('First time insured');
    await seen(visit, 'employer-unknown');
    await visit.go('file');
    const rows = '类型,姓名,证件号码,缴费基数,日期\n入职,周五,1,6500,\n减员,王小明,' + `${number},,\n`;
    await visit.page.locator('input[type=file]').setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) });
    await visit.sees('Send 1 rows');
    await visit.press('Send 1 rows');
    await visit.sees('Finished, 1 rows not done');
    await seen(visit, 'employer-file');
    await visit.leave();
  });
});

describe('the app in English', () => {
  let house;
  let moved;
  before(async () => {
    house = await House.open();
    moved = await moved_person(house.server, { token: 'own' });
    await house.server.done('POST', `/v1/people/${moved.person}/holds`, { cause: 'admin', note: '法院文书' }, { as: 'senior-441900' });
  });
  after(() => house?.close());

  const speaks = async (visit, english, name) => {
    await visit.settle();
    const sentences = (await visit.text('main')).match(/[\u3400-\u9fff][^\n]*。/g) ?? [];
    if (english) {
      await assert_no_chinese_sentence(visit);
      await visit.shot(`english-app-${name}`);
    } else {
      assert.ok(sentences.length > 0, `no sentence on ${visit.page.url()}`);
    }
  };

  it('tells a sealed reason in the language that is chosen, without going anywhere', async () => {
    const visit = await house.visit('app', { as: 'own', path: 'sealed' });
    await speaks(visit, false);
    await visit.press('EN');
    await speaks(visit, true, 'sealed');
    await visit.sees(/Step 1/);
    await visit.page.locator('main details summary').first().click();
    await speaks(visit, true, 'sealed-why');
    await visit.press('中文');
    await speaks(visit, false);
    await visit.leave();
  });

  it('tells a guide and a refusal', async () => {
    const visit = await house.visit('app', { as: 'own', kept: { yibao_language: 'en' }, path: 'guides/441900/transfer' });
    await speaks(visit, true, 'guide');
    await visit.sees('Materials');
    await visit.go('cases/relation_transfer/none');
    await visit.page.getByRole('alert').first().waitFor();
    await speaks(visit, true, 'refused');
    await visit.leave();
  });
});
