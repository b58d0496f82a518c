// 缴费记录、每月划账 as tables to be kept: the rows are those of the other enquiries,
// each year and everything is summed up, and only who may see the record gets one.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Server, onEachEngine } from './harness.mjs';

const mark = '\uFEFF';

onEachEngine('statements', (engine) => {
  let server;
  let person;
  const path = (what) => `/v1/people/${person}/${what}/statement`;
  // Rows without heading; fetch takes the mark away from text, so it is looked for in the bytes.
  async function rows(what, parameters = '') {
    const answer = await fetch(server.url + path(what) + parameters,
      { headers: { Authorization: `Bearer ${server.tokens.own}` } });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('content-type'), 'application/octet-stream');
    assert.match(answer.headers.get('content-disposition'), /^attachment; filename="[a-z0-9-]+\.csv"$/);
    const text = Buffer.from(await answer.arrayBuffer()).toString('utf8');
    assert.ok(text.startsWith(mark) && text.endsWith('\r\n'));
    return text.slice(1, -2).split('\r\n').slice(1).map((line) => line.split(','));
  }
  const yuan = (fen) => (fen / 100).toFixed(2);

  before(async () => {
    server = await Server.fresh(engine, { today: '2024-11-05' });
    const { employer } = await server.done('POST', '/v1/employers',
      { region: '441900', code: '91330100MA27XL0H3N', name: '华联电子' });
    person = await server.person();
    await server.done('POST', `/v1/people/${person}/enrolments`,
      { region: '441900', kind: 'employee', employer, base_fen: 600_000 });
    for (const [day, month] of [['2024-11-15', '2024-11'], ['2024-12-15', '2024-12'],
      ['2025-01-15', '2025-01']]) {
      await server.stop();
      await server.start(day);
      await server.done('POST', `/v1/people/${person}/contributions`, { month });
    }
    server.today = '2025-01-15';
    await server.issueTokens({ own: ['--role', 'participant', '--person', person, '--channel', 'app'] });
  });
  after(() => server?.remove());

  it('has every month of the record and the totals of each year', async () => {
    const { months } = await server.done('GET', `/v1/people/${person}/contributions`);
    assert.equal(months.length, 3);
    const table = await rows('contributions');
    assert.deepEqual(table.map(([first]) => first),
      ['2024-11', '2024-12', '2024年合计', '2025-01', '2025年合计', '总计']);
    const [latest] = months;
    assert.deepEqual(table[3], ['2025-01', '东莞市', '职工医保', '正常缴费', '2025-01-15',
      yuan(latest.personal_fen), yuan(latest.employer_fen), '6000.00']);
    const personal = months.reduce((sum, { personal_fen: fen }) => sum + fen, 0);
    assert.equal(table.at(-1).at(-3), yuan(personal));
    assert.equal(table.at(-1).at(-1), '', 'nobody sums up bases');
    assert.equal(table[4].at(-3), yuan(latest.personal_fen));
  });

  it('has every monthly credit with the balance behind it', async () => {
    const credits = (await server.postings(person)).filter(({ code }) => code === 101).reverse();
    assert.equal(credits.length, 3);
    const table = await rows('monthly-credits');
    assert.deepEqual(table.filter(([first]) => /^\d{4}-/.test(first)), credits.map((each) =>
      [each.month, '东莞市', each.happened_on, yuan(each.amount_fen), yuan(each.balance_after_fen)]));
    assert.equal(table.at(-1).at(-2), yuan(await server.balance(person)));
  });

  it('tells of each month what was paid, when it arrived and what came of it', async () => {
    const receipts = (await server.done('GET', `/v1/people/${person}/contributions`)).months;
    const own = (parameters) => server.done('GET',
      `/v1/people/${person}/monthly-credits${parameters}`, undefined, { as: 'own' });
    const { months: [latest], ...more } = await own('');
    const credits = (await server.postings(person)).filter(({ code }) => code === 101);
    assert.equal(more.year, 2025);
    assert.equal(more.total_fen, credits[0].amount_fen);
    for (const name of ['base_fen', 'personal_fen', 'employer_fen', 'received_on']) {
      assert.equal(latest[name], receipts[0][name], name);
    }
    assert.deepEqual([latest.month, latest.amount_fen, latest.balance_after_fen,
      latest.credited_on, latest.taken_back],
    ['2025-01', credits[0].amount_fen, await server.balance(person), '2025-01-15', false]);
    const before = await own('?year=2024');
    assert.deepEqual(before.months.map(({ month }) => month), ['2024-11', '2024-12']);
    assert.equal(before.total_fen + more.total_fen, await server.balance(person));
    assert.deepEqual((await own('?year=1999')).months, []);
  });

  it('shows one year where one is asked for', async () => {
    for (const what of ['contributions', 'monthly-credits']) {
      const table = await rows(what, '?year=2025');
      assert.deepEqual(table.map(([first]) => first), ['2025-01', '2025年合计', '总计']);
      assert.deepEqual((await rows(what, '?year=1999')).map(([first]) => first), ['总计']);
      const wrong = await server.get(`${path(what)}?year=0`);
      assert.equal(wrong.status, 400, wrong.text);
    }
  });
});
