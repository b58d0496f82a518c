// Gap, waiting, retroactive cover, covered days, contribution months and credits, recomputed by
// recomputation.mjs from what the enquiries export, must agree for every person: of a generated
// population, and of lives made up at random in every region of the policy, some of them moved.
//
// PEOPLE=10000 SEED=7 make it longer; each disagreement names the person's seed and the day.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { Chance } from './chance.mjs';
import { Place, Server, identityNumber, onEachEngine, picture } from './harness.mjs';
import { answerOn, arrearsOf, contributionMonths, creditOf, dayOf, firstDay, monthOf, monthText,
  drawsFrom, openGapOf, parameter, recordOf, retirementOf, textOf } from './recomputation.mjs';

const people = Number(process.env.PEOPLE ?? 60);
const seed = Number(process.env.SEED ?? 20_250_425);
const spanMax = 1_100;

// So many at a time, in the order of the list.
async function forAll(list, work, width = 8) {
  let next = 0;
  await Promise.all(Array.from({ length: width }, async () => {
    while (next < list.length) {
      const at = next++;
      await work(list[at], at);
    }
  }));
}

// What the enquiries say of a person, and what the rules say of the same history.
async function compare(server, person, { from, until, asked, sheets = [], as = 'auditor' }) {
  const get = (what) => server.done('GET', `/v1/people/${person}${what}`, undefined, { as });
  const told = await get('');
  const { enrolments } = await get('/enrolments');
  const { months, totals } = await get('/contributions?limit=600');
  const { groups } = await get('/groups');
  const record = recordOf({ person: told, enrolments, months, sheets, groups });
  const counted = contributionMonths(record);
  assert.deepEqual({ total: totals.contribution_months_total, actual: totals.actual_months,
    deemed: totals.deemed_months, duplicates: totals.duplicate_months }, counted, `${person}: months`);
  const { stretches, covered_days: days } = await get(`/coverage?from=${textOf(from)}&until=${textOf(until)}`);
  let covered = 0;
  let at = from;
  for (const stretch of stretches) {
    assert.equal(stretch.from, textOf(at), `${person}: the stretches follow each other`);
    for (; at < dayOf(stretch.until); ++at) {
      const answer = answerOn(at, record, asked);
      if (answer.percent === 100) covered += 1;
      const mine = [answer.percent, answer.ground, answer.relation?.region];
      const theirs = [stretch.benefit_percent, stretch.ground, stretch.region];
      if (String(mine) !== String(theirs)) {
        assert.fail(`${person} on ${textOf(at)}: recomputed ${mine}, told ${theirs}\n` +
          `${JSON.stringify({ told, enrolments, months: months.map((each) =>
            [each.month, each.enrolment, each.kind, each.received_on].join(' ')), stretch,
          gap: answer.gap && { ...answer.gap, first: monthText(answer.gap.first) } }, null, 1)}`);
      }
    }
    // What decided is told with its parameters: id, value, region, and whether a text was read.
    for (const { parameters } of stretch.reasons) {
      for (const each of parameters) {
        const known = parameter(each.parameter, stretch.region, dayOf(stretch.from));
        assert.deepEqual([each.value, each.region, each.verified],
          [[known.value].flat().join(', '), known.region, known.status === 'verified'],
          `${person}: ${each.parameter} on ${stretch.from}`);
      }
    }
    compareReasons(person, stretch, answerOn(dayOf(stretch.from), record, asked));
  }
  compareSeals(person, await get('/seals'), record, asked);
  await compareYears(person, told, get, record, asked);
  const { arrears } = await get(`/arrears?on=${textOf(asked)}`);
  assert.deepEqual(arrears.map(({ region, month, amount_due_fen: due, late_fee_fen: fee }) =>
    [region, month, due, fee]).sort(), arrearsOf(record, asked), `${person}: arrears`);
  assert.equal(at, until);
  assert.equal(days, covered, `${person}: covered days`);
  return record;
}

// 退休年限, at the place of the last relation; who has none has nothing to count.
async function compareYears(person, told, get, record, asked) {
  const region = record.relations.at(-1)?.region;
  if (!region) return;
  const years = await get(`/retirement?on=${textOf(asked)}&region=${region}`);
  // Whoever draws benefits was judged on the day on which they began.
  const judged = Math.min(asked, drawsFrom({ ...record, asked: monthOf(textOf(asked)) }));
  assert.deepEqual({ counted: years.months_counted, missing: years.months_missing,
    local: years.local_months_counted, localMissing: years.local_months_missing },
  retirementOf(record, region, told.sex, judged), `${person}: years for retirement`);
}

// 封存: a gap or arrears is a seal, if and only if months are open on the day.
function compareSeals(person, { seals }, record, asked) {
  const of = (cause) => seals.filter((each) => each.cause === cause);
  const debts = arrearsOf(record, asked);
  assert.deepEqual(of('arrears').map(({ reason }) => reason.facts.region).sort(),
    [...new Set(debts.map(([region]) => region))].sort(), `${person}: sealed for arrears`);
  const open = openGapOf(record, asked);
  const [gap] = of('gap');
  assert.deepEqual(gap ? [gap.since, gap.reason.facts.months] : [], open, `${person}: sealed for a gap`);
}

// The gap that stands in the way, in whole months, and its wait.
function compareReasons(person, stretch, { ground, gap }) {
  if (ground !== 'waiting') return;
  const reason = stretch.reasons.find(({ facts }) => facts.wait_months !== undefined);
  assert.ok(reason, `${person}: the wait is explained`);
  assert.deepEqual([reason.facts.gap_months, reason.facts.wait_months, reason.facts.percent],
    [gap.gapMonths, gap.waitMonths, gap.percent].map(String), `${person} on ${stretch.from}`);
}

// 每月划账: one line a month, of what the base of that month gives.
async function compareCredits(server, person, record, as = 'auditor') {
  const { postings } = await server.done('GET', `/v1/people/${person}/postings?limit=200`, undefined,
    { as });
  const told = postings.filter(({ code }) => code === 101)
    .map(({ month, region, amount_fen: fen }) => `${month} ${region} ${fen}`).sort();
  const expected = record.receipts.filter(({ under, kind }) => under.scheme === 'employee' && kind !== 38)
    .map(({ month, under, base }) =>
      [monthText(month), under.region, creditOf(under.kind, base, under.region, month)].join(' ')).sort();
  assert.deepEqual(told, expected, `${person}: monthly credits`);
}

onEachEngine('recomputation of a generated population', (engine) => {
  const today = '2025-06-16';
  let server;
  let ids;

  before(async () => {
    server = new Server(new Place(engine), { today });
    server.run('generate', '--people', String(people), '--months', '30', '--seed', String(seed),
      '--today', today);
    const file = join(server.place.state, 'everybody.csv');
    server.run('entitlement', 'everybody', '--out', file, '--today', today);
    ids = readFileSync(file, 'utf8').trim().split('\n').slice(1).map((line) => line.split(','));
    assert.equal(ids.length, people);
    await server.start();
  });
  after(() => server?.remove());

  it('agrees for every person and day', async () => {
    const asked = dayOf(today);
    await forAll(ids, async ([person, region, cover, percent, ground]) => {
      const record = await compare(server, person,
        { from: asked - 1_000, until: asked + 60, asked });
      const now = answerOn(asked, record, asked);
      assert.deepEqual([now.percent, now.ground, now.relation?.region ?? region],
        [Number(percent), ground, region], `${person}: everybody's pass (${cover})`);
      if (!record.relations.some(({ kind }) => kind === 'retiree')) {
        await compareCredits(server, person, record);
      }
    });
  });
});

// ---- lives made up ----

// Every place that has rules of its own, and some that have only those of their province or nation.
const regions = ['441900', '440500', '140600', '330100', '350500', '320100', '430600', '420100',
  '370200', '330200', '510100', '440300', '442000', '445300', '321200', '331000', '371000',
  '411000', '350100', '440200', '520100'];
const today = '2026-03-20';

function creditCode(serial) {
  const letters = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  const body = `91441900${String(200_000_000 + serial)}`;
  let sum = 0;
  let weight = 1;
  for (const letter of body) {
    sum += weight * letters.indexOf(letter);
    weight = weight * 3 % 31;
  }
  return body + letters[(31 - sum % 31) % 31];
}

// A life as it is entered: relations one behind the other, with the months that were paid in time,
// late, or never. Each place's agency enters its own.
class Life {
  constructor(server, person, chance, employers) {
    Object.assign(this, { server, person, chance, employers, ordinal: 0 });
  }

  async live() {
    const { chance } = this;
    const last = monthOf(today) - 1;
    if (this.newborn) return this.liveAsNewborn(last);
    if (chance.in(0.3)) return this.moveAway(last);
    let month = monthOf('2023-01') + chance.between(0, 9);
    let elsewhere = false;
    for (let stays = chance.between(1, 4); stays > 0 && month < last; --stays) {
      const first = month;
      const kind = chance.of(['employee', 'employee', 'employee', 'flexible', 'flexible',
        'unemployed_fund', 'resident_adult', 'resident_elder']);
      const until = stays === 1 && chance.in(0.6) ? null : Math.min(last, first + chance.between(0, 15));
      if (elsewhere) this.region = chance.of(regions.filter((each) => each !== this.region));
      else if (!this.region || chance.in(0.5)) this.region = chance.of(regions);
      await this.stay(kind, first, until, last);
      if (kind.startsWith('resident') && chance.in(0.3)) await this.belong(first);
      month = (until ?? last) + 1 + chance.of([0, 0, 1, 2, 3, 3, 4, 4, 5, 7]);
      // Enrolled at two places at once: the later record is flagged, its months count once.
      elsewhere = chance.in(0.15);
      if (elsewhere) month = Math.max(first, month - chance.between(1, 4));
    }
  }

  // 新生儿: enrolled within the days of the window or after them, for the year of birth, the next or
  // both, and as a child in the years that follow.
  async liveAsNewborn(last) {
    const { chance } = this;
    const born = dayOf(this.newborn);
    this.region = chance.of(regions);
    await this.enrolResident('newborn', born + chance.of([0, 5, 40, 88, 100]), null);
    const paid = born + chance.of([3, 30, 89, 90, 91, 92, 130, 180, 181, 260]);
    const year = Number(this.newborn.slice(0, 4));
    for (const each of chance.of([[year], [year + 1], [year, year + 1], [year, year + 1]])) {
      await this.payYear(each, Math.min(paid, dayOf(today)));
    }
    for (let later = year + 1; later <= Math.floor(last / 12); ++later) {
      if (chance.in(0.6)) await this.payYear(later, Math.min(dayOf(today), firstDay(later * 12) + chance.of([-60, -20, 15, 70])));
    }
  }

  // 困难群体, as the authority in charge has certified it.
  belong(first) {
    const { chance } = this;
    const from = firstDay(first) + chance.between(-100, 200);
    return this.post('groups', { group: chance.of(['minimum_allowance', 'extreme_poverty', 'severe_disability']),
      from: textOf(from), evidence: '认定书 1',
      ...(chance.in(0.5) ? { until: textOf(from + chance.between(30, 500)) } : {}) });
  }

  // 退休核定, on any day of the life.
  async retire() {
    const day = firstDay(monthOf('2024-01')) + this.chance.between(0, 800);
    await this.post('retirement', { retired_on: textOf(Math.min(day, dayOf(today))) });
  }

  // 死亡, reported by one officer and confirmed by another.
  async die() {
    const first = Math.max(firstDay(monthOf('2024-01')), this.newborn ? dayOf(this.newborn) : 0);
    const day = textOf(this.chance.between(first, dayOf(today)));
    await this.server.die(this.person, day, { as: `at-${this.region}`, by: `second-${this.region}` });
  }

  // Another number of the same person, with a life of its own somewhere, led on to this one (N-12).
  async merge(name, number) {
    const { chance } = this;
    const like = () => identityNumber({ birth: number.slice(6, 14) });
    const parity = (text) => Number(text[16]) % 2;
    let other = like();
    while (parity(other) !== parity(number)) other = like();
    const person = await this.server.person({ name, identity_number: other });
    const life = new Life(this.server, person, chance, this.employers);
    life.region = this.region;
    const first = monthOf('2023-02') + chance.between(0, 14);
    await life.stay(chance.of(['flexible', 'flexible', 'resident_adult']), first,
      first + chance.between(0, 10), monthOf(today) - 1);
    const as = { as: `at-${this.region}` };
    const draft = await this.server.done('POST', `/v1/people/${this.person}/person-merges`,
      { region: this.region, merged: { identity_number: other } }, as);
    assert.deepEqual(draft.obstacles, []);
    const path = `/v1/person-merges/${draft.case}`;
    for (const slot of draft.materials_missing) {
      await this.server.done('POST', `${path}/materials`, { slot, content: picture }, as);
    }
    await this.server.done('POST', `${path}/confirmation`, { form_digest: draft.form_digest }, as);
    for (const officer of ['at', 'second']) {
      await this.server.done('POST', `${path}/approval`, { checked: draft.materials_missing },
        { as: `${officer}-${this.region}` });
    }
    this.merged = true;
    return true;
  }

  // 补缴 at a place that was left before: the months count wherever they were paid.
  async payUpElsewhere() {
    const { chance } = this;
    const { enrolments } = await this.server.done('GET', `/v1/people/${this.person}/enrolments`,
      undefined, { as: 'auditor' });
    const able = enrolments.filter(({ scheme, suspended_on: stop }) => scheme === 'employee' && stop);
    if (!able.length) return;
    const left = chance.of(able);
    const first = monthOf(left.started_on) - chance.between(0, 3);
    const last = Math.min(monthOf(textOf(dayOf(left.suspended_on) - 1)), monthOf(today) - 1);
    const day = textOf(Math.min(dayOf(today), dayOf(left.suspended_on) + chance.between(0, 300)));
    const ordinal = this.ordinal;
    const region = this.region;
    this.ordinal = left.enrolment;
    this.region = left.region;
    const months = [];
    for (let month = first; month <= last && months.length < 4; ++month) {
      if (chance.in(0.5)) months.push({ month: monthText(month) });
    }
    if (months.length) await this.takeWhatIsOpen(months, day);
    this.ordinal = ordinal;
    this.region = region;
  }

  // Two places, and from a gap of some months the later one: such a life can be transferred.
  async moveAway(last) {
    const { chance } = this;
    const first = monthOf('2023-03') + chance.between(0, 12);
    const until = first + chance.between(0, 12);
    this.region = chance.of(regions);
    await this.stay('flexible', first, until, last);
    let begins = until + 1 + chance.of([0, 1, 2, 3, 4, 6]);
    for (let more = chance.of([0, 0, 1]); more > 0; --more) {
      this.region = chance.of(regions.filter((each) => each !== this.region));
      const until = begins + chance.between(0, 6);
      if (until + 6 >= last) break;
      await this.stay('flexible', begins, until, last);
      begins = until + 1 + chance.of([0, 1, 2, 3, 4]);
    }
    this.region = chance.of(regions.filter((each) => each !== this.region));
    await this.stay('flexible', begins, null, last);
    this.moves = true;
  }

  // 转移接续, where the last two places differ: at the counter of the new one, both agencies, the
  // money. What the sheet brought is recognised there. False: it was declined.
  async move(name, number) {
    const { enrolments } = await this.server.done('GET', `/v1/people/${this.person}/enrolments`,
      undefined, { as: 'auditor' });
    const target = enrolments.at(-1);
    if (target.state !== 'active' || target.scheme !== 'employee') return [];
    const left = enrolments.filter(({ region, scheme, state }) =>
      region !== target.region && scheme === 'employee' && state === 'suspended');
    const sheets = [];
    for (const region of new Set(left.map(({ region }) => region).reverse())) {
      const sheet = await this.moveFrom({ region }, target, name, number);
      if (sheet) sheets.push(sheet);
    }
    return sheets;
  }

  async moveFrom(origin, target, name, number) {
    const at = { origin: { as: `at-${origin.region}` }, target: { as: `at-${target.region}` } };
    const checked = ['identity_document', 'social_security_card'];
    const draft = await this.server.done('POST', `/v1/people/${this.person}/transfers`,
      { name, identity_number: number, origin: origin.region, target: target.region,
        certificate_number: await this.server.certificate(this.person, origin.region, at.origin.as),
        sighted: checked }, at.target);
    const path = `/v1/transfers/${draft.case}`;
    const step = (side, what, body = {}) => this.server.done('POST', `${path}/${what}`, body, at[side]);
    const accepted = await step('target', 'confirmation', { form_digest: draft.form_digest });
    if (accepted.state === 'declined') return null;
    await step('origin', 'origin-approval', { checked });
    await step('origin', 'sheet');
    const approved = await step('target', 'target-approval', { checked });
    if (approved.money === 'in_transit') {
      await this.server.done('POST', `/v1/agencies/${target.region}/remittances`,
        { from_region: origin.region, amount_fen: approved.amount_fen, arrived_on: today,
          bank_serial: draft.case, reference: draft.case }, at.target);
    }
    const { state } = await this.server.done('GET', path, undefined, at.target);
    assert.equal(state, 'completed');
    const { versions } = await this.server.done('GET', `${path}/sheet`, undefined, at.target);
    return { region: target.region, lines: versions[0].content.months };
  }

  post(what, body) {
    return this.server.done('POST', `/v1/people/${this.person}/${what}`, body,
      { as: `at-${this.region}` });
  }

  async stay(kind, first, until, last) {
    const { chance } = this;
    this.ordinal += 1;
    const resident = kind.startsWith('resident');
    const started = firstDay(first) + (chance.in(0.8) ? 0 : chance.between(1, 27));
    await this.server.history(this.person, { region: this.region, kind,
      ...(kind === 'employee' ? { employer: this.employers[this.region] } : {}),
      ...(resident ? {} : { base_fen: chance.between(30, 300) * 10_000 + chance.between(0, 99) }),
      started_on: textOf(started),
      ...(until === null ? {} : { suspended_on: textOf(Math.max(firstDay(until + 1), started)) }) },
    { as: `at-${this.region}`, by: `second-${this.region}` });
    if (resident) await this.payYears(first, until ?? last);
    else await this.payMonths(kind, first, until ?? last);
  }

  async enrolResident(kind, from, until) {
    this.ordinal += 1;
    await this.server.history(this.person, { region: this.region, kind,
      started_on: textOf(Math.min(from, dayOf(today))),
      ...(until === null ? {} : { suspended_on: textOf(until) }) },
    { as: `at-${this.region}`, by: `second-${this.region}` });
  }

  // By the day on which it arrived. Months before the relation may be paid up with it.
  async payMonths(kind, first, last) {
    const { chance } = this;
    const arrivals = new Map();
    const arrive = (month, day) => {
      const text = textOf(Math.min(day, dayOf(today)));
      arrivals.set(text, [...arrivals.get(text) ?? [], { month: monthText(month) }]);
    };
    const late = chance.of([0, 0, 0.1, 0.3]);
    const never = chance.of([0, 0, 0.05, 0.2]);
    const catchUp = firstDay(Math.min(last + 1, first + chance.between(1, 9))) + chance.between(0, 40);
    for (let month = first; month <= last; ++month) {
      if (chance.in(never)) continue;
      if (!chance.in(late)) arrive(month, firstDay(month) + chance.between(0, 27));
      else arrive(month, chance.in(0.5) ? catchUp : firstDay(month + 1) + chance.between(0, 150));
    }
    if (kind !== 'unemployed_fund' && chance.in(0.25)) {
      const day = firstDay(first) + chance.between(0, 60);
      for (let back = chance.between(1, 4); back > 0; --back) arrive(first - back, day);
    }
    for (const [day, months] of [...arrivals].sort()) {
      await this.takeWhatIsOpen(months, day);
    }
  }

  // Months that the same place has been paid for already are refused, and only they.
  async takeWhatIsOpen(months, day) {
    const send = (list) => this.server.post(`/v1/people/${this.person}/contributions`,
      { enrolment: this.ordinal, received_on: day, months: list }, { as: `at-${this.region}` });
    const answer = await send(months);
    if (answer.status === 200) return;
    assert.equal(answer.status, 409, answer.text);
    const taken = new Set();
    for (const { rule, facts } of answer.json.reasons) {
      assert.match(rule, /^(month_already_paid|month_outside_enrolment|backpay_too_old|received_before_month)$/, answer.text);
      taken.add(facts.month);
    }
    const rest = months.filter(({ month }) => !taken.has(month));
    if (rest.length) assert.equal((await send(rest)).status, 200);
  }

  async payYears(first, last) {
    const { chance } = this;
    for (let year = Math.floor(first / 12); year <= Math.floor(last / 12) + 1; ++year) {
      if (chance.in(0.2)) continue;
      const january = firstDay(year * 12);
      const day = Math.min(january + chance.of([-100, -60, -10, 0, 20, 45, 110, 200, 300]), dayOf(today));
      await this.payYear(year, day);
      if (chance.in(0.3)) await this.payYear(year - 1 - chance.between(0, 1), day);
    }
  }

  async payYear(year, day) {
    const answer = await this.server.post(`/v1/people/${this.person}/contributions/resident`,
      { enrolment: this.ordinal, year, received_on: textOf(day) }, { as: `at-${this.region}` });
    if (answer.status !== 200) {
      assert.match(answer.json.code,
        /^(resident_year_(too_early|already_paid)|repair_not_allowed|month_already_paid)$/, answer.text);
    }
  }
}

onEachEngine('recomputation of lives made up', (engine) => {
  let server;
  const employers = {};

  before(async () => {
    server = await Server.fresh(engine, { today });
    await server.issueTokens(Object.fromEntries(regions.map((region, i) =>
      [`at-${region}`, ['--role', 'agency_officer', '--region', region, '--id', String(700 + i)]])));
    await server.issueTokens(Object.fromEntries(regions.map((region, i) =>
      [`second-${region}`, ['--role', 'agency_officer', '--region', region, '--id', String(800 + i)]])));
    for (const [i, region] of regions.entries()) {
      ({ employer: employers[region] } = await server.done('POST', '/v1/employers',
        { region, code: creditCode(i), name: `单位${region}` }, { as: `at-${region}` }));
    }
  });
  after(() => server?.remove());

  it('agrees for every person and day', async () => {
    const asked = dayOf(today);
    let moved = 0;
    let merged = 0;
    await forAll(Array.from({ length: people }, (_, i) => i), async (i) => {
      const chance = new Chance(seed + i);
      const newborn = chance.in(0.12)
        ? textOf(dayOf('2024-02-01') + chance.between(0, 700)) : null;
      const birth = newborn ? newborn.replaceAll('-', '') : `${chance.between(1955, 2000)}0615`;
      const number = identityNumber({ birth });
      const name = `某${String.fromCodePoint(0x4e00 + i)}`;
      const person = await server.person({ name, identity_number: number });
      const life = new Life(server, person, chance, employers);
      life.newborn = newborn;
      const what = `life ${seed + i}`;
      try {
        await life.live();
        if (!newborn && chance.in(0.1)) merged += await life.merge(name, number) ? 1 : 0;
        const sheets = life.moves && chance.in(0.8) ? await life.move(name, number) : [];
        moved += sheets.length;
        if (chance.in(0.3)) await life.payUpElsewhere();
        if (!newborn && chance.in(0.1)) await life.retire();
        if (chance.in(0.1)) await life.die();
        const record = await compare(server, person,
          { from: asked - spanMax + 40, until: asked + 40, asked, sheets });
        // What was credited under a number stays in its ledger; the money alone was carried over.
        if (!life.merged) await compareCredits(server, person, record);
      } catch (error) {
        error.message = `${what}: ${error.message}`;
        throw error;
      }
    });
    assert.ok(merged > 0, 'some numbers were merged');
    assert.ok(moved > people / 20, `${moved} have moved`);
  });
});
