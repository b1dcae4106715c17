import assert from 'node:assert/strict';
import Holidays from 'date-holidays';
import { BANK_HOLIDAYS } from '../../server/src/analysis/dates/bank-holidays.js';
import {
  dayExists,
  formatDay,
  isGregorian,
  isWorkingDay,
  parseDay,
  weekdayOf,
  workingDaysBetween,
} from '../../server/src/analysis/dates/calendar.js';
import { datesIn, impossibleDaysIn } from '../../server/src/analysis/dates/written-dates.js';
import { markSpans, readMarks } from '../support/marked.js';

const day = (iso: string) => parseDay(iso) as NonNullable<ReturnType<typeof parseDay>>;

const WRITTEN: readonly [text: string, iso: string][] = [
  ['on ⟦31 January 2020⟧.', '2020-01-31'],
  ['on ⟦Friday 31 January 2020⟧,', '2020-01-31'],
  ['by ⟦Friday, 31st January, 2020⟧', '2020-01-31'],
  ['the ⟦1st of May 2019⟧', '2019-05-01'],
  ['⟦3 Sept 2019⟧', '2019-09-03'],
  ['⟦17\nJanuary 2020⟧', '2020-01-17'],
  ['published: ⟦2019-12-19⟧', '2019-12-19'],
];
const NONE = [
  'Clause 31 January',
  '31 of 2020',
  'V2020-13',
  'in January 2020',
  '20.28 May 2020s',
  'section 2019-999',
  'May 2020 may',
];

describe('dates', () => {
  for (const [text, iso] of WRITTEN) {
    it(`are found: ${text.replace('\n', ' ')}`, () => {
      const { text: plain } = readMarks(text);
      const found = datesIn(plain);
      assert.equal(
        markSpans(
          plain,
          found.map(({ span }) => span),
        ),
        text,
      );
      assert.deepEqual(found[0]?.date, day(iso));
    });
  }

  for (const text of NONE) it(`are none in “${text}”`, () => assert.deepEqual(datesIn(text), []));

  it('that are no days are told', () => {
    assert.deepEqual(
      datesIn('31 April 2020, 29 February 2019, 29 February 2020').map(({ exists }) => exists),
      [false, false, true],
    );
  });

  for (const [text, isDay] of [
    ['29 February 2000', true],
    ['29 February 1996', true],
    ['29 February 1900', false],
    ['29 February 2100', false],
    ['29 February 2400', true],
    ['29 February 1800', false],
    // England had the Julian calendar then, with a leap day every fourth year.
    ['29 February 1700', true],
    ['29 February 1752', true],
    ['29 February 1701', false],
    ['30 February 2000', false],
    ['31 November 2020', false],
    ['31 December 2020', true],
    ['0 May 2020', false],
  ] as const)
    it(`${isDay ? 'are days' : 'are none'}: ${text}`, () =>
      assert.deepEqual(
        datesIn(text).map((found) => found.exists),
        [isDay],
      ));

  it('of a month that there is none of are no days', () => {
    assert.equal(dayExists({ year: 2020, month: 0, day: 1 }), false);
    assert.equal(dayExists({ year: 2020, month: 13, day: 1 }), false);
    assert.equal(parseDay('2000-02-29')?.day, 29);
    assert.equal(parseDay('1900-02-29'), null);
  });

  for (const [iso, isNew] of [
    ['1752-09-13', false],
    ['1752-09-14', true],
    ['1752-08-31', false],
    ['1752-10-01', true],
    ['1751-12-31', false],
    ['1753-01-01', true],
  ] as const)
    it(`are ${isNew ? '' : 'not '}in the Gregorian calendar: ${iso}`, () => assert.equal(isGregorian(day(iso)), isNew));

  it('without a year that no year has are found', () => {
    const { text, spans } = readMarks('by ⟦31 April⟧, by 30 April, on ⟦30 February⟧. On ⟦November 31⟧, not 31 May.');
    assert.deepEqual(impossibleDaysIn(text), spans);
  });

  it('are known by every month and ordinal in words', () => {
    const months = 'January February March April May June July August September October November December'.split(' ');
    for (const [i, month] of months.entries()) {
      assert.deepEqual(datesIn(`on 3 ${month} 2020`)[0]?.date, { year: 2020, month: i + 1, day: 3 });
      assert.deepEqual(datesIn(`the twenty-first day of ${month} two thousand and nineteen`)[0]?.date, {
        year: 2019,
        month: i + 1,
        day: 21,
      });
    }
  });

  it('have weekdays', () => {
    assert.equal(weekdayOf(day('1752-09-14')), 'Thursday');
    assert.equal(weekdayOf(day('2000-02-29')), 'Tuesday');
    assert.equal(weekdayOf(day('2019-01-31')), 'Thursday');
    assert.equal(weekdayOf(day('2020-01-31')), 'Friday');
    assert.equal(formatDay(day('2020-01-31')), '31 January 2020');
  });

  it('are counted in working days, bank holidays left out', () => {
    assert.equal(workingDaysBetween(day('2019-12-19'), day('2020-01-17')), 18);
    assert.equal(workingDaysBetween(day('2019-12-19'), day('2019-12-19')), 0);
    assert.equal(workingDaysBetween(day('2020-01-17'), day('2019-12-19')), -18 + 0);
    assert.equal(isWorkingDay(day('2019-12-26')), false);
    assert.equal(isWorkingDay(day('2020-05-08')), false);
    assert.equal(isWorkingDay(day('2020-05-04')), true);
  });

  it('have the bank holidays that the library of holidays has', () => {
    const library = new Holidays('GB', 'ENG');
    for (const [year, told] of Object.entries(BANK_HOLIDAYS)) {
      const days = library.getHolidays(Number(year)).filter(({ type }) => type === 'public');
      const weekdays = days
        .map(({ date }) => date.slice(0, 10))
        .filter((iso) => !['Saturday', 'Sunday'].includes(weekdayOf(day(iso))))
        .map((iso) => iso.slice(5));
      assert.deepEqual(told.split(' '), [...new Set(weekdays)].sort(), year);
    }
  });
});
