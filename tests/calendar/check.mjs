// Goal: the working days of every shipped year agree, day by day, with two independent packages
// (N-15). The binary is asked, so that what is compared is what the program counts with.
//
//   YIBAO=build/release/src/yibao node --test tests/calendar/check.mjs
//
// `yibao calendar list --year 2025 --json` prints {"year":2025,"working_days":["2025-01-02",…]}.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import test from 'node:test'

import chineseDays from 'chinese-days'
import { isWorkday as isChineseWorkday } from 'chinese-workday'

const root = fileURLToPath(new URL('../../', import.meta.url))
const yibao = process.env.YIBAO ?? `${root}build/release/src/yibao`

const totals = { 2024: 251, 2025: 248, 2026: 248 }

const packages = {
  'chinese-days': (day) => chineseDays.isWorkday(day),
  'chinese-workday': (day) => isChineseWorkday(day),
}

function listWorkingDays(year) {
  const args = ['calendar', 'list', '--year', String(year), '--json']
  const answer = JSON.parse(execFileSync(yibao, args, { cwd: root, encoding: 'utf8' }))
  assert.equal(answer.year, year)
  return answer.working_days
}

function daysOf(year) {
  const days = []
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += 86_400_000) {
    days.push(new Date(at).toISOString().slice(0, 10))
  }
  return days
}

for (const [text, total] of Object.entries(totals)) {
  const year = Number(text)
  test(`${year} has ${total} working days`, () => {
    const days = listWorkingDays(year)
    assert.equal(days.length, total)
    assert.deepEqual(days, [...new Set(days)].sort())
  })

  for (const [name, isWorkday] of Object.entries(packages)) {
    test(`${year} agrees with ${name}`, () => {
      assert.deepEqual(listWorkingDays(year), daysOf(year).filter(isWorkday))
    })
  }
}
