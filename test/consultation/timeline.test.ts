import assert from 'node:assert/strict';
import { monthsAfter, workingDaysAfter } from '../../server/src/analysis/dates/calendar.js';
import { describeDay, timelineOf } from '../../server/src/consultation/timeline.js';
import { timelinePicture } from '../../server/src/consultation/timeline-picture.js';
import { Draft } from '../../server/src/model/draft.js';
import { parseProjectFile } from '../../server/src/workspace/project-file.js';

const DATES = '  published: 2019-12-19\n  respond-by: 2020-01-17T16:00\n  effective: 2020-01-31\n';

function timeline(more: string, document = '') {
  const { consultation, problems } = parseProjectFile(`consultation:\n${DATES}${more}`);
  assert.deepEqual(problems, []);
  return timelineOf(consultation, Draft.parse(document));
}

describe('the timeline of a consultation', () => {
  it('has publication, closing and amendment, with the Working Days between', () => {
    assert.deepEqual(
      timeline('').map((event) => [event.title, describeDay(event), event.note]),
      [
        ['Publication', 'Thursday 19 December 2019', null],
        ['Responses close', '16:00 on Friday 17 January 2020', '18 Working Days after publication'],
        ['Amendments have effect', 'Friday 31 January 2020', null],
      ],
    );
  });

  const latest: [words: string, date: string][] = [
    ['(or, if necessary, as soon as reasonably practicable within one month thereafter)', '2020-02-29'],
    ['as soon as reasonably practicable\nwithin 10 Working Days after that', '2020-02-14'],
    ['as soon as reasonably practicable within two weeks of it', '2020-02-14'],
  ];
  for (const [words, date] of latest) {
    it(`reads “${words.replace('\n', ' ')}”`, () => {
      const event = timeline('', `The day is 31 January 2020, or ${words}.\n`).find(({ title }) =>
        /Last day/.test(title),
      );
      assert.equal(event?.date, date);
    });
  }

  it('counts the milestones of the project file, over Christmas and New Year too', () => {
    const events = timeline(
      `  milestones:
    - { title: Questions close, after: published, working-days: 10 }
    - { title: Workshop, on: 2020-01-08 }
    - { title: Appeals close, after: 2020-02-03, working-days: 10 }
    - { title: Review, after: effective, months: 1 }
`,
    );
    assert.deepEqual(
      events.map(({ title, date, note }) => `${date} ${title}${note ? ` (${note})` : ''}`),
      [
        '2019-12-19 Publication',
        '2020-01-07 Questions close (10 Working Days after publication)',
        '2020-01-08 Workshop',
        '2020-01-17 Responses close (18 Working Days after publication)',
        '2020-01-31 Amendments have effect',
        '2020-02-17 Appeals close (10 Working Days after 3 February 2020)',
        '2020-02-29 Review (1 month after the amendments)',
      ],
    );
    assert.equal(events.at(-1)?.isWorkingDay, false);
  });

  it('takes what the project file does not say from the front matter', () => {
    const document = Draft.parse('---\npublished: 2019-12-19\nrespond-by: 2020-01-17T16:00\n---\n');
    assert.deepEqual(
      timelineOf(null, document).map(({ date, time }) => [date, time]),
      [
        ['2019-12-19', null],
        ['2020-01-17', '16:00'],
      ],
    );
  });

  it('is drawn to scale, each label clear of the others', () => {
    const svg = timelinePicture(timeline('  milestones: [{ title: A <day> & another, on: 2020-01-16 }]\n'));
    const marks = [...svg.matchAll(/<circle cx="([\d.]+)"/g)].map((found) => Number(found[1]));
    assert.deepEqual(marks, [24, 477.2, 493.4, 720]);
    assert.match(svg, /A &lt;day&gt; &amp; another/);
    assert.equal(timelinePicture([]), '');
  });
});

describe('days counted', () => {
  const day = (iso: string) => {
    const [year, month, date] = iso.split('-').map(Number) as [number, number, number];
    return { year, month, day: date };
  };
  const cases: [string, number, string][] = [
    ['2019-12-24', 1, '2019-12-27'],
    ['2019-12-19', 10, '2020-01-07'],
    ['2020-04-09', 1, '2020-04-14'],
    ['2020-05-07', 1, '2020-05-11'],
    ['2020-01-17', 0, '2020-01-17'],
  ];
  for (const [from, count, to] of cases)
    it(`${count} Working Days after ${from} is ${to}`, () =>
      assert.deepEqual(workingDaysAfter(day(from), count), day(to)));
  it('a month after the last day of a longer one is the last of the shorter', () => {
    assert.deepEqual(monthsAfter(day('2020-01-31'), 1), day('2020-02-29'));
    assert.deepEqual(monthsAfter(day('2019-12-31'), 14), day('2021-02-28'));
    assert.deepEqual(monthsAfter(day('2020-01-17'), 1), day('2020-02-17'));
  });
});
