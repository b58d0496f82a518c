// Gap, waiting, retroactive cover, covered days, contribution months and working days, computed a
// second time: from exported histories and the policy's files alone, without a line of the program.
// Written from the articles and the national rules (医保办发〔2021〕43号, 国办发〔2024〕38号): where the
// two differ, one of them has read a rule wrongly. Where both have read it alike they agree, right or
// wrong: whether the reading is right is for the stories, whose days are worked out by hand.
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

// ---- days and months: plain numbers ----

export const dayOf = (text) => Date.parse(`${text}T00:00:00Z`) / 86_400_000;
export const textOf = (day) => new Date(day * 86_400_000).toISOString().slice(0, 10);
export const monthOf = (text) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7)) - 1;
export const monthText = (month) =>
  `${Math.floor(month / 12)}-${String(month % 12 + 1).padStart(2, '0')}`;
const monthOfDay = (day) => monthOf(textOf(day));
export const firstDay = (month) => Date.UTC(Math.floor(month / 12), month % 12, 1) / 86_400_000;
const lastDay = (month) => firstDay(month + 1) - 1;
const yearOf = (day) => Number(textOf(day).slice(0, 4));

// The same day some months on; where that month has none such, the first of the next.
function monthsLater(day, months) {
  const month = monthOfDay(day) + months;
  return Math.min(firstDay(month) + Number(textOf(day).slice(8)) - 1, firstDay(month + 1));
}

// ---- policy: what stands in the files for a region on a day ----

function readValue(text) {
  if (text.startsWith('[')) return [...text.matchAll(/"([^"]*)"/g)].map(([, word]) => word);
  if (text.startsWith('"')) return text.slice(1, text.lastIndexOf('"'));
  if (text === 'true' || text === 'false') return text === 'true';
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return dayOf(text);
  return Number(text.replaceAll('_', ''));
}

// Lines as they are written in policy/ and calendar/: [[name]], then `key = value`.
function readEntries(file) {
  const entries = [];
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const heading = line.match(/^\[\[(\w+)\]\]/);
    if (heading) entries.push({ name: heading[1] });
    const pair = line.match(/^(\w+)\s*=\s*(.*?)\s*$/);
    if (pair && entries.length) entries.at(-1)[pair[1]] = readValue(pair[2]);
  }
  return entries;
}

const lines = new Map();  // "region topic.name" → its entries
for (const region of readdirSync(`${root}/policy`).filter((name) => /^\d{6}$/.test(name))) {
  for (const file of readdirSync(`${root}/policy/${region}`)) {
    for (const entry of readEntries(`${root}/policy/${region}/${file}`)) {
      const key = `${region} ${file.replace('.toml', '')}.${entry.name}`;
      lines.set(key, [...lines.get(key) ?? [], entry]);
    }
  }
}

// The city's value, else the province's, else the nation's: the entry with its region.
export function parameter(name, region, day) {
  for (const place of [region, `${region.slice(0, 2)}0000`, '100000']) {
    const entry = (lines.get(`${place} ${name}`) ?? []).find((each) =>
      each.from <= day && (each.until === undefined || day < each.until));
    if (entry) return { ...entry, region: place };
  }
  throw new Error(`no ${name} at ${region} on ${textOf(day)}`);
}
const values = new Map();
function value(name, region, day) {
  const key = `${region}${day}${name}`;
  if (!values.has(key)) values.set(key, parameter(name, region, day).value);
  return values.get(key);
}

// ---- working days ----

// 国务院办公厅's notices of three years: days off, and the days that are worked for them.
const notices = [
  ['2024-01-01 2024-02-10..2024-02-17 2024-04-04..2024-04-06 2024-05-01..2024-05-05 2024-06-10 2024-09-15..2024-09-17 2024-10-01..2024-10-07',
    '2024-02-04 2024-02-18 2024-04-07 2024-04-28 2024-05-11 2024-09-14 2024-09-29 2024-10-12'],
  ['2025-01-01 2025-01-28..2025-02-04 2025-04-04..2025-04-06 2025-05-01..2025-05-05 2025-05-31..2025-06-02 2025-10-01..2025-10-08',
    '2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11'],
  ['2026-01-01..2026-01-03 2026-02-15..2026-02-23 2026-04-04..2026-04-06 2026-05-01..2026-05-05 2026-06-19..2026-06-21 2026-09-25..2026-09-27 2026-10-01..2026-10-07',
    '2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10'],
];
const off = new Set();
const madeUp = new Set();
for (const [holidays, worked] of notices) {
  for (const span of holidays.split(' ')) {
    const [first, last = first] = span.split('..').map(dayOf);
    for (let day = first; day <= last; ++day) off.add(day);
  }
  for (const day of worked.split(' ')) madeUp.add(dayOf(day));
}
export function isWorkingDay(day) {
  if (off.has(day)) return false;
  return madeUp.has(day) || ![0, 6].includes(new Date(day * 86_400_000).getUTCDay());
}
// The day of the event does not count; nor do days that `paused` names.
export function workingDaysLater(day, count, paused = () => false) {
  let at = day;
  for (let left = count; left > 0;) {
    at += 1;
    if (isWorkingDay(at) && !paused(at)) left -= 1;
  }
  return at;
}

// ---- a person's record, from what the enquiries export ----

// enrolments and months as `GET …/enrolments` and `GET …/contributions` give them; sheets: what
// completed transfers brought to a region, as the lines of their 信息表; groups: `GET …/groups`.
export function recordOf({ person, enrolments, months, sheets = [], groups = [] }) {
  const relations = enrolments.map((each) => ({
    ordinal: each.enrolment, region: each.region, scheme: each.scheme, kind: each.kind,
    base: each.base_fen, duplicate: each.duplicate === true,
    entered: each.entered_on ? monthOf(each.entered_on) : -Infinity, started: dayOf(each.started_on),
    stopped: each.suspended_on ? dayOf(each.suspended_on) : Infinity }))
    .sort((one, other) => one.ordinal - other.ordinal);
  const under = new Map(relations.map((each) => [each.ordinal, each]));
  const receipts = [];
  for (const row of [...months].reverse()) {
    const receipt = { month: monthOf(row.month), under: under.get(row.enrolment), kind: row.kind,
      base: row.base_fen, received: dayOf(row.received_on) };
    if (row.kind !== 20) receipts.push(receipt);
    else {  // 退收 takes the month of that relation back
      for (let i = receipts.length - 1; i >= 0; --i) {
        if (receipts[i].month === receipt.month && receipts[i].under === receipt.under) receipts.splice(i, 1);
      }
    }
  }
  // Of a sheet counts what the target had not been paid itself.
  const recognised = sheets.flatMap(({ region, lines: rows }) => {
    // (An employee's month is one, though the same was paid as a resident.)
    const own = (scheme) => new Set(receipts.filter(({ under }) => under.region === region &&
      (under.scheme === 'employee' || scheme === 'resident')).map(({ month }) => month));
    return rows.map((row) => ({ region, paidAt: row.paid_at, deemed: row.kind === 'deemed',
      scheme: row.scheme, months: new Set(range(monthOf(row.first), monthOf(row.last))
        .filter((month) => !own(row.scheme).has(month))) }));
  });
  return { memory: new Map(), relations, receipts, recognised, born: dayOf(person.birth_date),
    groups: groups.map(({ group, from, until }) =>
      ({ group, from: dayOf(from), until: until ? dayOf(until) : Infinity })),
    died: person.died_on ? dayOf(person.died_on) : Infinity,
    retired: person.retired_on ? dayOf(person.retired_on) : Infinity, sex: person.sex };
}

// Months of all places, each once: actual, and deemed where not actual.
export function contributionMonths(record) {
  const places = new Map();
  const place = (region) => {
    if (!places.has(region)) places.set(region, { actual: new Set(), deemed: new Set() });
    return places.get(region);
  };
  for (const { region } of record.relations) place(region);
  for (const { month, under, kind } of record.receipts) {
    place(under.region)[kind === 38 ? 'deemed' : 'actual'].add(month);
  }
  for (const { paidAt, months, deemed } of record.recognised) {
    for (const month of months) place(paidAt)[deemed ? 'deemed' : 'actual'].add(month);
  }
  const actual = new Set();
  const all = new Set();
  let duplicates = new Set();
  for (const each of places.values()) {
    const here = new Set([...each.actual, ...each.deemed]);
    for (const month of here) (all.has(month) ? duplicates : all).add(month);
    for (const month of each.actual) actual.add(month);
  }
  return { total: all.size, actual: actual.size, deemed: all.size - actual.size,
    duplicates: duplicates.size };
}

// What does not differ from one day to the next is worked out once for a record.
function once(record, key, work) {
  if (!record.memory.has(key)) record.memory.set(key, work());
  return record.memory.get(key);
}

// 退休年限 (N-08): months of the employee scheme before the month of the day, everywhere and, of
// those paid for and not deemed, at the place of enjoyment; against the years asked of a man or woman.
export function retirementOf(record, region, sex, day) {
  const own = record.receipts.filter(({ under, month }) => under.scheme === 'employee' &&
    month <= monthOfDay(day));
  const all = new Set(own.map(({ month }) => month));
  for (const { months, scheme } of record.recognised) {
    for (const month of months) if (scheme === 'employee' && month <= monthOfDay(day)) all.add(month);
  }
  const local = new Set(own.filter(({ under, kind }) => under.region === region && kind !== 38)
    .map(({ month }) => month));
  const years = value(`retirement.years_${sex === 'male' ? 'men' : 'women'}`, region, day);
  return { counted: all.size, missing: Math.max(0, years * 12 - all.size), local: local.size,
    localMissing: Math.max(0, value('retirement.local_actual_years', region, day) * 12 - local.size) };
}

// 社会保险法第二十七条: who has the years of the place of enjoyment draws benefits from the decision on,
// at the latest from the day on which it is made; who has not pays on.
export function drawsFrom(record) {
  if (record.retired === Infinity) return Infinity;
  // Who is enrolled as a retiree was found to have the years: nobody else is taken in as one.
  if (record.relations.some(({ kind }) => kind === 'retiree')) return record.retired;
  return once(record, 'draws', () => {
    const made = lastDay(record.asked);
    const begun = (day) => record.relations.filter((each) => !each.duplicate && each.started <= day);
    const at = begun(record.retired).length ? record.retired : made;
    const relation = begun(at).find((each) => at < each.stopped) ?? begun(at).at(-1);
    if (!relation) return Infinity;
    const day = [record.retired, made].find((each) => {
      const { missing, localMissing } = retirementOf(record, relation.region, record.sex, each);
      return missing === 0 && localMissing === 0;
    });
    return day ?? Infinity;
  });
}

// ---- the employee scheme ----

// 参保名册: the months in which somebody was on an employer's roster when it closed, and the base.
function rosterOf(record, region, until, day) {
  const cutoff = value('enrolment.cutoff_day', region, day);
  const roster = new Map();
  for (const each of record.relations) {
    if (each.region !== region || each.kind !== 'employee') continue;
    for (let month = monthOfDay(each.started); month <= until; ++month) {
      const closes = Math.min(firstDay(month) + cutoff - 1, lastDay(month));
      if (closes >= each.stopped || closes > record.died) break;
      if (closes < each.started || closes >= record.retired || roster.has(month)) continue;
      if (month < each.entered) continue;  // 补录: settled in its time, as the papers say
      roster.set(month, each.base);
    }
  }
  return roster;
}

// 1.8: what the region takes in no more is no debt, but a gap.
function isTooOld(month, region, day) {
  const accepted = value('arrears.backpay_accepted_months', region, day);
  return accepted > 0 && monthOfDay(day) - month > accepted;
}

// 欠费 on a day: both shares of each month that an employer has not paid by its due day, and 0.05 %
// for each day since (社会保险法第八十六条), rounded once.
export function arrearsOf(record, day) {
  const debts = [];
  for (const region of new Set(record.relations.map((each) => each.region))) {
    const paid = new Set(record.receipts.filter(({ under }) => under.region === region &&
      under.scheme === 'employee').map(({ month }) => month));
    for (const [month, declared] of rosterOf(record, region, monthOfDay(day), day)) {
      const p = (name) => value(name, region, firstDay(month));  // what held in the month owed
      const due = Math.min(firstDay(month) + p('contribution.due_day') - 1, lastDay(month));
      if (paid.has(month) || day <= due || isTooOld(month, region, day)) continue;
      const base = Math.min(Math.max(declared, p('contribution.base_minimum')), p('contribution.base_maximum'));
      const amount = shareOf(base, p('contribution.employee_personal_rate')) +
        shareOf(base, p('contribution.employee_employer_rate'));
      debts.push([region, monthText(month), amount,
        shareOf(amount, value('arrears.late_fee_per_day', region, day) * (day - due))]);
    }
  }
  return debts.sort();
}

// Somebody who paid a year as a resident is one in its months, whatever place took the money: while
// enrolled as one, in the months before the relation under which the year was paid, and after
// leaving until the first month as an employee – paid, or on a roster. From then on the rest of the
// year is nobody's, unless there is a new enrolment as a resident. What was paid as an employee, or
// is owed by an employer, is an employee's month (云浮 2).
function residentLife(record) {
  return once(record, `resident ${record.asked}`, () => {
    const homes = new Set(record.relations.filter(({ scheme }) => scheme === 'resident')
      .map(({ region }) => region));
    const begun = new Map();  // month → had a relation under which it was paid begun by then?
    for (const { month, under } of record.receipts) {
      if (under.scheme !== 'resident') continue;
      begun.set(month, begun.get(month) || monthOfDay(under.started) <= month);
    }
    const sheet = new Set(record.recognised.filter(({ scheme, paidAt }) =>
      scheme === 'resident' && !homes.has(paidAt)).flatMap(({ months }) => [...months]));
    const years = new Set([...begun.keys(), ...sheet]);
    const insured = new Set();
    if (!years.size) return { years, insured };
    const last = Math.max(...years);
    const employee = new Set(record.receipts.filter(({ under }) => under.scheme === 'employee')
      .map(({ month }) => month));
    for (const { scheme, months } of record.recognised) {
      if (scheme === 'employee') for (const month of months) employee.add(month);
    }
    const worked = new Set(employee);
    const stayed = new Set();
    for (const each of record.relations) {
      if (each.scheme === 'resident' && each.stopped > each.started) {
        const until = each.stopped === Infinity ? last : monthOfDay(each.stopped - 1);
        for (let month = monthOfDay(each.started); month <= until; ++month) stayed.add(month);
      }
      if (each.scheme !== 'employee') continue;
      const cutoff = value('enrolment.cutoff_day', each.region, lastDay(record.asked));
      for (let month = monthOfDay(each.started); month <= Math.max(last, record.asked); ++month) {
        const closes = Math.min(firstDay(month) + cutoff - 1, lastDay(month));
        if (closes >= each.stopped || closes > record.died) break;
        if (closes < each.started || month < each.entered || closes >= drawsFrom(record)) continue;
        worked.add(month);
        if (each.kind === 'employee' && closes < record.retired && month <= record.asked) {
          employee.add(month);
        }
      }
    }
    const lastOf = (set, before) => [...set].filter((each) => each < before)
      .reduce((one, other) => Math.max(one, other), -Infinity);
    for (const month of years) {
      if (employee.has(month)) continue;
      const left = lastOf(worked, month + 1);
      const january = month - month % 12;
      const leftBefore = lastOf(worked, month);
      const ofSheet = sheet.has(month) && !(leftBefore >= january && [...sheet].some((each) =>
        each >= january && each < leftBefore && !employee.has(each)));
      if (stayed.has(month) || begun.get(month) === false || left === -Infinity ||
          lastOf(stayed, month) > left || ofSheet) insured.add(month);
    }
    return { years, insured };
  });
}

// What the rules ask of one relation's region.
function employeeFacts(record, relation, day) {
  const employers = new Set(rosterOf(record, relation.region, record.asked, day).keys());
  const { years, insured: resident } = residentLife(record);
  const counted = record.receipts.filter(({ month, under }) =>
    under.scheme === 'employee' || resident.has(month));
  // Cover comes from what was paid as an employee, continuity from either scheme.
  const paid = new Set(counted.filter(({ under }) => under.scheme === 'employee')
    .map(({ month }) => month));
  for (const { months, scheme } of record.recognised) {
    if (scheme === 'employee') for (const month of months) paid.add(month);
  }
  for (const month of employers) {
    const known = lastDay(record.asked);
    if (!paid.has(month) && isTooOld(month, relation.region, known)) employers.delete(month);
  }
  const insured = new Set([...paid, ...resident]);
  const timely = new Set();
  const lateOn = new Map();  // month → the day of its last late receipt
  for (const { month, under, kind, received } of counted) {
    // A resident's year is paid for at once; late is only what repairs a year that has ended.
    const ofYear = under.scheme === 'resident' && kind === 10;
    if (kind === 38 || ofYear || received <= lastDay(month)) timely.add(month);
    else lateOn.set(month, Math.max(received, lateOn.get(month) ?? received));
  }
  for (const month of timely) lateOn.delete(month);
  // A sheet does not say when a month was received: where no receipt does, it was in time.
  const inTime = new Set([...paid].filter((month) => !lateOn.has(month)));
  const asResident = new Set([...resident].filter((month) => !paid.has(month) && !lateOn.has(month)));
  const transferred = new Set();
  for (const { region, months } of record.recognised) {
    if (region !== relation.region) continue;
    for (const last of runsOf(months).map((run) => run.at(-1))) {
      const next = record.receipts.filter(({ month, under, kind }) =>
        (kind === 10 || employers.has(month)) && under.region === region && month > last).map(({ month }) => month);
      if (next.length) transferred.add(Math.min(...next));
    }
  }
  // From the other scheme comes whose last month before was a resident's.
  const order = [...insured].sort((one, other) => one - other);
  const switched = new Set(order.filter((month, i) => i > 0 && paid.has(month) &&
    !paid.has(order[i - 1])));
  const first = Math.min(...insured);
  return { paid, insured, inTime, lateOn, asResident, years, employers, transferred, switched,
    region: relation.region,
    newHere: !insured.size || paid.has(first) && isNewHere(first, record, relation.region) };
}

// 首次参保: the first month of all was paid in the employee scheme of this province.
function isNewHere(first, record, region) {
  const ofProvince = (place) => place.slice(0, 2) === region.slice(0, 2);
  const receipt = record.receipts.find(({ month, under }) =>
    month === first && under.scheme === 'employee');
  if (receipt) return ofProvince(receipt.under.region);
  return record.recognised.some(({ paidAt, months, scheme }) =>
    scheme === 'employee' && months.has(first) && ofProvince(paidAt));
}

function runsOf(months) {
  const runs = [];
  for (const month of [...months].sort((one, other) => one - other)) {
    if (runs.length && runs.at(-1).at(-1) === month - 1) runs.at(-1).push(month);
    else runs.push([month]);
  }
  return runs;
}

const range = (first, last) => Array.from({ length: last - first + 1 }, (_, i) => first + i);

// 到账 → 恢复 (arrears.restore).
function restored(received, how) {
  if (how === 'same_day') return received;
  if (how === 'next_day') return received + 1;
  if (how === 'next_month') return firstDay(monthOfDay(received) + 1);
  return received + 30;
}

// 福建: who is new waits from the first month of all, whenever it was paid, at a share of the benefit.
function afterFirstWait(result, facts, covers, p, day, begins = Math.min(...facts.insured)) {
  const wait = p('gap.first_enrolment_wait_months');
  if (wait === 0) return result;
  const until = p('gap.wait_kind') === 'wait' ? firstDay(begins + Math.max(wait, covers))
    : endOfPaidMonths(begins, wait, facts, p, day);
  if (until <= result.from) return result;
  return { ...result, kind: 'waiting', firstWait: true, waitMonths: wait, from: until,
    percent: p('gap.wait_benefit_percent'), waitsFrom: result.from };
}

// 连续缴费: a month that is not paid begins anew; what is not due yet is not known.
function endOfPaidMonths(first, wait, facts, p, day) {
  let count = 0;
  let month = first;
  for (; count < wait; ++month) {
    const due = Math.min(firstDay(month) + p('contribution.due_day') - 1, lastDay(month));
    count = facts.insured.has(month) || day <= due ? count + 1 : 0;
  }
  return firstDay(month);
}

// What becomes of the months first … next-1, of which none was paid in time, `next` being the first
// month paid again. Result: the day from which there is cover, and what is paid until then.
// Where the person's own gap follows an employer's debt, contributions resume only after that.
function weighGap(first, next, facts, day, resumes = next, moved = facts.transferred.has(next)) {
  const p = (name) => value(name, facts.region, day);
  const gap = range(first, next - 1);
  const covers = p('contribution.covers') === 'same_month' ? 0 : 1;
  const starts = firstDay(next + covers);
  const late = gap.filter((month) => facts.lateOn.has(month));
  const paidOn = late.length ? Math.max(...late.map((month) => facts.lateOn.get(month))) : null;
  const debt = gap.some((month) => facts.employers.has(month));
  const owes = debt && !moved;
  const earlier = [...facts.insured].some((month) => month < first);
  const result = { gapMonths: gap.length, kind: 'restored', debt, paidOn };
  const limit = p(owes ? 'arrears.backpay_accepted_months' : 'gap.backpay_accepted_months');
  const accepted = late.filter((month) => limit === 0 || month >= monthOfDay(paidOn) - limit);
  if (earlier) return weighRealGap(gap, gap.length);
  return facts.newHere ? afterFirstWait(weighBeginning(), facts, covers, p, day) : weighBeginning();

  // Before the first month of all there is no gap, but an employer's debt is one, and so is
  // what stays unpaid behind first months that were paid late.
  function weighBeginning() {
    if (owes) {
      const result = weighRealGap(gap, gap.length);
      // Nothing was interrupted: a debt from the first day on is restored, and never waits.
      return (result.kind === 'waiting' || result.spared) && accepted.length === gap.length
        ? { ...result, kind: 'restored', from: restored(paidOn, p('arrears.restore')) } : result;
    }
    const behind = gap.filter((month) => month >= Math.min(...accepted));
    return behind.length > accepted.length ? weighRealGap(behind, 0)
      : { ...result, from: starts, gapMonths: 0 };
  }

  function weighRealGap(gap, whole) {
    const cured = accepted.length === gap.length;
    // 按补缴后仍未缴的月份: what is left unpaid, its longest run; nothing left: the gap as it was.
    if (!cured && !owes) {
      const left = runsOf(gap.filter((month) => !accepted.includes(month)));
      result.gapMonths = Math.max(...left.map((run) => run.length));
    }
    let steady = true;  // 两年连续参保, asked only of who comes from the other scheme
    if (facts.switched.has(next)) {
      const years = p('gap.continuous_years_for_switch');
      steady = range(first - years * 12, first - 1).every((month) => facts.insured.has(month));
      // Too short for 43号: nothing is bridged, and nothing was broken off; one is new.
      if (!steady && result.gapMonths <= p('gap.grace_months')) {
        return afterFirstWait({ ...result, from: starts }, facts, covers, p, day, next);
      }
    }
    const within = (months) => months <= p('gap.grace_months') && steady;
    const grace = within(result.gapMonths);
    const resume = (rule, month) => firstDay(month + (p(rule) === 'payment_month' ? 0 : 1));
    const plain = moved ? starts : Math.max(starts, resume('gap.local_grace_benefit_from', next));
    const fromPayment = () => resume(moved ? 'gap.grace_benefit_from' : 'gap.local_grace_benefit_from',
      monthOfDay(paidOn));
    if (grace && cured) {
      const back = p(moved ? 'gap.retroactive' : debt ? 'arrears.retroactive' : 'gap.local_retroactive');
      if (owes) result.from = restored(paidOn, p('arrears.restore'));
      else {
        result.from = fromPayment();
        if (!back && p('gap.grace_without_backpay') === 'no_wait') {
          result.from = Math.min(result.from, plain);
        }
      }
      if (back) {
        result.retroactive = firstDay(first);
        result.from = Math.min(result.from, firstDay(first));
      }
      return result;
    }
    if (grace && !(p('gap.grace_requires_backpay') && p('gap.grace_without_backpay') === 'wait')) {
      // Where only the part paid up has brought it within the grace: not before that payment.
      return { ...result, from: within(whole) ? plain : Math.max(plain, fromPayment()) };
    }
    const joins = !grace && facts.employers.has(next) && !p('gap.employed_wait');
    if (joins && !owes) return { ...result, from: plain };
    if (!grace && cured && !moved) {
      const beyond = p(debt ? 'arrears.beyond_grace' : 'gap.local_beyond_grace');
      if (beyond === 'plus_30_days') return { ...result, from: paidOn + 30 };
      if (beyond === 'restore') {
        return { ...result, from: debt ? restored(paidOn, p('arrears.restore')) : fromPayment() };
      }
    }
    // Whose employer paid its debt late resumes by an employer too, from that payment on.
    if (joins) {
      return { ...result, spared: true,
        from: cured ? Math.max(plain, restored(paidOn, p('arrears.restore'))) : plain };
    }
    const wait = p(cured ? 'gap.wait_months_with_backpay' : 'gap.wait_months_without_backpay');
    result.kind = 'waiting';
    result.waitMonths = wait;
    result.percent = p('gap.wait_benefit_percent');
    result.waitsFrom = firstDay(resumes);
    result.from = p('gap.wait_kind') === 'wait' || wait === 0
      ? Math.max(firstDay(resumes + wait), firstDay(resumes + covers))
      : endOfPaidMonths(resumes, wait, facts, p, day);
    if (owes && cured) result.from = Math.max(result.from, restored(paidOn, p('arrears.restore')));
    return result;
  }
}

// The gaps of a life up to a day, each with what became of it; `open`: nothing was paid after it.
export function gapsOf(facts, day) {
  const known = [...facts.insured];
  if (!known.length) return [];
  const begins = Math.min(...known);
  const gaps = [];
  const last = monthOfDay(day) - 1;
  const weigh = (first, next, resumes, moved) => ({ first, next, stops: firstDay(first + 1),
    owed: range(first, next - 1).filter((month) => facts.employers.has(month) && !facts.paid.has(month)),
    ...weighGap(first, next, facts, day, resumes, moved) });
  // Ruling 5: an employer's months are its debt, the person's own a gap; each is judged by its own
  // length.
  // Ruling 1: what has been paid up before the next month falls due is no longer unpaid then.
  const settled = (from, end) => range(from, end - 1).every((month) =>
    facts.lateOn.has(month) && facts.lateOn.get(month) <= lastDay(end));
  // Behind a resident's year nothing runs on into January; within it, through the first month.
  const runsOn = (month) => !facts.asResident.has(month - 1) || facts.years.has(month);
  const add = (first, next, runs) => {
    let stopped = false;  // by a gap right before
    for (let from = first; from < next;) {
      const owes = facts.employers.has(from);
      let end = from + 1;
      while (end < next && facts.employers.has(end) === owes && !settled(from, end)) ++end;
      // 43号 judges the gap before the first month at the new place, not what the employer owes there.
      const moved = owes ? facts.transferred.has(end)
        : range(end, next).some((month) => facts.transferred.has(month));
      const ownGapFollows = !facts.employers.has(end) && !facts.paid.has(end);
      const piece = weigh(from, end, owes && ownGapFollows ? next : end, moved);
      // A debt behind a gap: there was no cover left that could run on for its first month.
      if (from === first ? !runs : owes && stopped) piece.stops = firstDay(from);
      gaps.push(piece);
      stopped = !owes && !settled(from, end);
      from = end;
    }
  };
  if (facts.newHere && facts.inTime.has(begins) &&
      value('gap.first_enrolment_wait_months', facts.region, day) > 0) {
    gaps.push({ ...weigh(begins, begins), stops: firstDay(begins) });
  }
  // A life begins with the first month paid, or owed by an employer.
  const start = Math.min(begins, ...facts.employers);
  // Of the month of the day counts what nothing runs on through: a first month as an employee paid
  // late, behind a resident's year; a month as a resident behind one that was not paid.
  const already = (month) => month === last + 1 && (facts.asResident.has(month)
    ? !facts.inTime.has(last)
    : facts.asResident.has(last) && !runsOn(month) && facts.lateOn.has(month));
  for (let month = start; month <= last || already(month); ++month) {
    if (facts.inTime.has(month)) continue;
    let next = month;
    if (facts.asResident.has(month)) {  // the residents' fund paid; this one takes over behind it
      while (facts.asResident.has(next)) ++next;
      const known = next <= last || facts.paid.has(next) || runsOn(next);
      gaps.push({ stay: true, first: month, next, owed: [],
        stops: firstDay(facts.inTime.has(month - 1) ? month + 1 : month),
        from: known ? firstDay(next) : Infinity });
      month = next - 1;
      continue;
    }
    // (A repaired year as a resident that begins a life covers nothing that could run on.)
    const runs = runsOn(month) && !(month === start && facts.insured.has(month) && !facts.paid.has(month));
    const until = Math.max(month, last);
    const end = Math.max(...facts.inTime, ...facts.asResident, until);
    const again = (each) => facts.inTime.has(each) || facts.asResident.has(each);
    while (next <= end && !again(next)) ++next;
    if (again(next)) {
      add(month, next, runs);
      month = next - 1;
      continue;
    }
    // Nothing was paid in time afterwards. What was paid up from the beginning is cured, and what
    // lies before the last month of employers that owe nothing any more.
    let open = month;
    const owing = range(month, until).filter((each) => facts.employers.has(each));
    if (owing.length && owing.every((each) => facts.paid.has(each))) open = owing.at(-1) + 1;
    while (facts.lateOn.has(open)) ++open;
    if (open > month) add(month, open, runs);
    if (open <= until) {
      gaps.push({ first: open, stops: firstDay(runs || open > month ? open + 1 : open), open: true,
        from: Infinity, owed: range(open, until).filter((each) => facts.employers.has(each) && !facts.paid.has(each)) });
    }
    break;
  }
  return gaps;
}

// How a gap that stands stops the day.
function standingIn(gap, day) {
  if (gap.stay) return { percent: 0, ground: 'not_enrolled' };
  if (gap.owed.length) return { percent: 0, ground: 'arrears' };
  if (gap.open) return { percent: 0, ground: 'gap' };
  if (gap.kind === 'waiting' && day >= gap.waitsFrom) return { percent: gap.percent, ground: 'waiting' };
  const restoring = (gap.kind !== 'waiting' || gap.firstWait) && gap.paidOn !== null && day >= gap.paidOn;
  return { percent: 0, ground: restoring ? 'restoring' : gap.debt ? 'arrears' : 'gap' };
}

function employeeAnswer(record, relation, day) {
  const facts = once(record, `facts ${relation.ordinal} ${record.asked}`,
    () => employeeFacts(record, relation, day));
  if (!facts.insured.size) return { percent: 0, ground: 'not_enrolled' };
  const begins = Math.min(...facts.insured);
  const covers = value('contribution.covers', relation.region, day) === 'same_month' ? 0 : 1;
  const own = facts.paid.has(begins);
  const late = own && facts.lateOn.has(begins);
  let starts = own ? firstDay(begins + Math.max(covers, late ? 1 : 0)) : firstDay(begins);
  if (late && value('arrears.retroactive', relation.region, day)) {
    const [first] = gapsOf(facts, firstDay(begins + 1));
    if (first && !first.open && !first.owed.length) starts = Math.min(starts, first.retroactive ?? starts);
  }
  if (day < starts) return { percent: 0, ground: 'not_enrolled' };
  // Of several that stand on the day, what gives less decides; then what lasts longest.
  let answer = { percent: 100, ground: 'contribution' };
  let latest = -Infinity;
  const gaps = once(record, `gaps ${relation.ordinal} ${record.asked} ${monthOfDay(day)}`,
    () => gapsOf(facts, day));
  for (const gap of gaps) {
    if (gap.stops > day) continue;
    const until = gap.owed.length || gap.open ? Infinity : gap.from;
    if (day >= until) continue;
    const standing = standingIn(gap, day);
    if (standing.percent > answer.percent) continue;
    if (standing.percent === answer.percent && until < latest) continue;
    latest = until;
    answer = { ...standing, gap };
  }
  return answer;
}

// 断缴 on a day, of the relation that would pay: since when, and which months; nothing owed by an
// employer is part of it. Of a resident, the months since the last year paid.
export function openGapOf(record, asked) {
  const known = { ...record, asked: monthOfDay(asked) };
  if (record.died <= asked || drawsFrom(known) <= asked) return [];
  const begun = record.relations.filter((each) => !each.duplicate && each.started <= asked);
  const relation = begun.find((each) => asked < each.stopped) ?? begun.reduce((last, each) =>
    last && last.started > each.started ? last : each, undefined);
  if (!relation) return [];
  const facts = employeeFacts(known, relation, asked);
  const span = (first, last) => (first === last ? monthText(first) : `${monthText(first)}..${monthText(last)}`);
  if (relation.scheme === 'resident') {
    const earlier = [...facts.insured].filter((month) => month < known.asked);
    if (facts.insured.has(known.asked) || !earlier.length) return [];
    const first = Math.max(...earlier) + 1;
    return [textOf(firstDay(first)), span(first, known.asked)];
  }
  const gap = gapsOf(facts, asked).at(-1);
  if (!gap?.open) return [];
  const first = gap.owed.length ? Math.max(...gap.owed) + 1 : gap.first;
  if (first >= known.asked) return [];
  return [textOf(firstDay(first + 1)), span(first, known.asked - 1)];
}

// ---- residents ----

// From when a benefit year is covered; what is known of the years before it decides.
function residentYear(year, years, record, relation) {
  const { received, repairs, kind } = years.get(year);
  const january = firstDay(year * 12);
  // By the rule of the day on which it is paid for, or of its first day where it was paid ahead.
  const p = (name) => value(`resident.${name}`, relation.region, Math.max(received, january));
  const inWindow = received >= firstDay((year - 1) * 12 + p('window_first_month') - 1) &&
    received <= lastDay((year - 1) * 12 + p('window_last_month') - 1);
  // A sheet says in which scheme each month was paid, of places on paper too (N-24).
  const bySheet = (of) => record.recognised.filter(({ scheme }) => scheme === of)
    .flatMap(({ months }) => [...months]);
  let insured = Math.max(...[...years.keys(), ...bySheet('resident').map((month) => Math.floor(month / 12))]
    .filter((each) => each < year), -Infinity);
  let employeeUntil = null;
  const employee = [...bySheet('employee'), ...record.receipts
    .filter(({ under }) => under.scheme === 'employee').map(({ month }) => month)];
  // Months as an employee that came later belong to a later change of scheme.
  const begins = inWindow ? year * 12 : monthOfDay(received);
  const before = employee.filter((month) => month < (inWindow ? begins : begins + 1));
  let soon = false;  // 38号: at most three months since the employee scheme, whatever else was paid
  if (before.length) {
    const last = Math.max(...before);
    const of = Math.floor(last / 12);
    soon = begins - last - 1 <= p('grace_months_after_employee');
    if (soon || of > Math.max(insured, 0)) employeeUntil = last;
    insured = Math.max(insured, of);
  }
  if (kind === 'newborn' && year <= yearOf(record.born) + 1) {
    const soon = received - record.born <= p('newborn_window_days');
    if (soon) return { from: Math.max(record.born, january) };
    if (insured === -Infinity) return lateForNewborn();
  }
  // 1.6: past its days a newborn's payment is judged by the place's rule for newborns, whatever else was paid.
  function lateForNewborn() {
    const late = p('newborn_late');
    const from = late === 'wait' ? monthsLater(received, p('fixed_wait_months'))
      : late === 'wait_days' ? received + p('newborn_late_wait_days')
        : firstDay(monthOfDay(received) + 1);
    return { from: Math.max(from, january) };
  }
  const counted = Math.max(p('counted_from_year'), yearOf(record.born)) - 1;
  const missed = Math.max(0, year - 1 - Math.max(insured, counted));
  // 困难群体不设等待期: of a group that the region names, on the day on which the money came.
  const exempt = record.groups.some(({ group, from, until }) =>
    p('exempt_groups').includes(group) && from <= received && received < until);
  const waitsFrom = inWindow && p('wait_from') === 'benefit_year_start'
    ? Math.max(january, received) : received;
  // The wait with so many years paid up.
  const waitWith = (repaired) => {
    const variable = Math.max(0, missed - (p('variable_formula') === 'missed_years_minus_one' ? 1 : 0));
    const mended = p('repair_allowed') ? Math.min(repaired, variable) : 0;
    const wait = p('fixed_wait_months') + (variable - mended) * p('variable_months_per_missed_year');
    return missed >= p('floor_missed_years') ? Math.max(wait, p('floor_months')) : wait;
  };
  const waits = !soon && !exempt && (!inWindow || missed > 0 || employeeUntil !== null);
  const over = (wait) => Math.max(monthsLater(waitsFrom, wait), january);
  if (waits && kind === 'newborn' && year <= yearOf(record.born) + 1) return lateForNewborn();
  let wait = waits ? waitWith(0) : 0;
  let from = over(wait);
  // 38号: a repair shortens what is left of the wait; no day before it was paid is covered for it.
  repairs.slice(0, waits ? undefined : 0).forEach((paidOn, i) => {
    const then = Math.max(over(waitWith(i + 1)), paidOn);
    if (then <= from) [wait, from] = [waitWith(i + 1), then];
  });
  const backDated = soon && p('after_employee_from') === 'month_after_suspension';
  return { from: backDated ? Math.min(from, firstDay(employeeUntil + 1)) : from, wait, missed };
}

function residentAnswer(record, relation, day) {
  const here = new Map();
  const elsewhere = new Map();
  const mended = new Map();  // a missed year → the day on which it was paid up
  const underThis = new Set();
  const first = (years, year, received) => years.set(year, Math.min(received, years.get(year) ?? received));
  for (const { month, under, kind, received } of record.receipts) {
    if (under.scheme !== 'resident') continue;
    const year = Math.floor(month / 12);
    const atBirth = under.kind === 'newborn' && year === yearOf(record.born) && received - record.born <=
      value('resident.newborn_window_days', relation.region, day);
    if (kind === 30 && !atBirth) first(mended, year, received);
    else {
      first(under.region === relation.region ? here : elsewhere, year, received);
      if (under === relation) underThis.add(year);
    }
  }
  const years = new Map();
  let previous = 0;
  for (const year of [...new Set([...here.keys(), ...elsewhere.keys()])].sort()) {
    years.set(year, { received: here.get(year) ?? elsewhere.get(year), kind: relation.kind,
      repairs: [...mended].filter(([each]) => each > previous && each < year)
        .map(([, received]) => received).sort((one, other) => one - other) });
    previous = year;
  }
  const asked = yearOf(day);
  let answer = null;
  let from = -Infinity;  // a wait that outlasts its year runs on into the next
  for (const year of years.keys()) {
    from = Math.max(from, residentYear(year, years, record, relation).from);
    if (!here.has(year)) continue;  // the fund that was paid pays
    // A year paid before leaving comes back with the new enrolment, not before it.
    if (!underThis.has(year) && day < relation.started) continue;
    if (year === asked) {
      answer = day >= from ? { percent: 100, ground: 'resident_year' }
        : { percent: 0, ground: 'resident_waiting', from };
    } else if (year === asked + 1 && !answer && day >= from) {  // 追溯 into the year before
      answer = { percent: 100, ground: 'resident_year' };
    }
  }
  return answer ?? { percent: 0, ground: 'resident_unpaid' };
}

// ---- the answer of a day ----

function byRelation(record, relation, day) {
  if (record.died < day) return { percent: 0, ground: 'death' };
  if (drawsFrom(record) <= day) return { percent: 100, ground: 'retiree' };
  return relation.scheme === 'employee' ? employeeAnswer(record, relation, day)
    : residentAnswer(record, relation, day);
}

// asked: the day on which it is asked, for the rosters reach up to it.
export function answerOn(day, record, asked) {
  const known = { ...record, asked: monthOfDay(asked) };
  const begun = record.relations.filter((each) => !each.duplicate && each.started <= day);
  const present = begun.find((each) => day < each.stopped);
  // In a month in which one is a resident still, the residents' fund answers, not the employees'.
  const finish = (relation, answer = byRelation(known, relation, day)) => {
    const resident = begun.filter(({ scheme }) => scheme === 'resident')
      .reduce((last, each) => last && last.started > each.started ? last : each, undefined);
    if (relation.scheme === 'employee' && resident && answer.ground !== 'retiree') {
      const facts = once(known, `facts ${relation.ordinal} ${known.asked}`,
        () => employeeFacts(known, relation, day));
      // (In every month since then: whoever was an employee in between is a resident no more.)
      const month = monthOfDay(day);
      const since = Math.min(month, resident.stopped === Infinity ? month : monthOfDay(resident.stopped - 1) + 1);
      const still = range(since, month).every((each) => facts.insured.has(each) && !facts.paid.has(each));
      const other = still && byRelation(known, resident, day);
      if (other && other.percent > 0) return { ...other, relation: resident };
    }
    return { ...answer, relation };
  };
  const later = record.relations.filter((each) => !each.duplicate && each.started > day)
    .sort((one, other) => one.started - other.started)[0];
  const relation = present ?? begun.reduce((last, each) =>
    last && last.started > each.started ? last : each, undefined);
  if (!present && later) {
    // Whose money covers the day pays for it: of the month of the day or the one before. A gap that
    // is paid up later belongs to the place that took the money (追溯), and to none besides.
    const months = [monthOfDay(day) - 1, monthOfDay(day)];
    const paid = (byThen) => record.receipts.some(({ month, under }) =>
      months.includes(month) && under.started <= day === byThen);
    const bySheet = record.recognised.some(({ region, months: known }) =>
      months.some((month) => known.has(month)) &&
      record.relations.some((each) => each.region === region && each.started <= day));
    const draws = drawsFrom(known) <= day;
    const ofEarlier = draws ? relation?.scheme === 'employee' : paid(true) || bySheet;
    const ofLater = draws || later.scheme === 'resident' || paid(false);
    const before = relation && byRelation(known, relation, day).percent > 0;
    const after = ofLater && byRelation(known, later, day);
    // Who becomes a resident of the same place is one from the month after the stop.
    const turned = later.scheme === 'resident' && later.region === relation?.region && after.percent > 0;
    if (turned || ofLater && !(ofEarlier && before) && (after.percent > 0 || before && !ofEarlier)) {
      return finish(later, after);
    }
  }
  if (!relation) return { percent: 0, ground: 'not_enrolled' };
  return finish(relation);
}

// ---- what the personal account gets of a month ----

const shareOf = (fen, basisPoints) => Math.floor((fen * basisPoints + 5_000) / 10_000);

export function creditOf(kind, base, region, month) {
  const day = firstDay(month);
  if (kind === 'retiree') return value('account.retiree_monthly_quota', region, day);
  const limited = Math.min(Math.max(base, value('contribution.base_minimum', region, day)),
    value('contribution.base_maximum', region, day));
  if (kind === 'flexible' && !value('account.flexible_has_account', region, day)) return 0;
  return shareOf(limited, value('account.credit_rate', region, day));
}
