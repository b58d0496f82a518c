// Goal: what a person looks up: the monthly credits and contributions with filters and files, the
// question what if, guides and topics, who has looked; and a line that breaks loses nothing.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { assert_gates } from './gates.mjs';
import { House } from './harness.mjs';

describe('the record, by its person', () => {
  let house;
  before(async () => { house = await House.open({ demo: true, today: '2026-01-15' }); });
  after(() => house?.close());

  it('monthly credits: a chart, a sum that is the sum of its rows, and the file (R-039)', async () => {
    const visit = await house.visit('app', { as: '张伟', path: 'credits' });
    await visit.page.getByLabel('年份').selectOption('2025');
    await visit.settle();
    await visit.page.locator('.drawn canvas').waitFor();
    const rows = await visit.page.locator('summary .money').allInnerTexts();
    assert.deepEqual(rows, ['+120.00', '+120.00', '+120.00']);
    await visit.sees('360.00');
    const [file] = await Promise.all([visit.page.waitForEvent('download'), visit.press('下载每月划账')]);
    assert.match(readFileSync(await file.path(), 'utf8'), /2025-03/);
    await visit.shot('participant-credits');
    await visit.leave();
  });

  it('contribution months by place and year, with totals (R-153, R-155)', async () => {
    const visit = await house.visit('app', { as: '张伟', path: 'contributions' });
    await visit.page.locator('li summary', { hasText: '2024年12月' }).waitFor();
    await visit.page.getByLabel('年份').selectOption('2025');
    await visit.sees('合计:3 个月');
    assert.equal(await visit.page.locator('li summary', { hasText: '年' }).filter({ hasText: '东莞市' }).count(), 3);
    await visit.shot('participant-contributions');
    await visit.leave();
  });

  it('what was taken back counts nowhere, and every place says the same (R-039, R-155)', async () => {
    const own = async (name, path) => {
      const { person } = await house.server.done('GET', '/v1/me', undefined, { as: name });
      return house.server.done('GET', `/v1/people/${person}/${path}`, undefined, { as: name });
    };
    for (const [name, total, months] of [['樊兰', '0.00', 0], ['石正', '220.00', 2]]) {
      const credits = await own(name, 'monthly-credits?year=2025');
      assert.equal(credits.total, total, name);
      const visit = await house.visit('app', { as: name, path: 'credits' });
      await visit.page.getByLabel('年份').selectOption('2025');
      await visit.settle();
      assert.equal(await visit.page.locator('p.row .money').innerText(), `${total} 元`, name);
      const rows = await visit.page.locator('summary .money').allInnerTexts();
      assert.deepEqual(rows, credits.months.map((each) => `${each.taken_back ? '' : '+'}${each.amount}`), name);
      await visit.shot('participant-credits-taken-back');
      const record = await own(name, 'contributions?year=2025');
      assert.equal(record.sum.months, months, name);
      await visit.go('contributions');
      assert.equal(await visit.page.locator('.big').first().innerText(), String(record.totals.contribution_months_total), name);
      await visit.page.getByLabel('年份').selectOption('2025');
      await visit.sees(`合计:${months} 个月`);
      await visit.shot('participant-contributions-given-back');
      await visit.leave();
    }
    const { sum, years } = await own('樊兰', 'contributions');
    assert.deepEqual([sum, years], [{ months: 0, personal_fen: 0, employer_fen: 0 }, [{ year: 2025, months: 0 }]]);
  });

  it('the file and the paper are of the place that was chosen (R-155)', async () => {
    const visit = await house.visit('app', { as: '张伟', path: 'contributions' });
    await visit.page.getByLabel('地点').selectOption('441900');
    await visit.settle();
    const [file] = await Promise.all([visit.page.waitForEvent('download'), visit.press('下载缴费记录')]);
    const text = readFileSync(await file.path(), 'utf8');
    assert.match(text, /东莞市/);
    assert.doesNotMatch(text, /杭州市/);
    await visit.press('出具 缴费证明');
    await visit.page.getByRole('button', { name: /保存 缴费证明/ }).waitFor();
    const { person } = await house.server.done('GET', '/v1/me', undefined, { as: '张伟' });
    const { documents } = await house.server.done('GET', `/v1/people/${person}/documents`, undefined, { as: '张伟' });
    const { paper } = await house.server.done('GET', `/v1/people/${person}/documents/${documents[0].document}`, undefined, { as: '张伟' });
    const said = JSON.stringify(paper.blocks);  // the agency that issues it is that of the last place
    assert.match(said, /参保地.*东莞市/);
    assert.doesNotMatch(said, /杭州市/);
    await visit.leave();
  });

  it('the years towards retirement: counted, required, missing, here and elsewhere (N-08)', async () => {
    const { person } = await house.server.done('GET', '/v1/me', undefined, { as: '张伟' });
    const here = await house.server.done('GET', `/v1/people/${person}/retirement`, undefined, { as: '张伟' });
    const span = (months) => [Math.floor(months / 12) && `${Math.floor(months / 12)} 年`, (months % 12 || months < 12) && `${months % 12} 个月`].filter(Boolean).join(' ');
    const visit = await house.visit('app', { as: '张伟', path: 'enquiries' });
    await visit.page.getByRole('link', { name: '退休年限' }).click();
    await visit.sees('累计年限');
    const said = await visit.text('#main');
    for (const months of [here.months_counted, here.months_required, here.months_missing]) assert.ok(said.includes(span(months)), `${months}: ${said}`);
    await visit.sees(here.region_name);
    await visit.shot('participant-retirement');
    await visit.page.getByLabel(/换个地方退休/).selectOption('330100');
    await visit.sees('杭州');
    await visit.leave();
    const elder = await house.visit('app', { as: '张伟', path: 'retirement', elder: true });
    await elder.sees('还差');
    await elder.shot('participant-retirement-elder');
    await elder.leave();
  });

  it('what can be reimbursed after months were paid later: amounts, whose fund, where to and with what (N-20)', async () => {
    const { person } = await house.server.done('GET', '/v1/me', undefined, { as: '梅转' });
    const told = await house.server.done('GET', `/v1/people/${person}/reimbursable-settlements`, undefined, { as: '梅转' });
    assert.deepEqual(told.settlements.map((each) => [each.reimbursable, each.region_name]), [['700.00', '广东省汕头市']]);
    const visit = await house.visit('app', { as: '梅转', path: 'reimbursable' });
    await visit.sees('可补报合计');
    await visit.sees(told.settlements[0].provider_name);
    const said = await visit.text('#main');
    for (const words of ['1,000.00 元', '700.00 元', '由汕头市的统筹基金补付', '收费票据、费用清单']) assert.ok(said.includes(words), words);
    await visit.shot('participant-reimbursable');
    await visit.page.getByRole('link', { name: '就诊与处方' }).click();
    await visit.page.getByRole('heading', { name: '就诊与处方', level: 1 }).waitFor();
    await visit.sees('统筹基金支付');
    const { visits } = await house.server.done('GET', `/v1/people/${person}/visits`, undefined, { as: '梅转' });
    assert.equal(await visit.page.locator('article').count(), visits.length);
    await visit.sees('按当时的记录');
    await visit.sees('按现在的记录,这一天享受待遇');
    await visit.shot('participant-visits');
    // Page by page: what is behind the first is asked for when it is wanted.
    await visit.page.route('**/v1/people/*/visits**', async (route) => {
      const response = await route.fetch();
      const told = await response.json();
      const next = new URL(route.request().url()).searchParams.get('before') ? {} : { next: visits.at(-1).visit };
      await route.fulfill({ response, json: next.next ? { ...told, ...next } : { visits: visits.map((each) => ({ ...each, visit: `${each.visit}-2` })) } });
    });
    await visit.page.reload();
    await visit.page.getByRole('button', { name: '再看更多' }).click();
    await visit.page.locator('article').nth(2 * visits.length - 1).waitFor();
    assert.equal(await visit.page.getByRole('button', { name: '再看更多' }).count(), 0);
    await visit.page.unroute('**/v1/people/*/visits**');
    await visit.go('care');
    await visit.sees('随医保关系转移延续');
    await visit.shot('participant-care-after-a-move');
    await visit.leave();
  });

  it('why sealed, in the order of the way out, with what still works (R-092)', async () => {
    const visit = await house.visit('app', { as: '贾停', path: 'sealed' });
    const said = await visit.text('#main');
    assert.ok(said.indexOf('第 1 步') < said.indexOf('第 2 步'), 'the steps in order');
    for (const words of ['单位欠费', '卡已挂失', '解除挂失', '现在能用什么']) assert.match(said, new RegExp(words));
    assert.doesNotMatch(said, /[a-z]+_[a-z]+/, 'no code is shown');
    await visit.shot('participant-sealed');
    await visit.leave();
  });

  it('no account is not a stopped one, and no seal stops what is not there (R-092)', async () => {
    const { person } = await house.server.done('GET', '/v1/me', undefined, { as: '陈静' });
    const { works, sealed } = await house.server.done('GET', `/v1/people/${person}/seals`, undefined, { as: '陈静' });
    assert.deepEqual([sealed, works.map((each) => each.spending)], [false, ['absent']]);
    const visit = await house.visit('app', { as: '陈静', path: 'sealed' });
    await visit.sees('没有可在此地用的个人账户');
    assert.doesNotMatch(await visit.text('#main'), /停用/);
    await visit.leave();
  });

  it('what if: what it supposes is said and can be taken back, and today as it stands is beside it (R-059)', async () => {
    const visit = await house.visit('app', { as: '陈静', path: 'what-if' });
    await visit.settle();
    await visit.page.locator('input[type=date]').first().fill('');
    await visit.press('测算');
    await visit.sees('都按时缴费');
    const now = await house.server.done('GET', `/v1/people/${(await house.server.done('GET', '/v1/me', undefined, { as: '陈静' })).person}/entitlement`, undefined, { as: '陈静' });
    const said = await visit.text('#main');
    assert.ok(said.includes('今天的实际情况') && said.includes(now.reasons[0].detail), said);
    await visit.shot('participant-what-if-supposed');
    await visit.page.getByLabel('从现在起不再缴费').check();
    await visit.press('测算');
    await visit.sees('只算已经缴的月份');
    assert.doesNotMatch(await visit.text('#main'), /按时缴费/);
    await assert_gates(visit);
    await visit.leave();
  });

  it('the best day is found though on some days nothing can be stopped (R-059)', async () => {
    const visit = await house.visit('app', { as: '陈静', path: 'what-if' });
    await visit.settle();
    await visit.page.locator('select:not(.first)').first().selectOption('330100');
    await visit.press('测算');
    await visit.settle();
    // Today cannot be chosen: the relation begins later.
    await visit.context.route('**/coverage', async (route) => {
      if (route.request().postDataJSON().stop_on !== '2026-01-15') return route.continue();
      return route.fulfill({ status: 409, contentType: 'application/problem+json',
        body: JSON.stringify({ code: 'nothing_to_stop', title: '没有可以停的参保', detail: '没有正在参保的关系', reasons: [] }) });
    });
    await visit.press('找最好的一天');
    await visit.settle();
    assert.doesNotMatch(await visit.text('#main'), /没有可以停的参保/);
    visit.problems = visit.problems.filter((text) => !/409/.test(text));
    await visit.leave();
  });

  it('who never was a resident meets no refusal under the benefits; a year paid is no wish (N-04)', async () => {
    const visit = await house.visit('app', { as: '张伟', path: 'entitlement' });
    await visit.sees('可补报的结算');
    assert.doesNotMatch(await visit.text('#main'), /不是居民参保关系|问题编号/);
    await visit.leave();
  });

  it('an article is of a place and of a day, with what it rests on (R-163)', async () => {
    const visit = await house.visit('app', { as: '张伟', path: 'search' });
    await visit.fill('想办什么', '家庭共济');
    const article = visit.page.locator('section', { has: visit.page.getByRole('heading', { name: '家庭共济', level: 2 }) });
    await article.waitFor();
    assert.match(await article.innerText(), /市 · 2026年1月15日的规定/);
    await article.locator('summary').click();
    assert.match(await article.innerText(), /可以绑定谁[\s\S]*仅供参考|可以绑定谁/);
    await visit.shot('participant-search-article');
    await assert_gates(visit);
    await visit.leave();
  });

  it('a guide leads from the search; a pension is not ours (R-163, R-164)', async () => {
    const visit = await house.visit('app', { as: '张伟', path: 'search' });
    await visit.fill('想办什么', '断缴');
    await visit.sees('断缴以后的待遇');
    await visit.fill('想办什么', '养老金');
    await visit.sees('12333');
    await visit.go('places/441900');
    await visit.sees('东莞市社会保险基金管理中心');
    await visit.sees('当地政策要点');
    await visit.go('guides/441900/transfer');
    await visit.sees('申请材料');
    await visit.shot('participant-guide');
    await visit.leave();
  });

  it('plain words find their way, and a guide leads on to the page that does it (R-163)', async () => {
    const visit = await house.visit('app', { as: '张伟', path: 'search' });
    for (const [asked, first] of [['卡丢了', '卡丢了:挂失和补换'], ['手机号换了', '更换手机号码'], ['密码忘了', '密码'], ['生孩子', '新生儿参保'],
      ['药店不能刷卡', '封存与解封'], ['余额为什么用不了', '封存与解封'], ['单位没交', '单位欠费']]) {
      await visit.fill('想办什么', asked);
      assert.equal(await visit.page.locator('main li strong').first().innerText(), first, asked);
    }
    for (const [guide, page] of [['family_aid', '/app/family'], ['loss', '/app/card'], ['refund', '/app/apply/contribution_refund'], ['newborn', '/app/entitlement']]) {
      await visit.go(`guides/441900/${guide}`);
      assert.equal(await visit.page.getByRole('link', { name: '去办理' }).getAttribute('href'), page);
    }
    assert.doesNotMatch(await visit.text('#main'), /填写申请/, 'no page records a newborn (N-04)');
    await visit.leave();
  });

  it('the ledger is filtered on the server, says who was paid, and gives a receipt (R-155)', async () => {
    const { person } = await house.server.done('GET', '/v1/me', undefined, { as: '张伟' });
    const told = await house.server.done('GET', `/v1/people/${person}/postings?limit=200&direction=credit`, undefined, { as: '张伟' });
    assert.ok(told.postings.length && told.postings.every((each) => each.direction === 'credit'));
    const asked = [];
    const visit = await house.visit('app', { as: '张伟', path: 'ledger' });
    visit.page.on('request', (request) => { if (request.url().includes('/postings')) asked.push(request.url()); });
    await visit.page.getByLabel('类别').selectOption('credit');
    await visit.settle();
    assert.equal(await visit.page.locator('li.posting').count(), Math.min(50, told.postings.length));
    assert.match(asked.at(-1), /direction=credit/);
    await visit.shot('participant-ledger');
    await visit.leave();
  });

  it('papers of a year and of a period are issued as such (R-155)', async () => {
    const visit = await house.visit('app', { as: '张伟', path: 'documents' });
    await visit.page.getByLabel(/哪一段时间/).selectOption('months');
    await visit.page.getByLabel(/第一个月/).fill('2025-01');
    await visit.page.getByLabel(/最后一个月/).fill('2025-02');
    await visit.press('出具 缴费证明');
    const [file] = await Promise.all([visit.page.waitForEvent('download'), visit.page.getByRole('button', { name: /保存 缴费证明/ }).first().click()]);
    assert.match(file.suggestedFilename(), /^缴费证明-\d+\.pdf$/);
    const { person } = await house.server.done('GET', '/v1/me', undefined, { as: '张伟' });
    const { documents } = await house.server.done('GET', `/v1/people/${person}/documents`, undefined, { as: '张伟' });
    const { paper } = await house.server.done('GET', `/v1/people/${person}/documents/${documents[0].document}`, undefined, { as: '张伟' });
    assert.match(JSON.stringify(paper), /2025-01 至 2025-02/);
    await visit.leave();
  });

  it('who saw my record, without numbers of cases or codes', async () => {
    const visit = await house.visit('app', { as: '赵敏', path: 'views' });
    await visit.sees('审计人员');
    await visit.shot('participant-views');
    await visit.leave();
  });

  it('on a slow line something is to be seen while it loads', async () => {
    const visit = await house.visit('app', { as: '张伟', path: 'services' });
    await visit.slow_line();
    await visit.page.getByRole('link', { name: '封存查询' }).click();
    await visit.page.locator('.van-skeleton').first().waitFor();
    await visit.sees('解封的次序');
    await visit.leave();
  });

  it('English, with the sentences of the agency left as they are', async () => {
    const visit = await house.visit('app', { as: '张伟' });
    await visit.press('EN');
    await visit.sees('Needs your attention');
    assert.equal(await visit.page.evaluate(() => document.documentElement.lang), 'en');
    await visit.go('sealed');
    await visit.sees('What works now');
    await visit.shot('participant-english');
    await visit.leave();
  });
});
