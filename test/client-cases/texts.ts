import type { WebClient } from '../sandbox';
import type { Plays } from './stage';
import { actions, field, input, marked, modal, option, plain, press, section, select } from './views';

const SPEECH = '*bold* _it_ :smile: @ann https://x.org\nsecond line';
const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));

/** A view with a title of 300 letters, 150 blocks, a row of ten buttons and a list of 150 options. */
const endless = modal(
  'v1',
  [
    actions(...many(10, (index) => press(`btn${index}`))),
    input('sel', select({ options: many(150, (index) => option(String(index), `Option ${index}`)) })),
    ...many(148, (index) => section(`row${index}`, undefined, `s${index}`)),
  ],
  { title: 'x'.repeat(300) },
);

export const texts: Plays<WebClient> = {
  'text-1': async (at) => {
    await at.shows({ open: modal('v1', [SPEECH]) });
    at.sees();
  },
  'text-2': async (at) => {
    const speech = { ...section(''), text: marked('*bold* @ann https://x.org\nsecond line') };
    await at.shows({ open: modal('v1', [speech, { type: 'context', elements: [marked('_small_')] }]) });
    at.sees();
  },
  'text-3': async (at) => {
    const list = input('sel', select({ placeholder: marked('*ph*'), options: [option('a', '*opt*')] }));
    const blocks = [{ ...list, label: marked('*label*'), hint: marked('*hint*') }, actions(press('btn'))];
    const row = actions(press('go', { text: marked('*btn*') }));
    await at.shows({ open: { ...modal('v1', [blocks[0] ?? '', row]), title: marked('*title*') } });
    at.sees();
    const shown = at.client.sight().modal ?? '';
    at.extra(
      'bold',
      ['title', 'label', 'ph', 'hint', 'btn'].filter((each) => !shown.includes(`*${each}*`)),
    );
  },
  'text-4': async (at) => {
    const blocks = [
      { type: 'unheard_of', blockId: 'u', text: plain('lost') },
      'after unknown',
      actions({ type: 'unheard_of', actionId: 'lost', text: plain('lost') }, press('go')),
      input('u', { type: 'unheard_of' }, { label: plain('unknown input') }),
    ];
    await at.shows({ open: modal('v1', blocks) });
    at.sees();
  },
  'text-5': async (at) => {
    await at.shows({ open: modal('v1', [{ type: 'actions', blockId: 'row' }]) });
    at.sees();
  },
  'text-6': async (at) => {
    await at.shows({ open: modal('v1', [{ type: 'input', blockId: 'b', label: plain('f') }]) });
    at.sees();
  },
  'text-7': async (at) => {
    await at.shows({ open: endless });
    const shown = at.client.sight().modal ?? '';
    at.extra('titleShown', /^x+/.exec(shown)?.[0].length);
    // Two of the 150 are the row of buttons and the list.
    at.extra('rows', (shown.match(/row\d+/g) ?? []).length + 2);
    at.extra('buttons', (shown.match(/btn\d+/g) ?? []).length);
    at.extra('showMore', shown.includes('Show more...'));
    const surface = at.client.top();
    surface?.opensList('sel');
    at.extra('options', surface?.listed().length);
    surface?.unfolds();
    expect(at.client.sight().modal?.match(/btn\d+/g)).toHaveLength(10);
  },
  'text-8': async (at) => {
    await at.shows({ open: modal('v1', [actions(press('go', { text: plain('b'.repeat(200)) }))]) });
    expect(at.client.sight().modal).toContain('b'.repeat(200));
    await at.shows({ open: modal('v2', [], { title: '' }) });
    at.sees();
  },
  'text-9': async (at) => {
    const blocks = [
      { type: 'conditional', when: { engine: ['rocket.chat'] }, render: [section('for rocket.chat')] },
      { type: 'conditional', when: { engine: ['livechat'] }, render: [section('for livechat')] },
      { type: 'preview', blockId: 'p', thumb: { url: 'https://x.org/a.png' } },
      { type: 'callout', blockId: 'c', text: plain('callout text') },
      { type: 'divider', blockId: 'd' },
      { type: 'image', blockId: 'i', imageUrl: 'https://x.org/a.png', altText: 'alt' },
    ];
    await at.shows({ open: modal('v1', blocks) });
    at.sees();
  },
  'text-10': async (at) => {
    const f = (label: string, blockId: string) => field('f', {}, { label: plain(label), blockId });
    await at.shows({ open: modal('v1', [f('one', 'B1'), f('two', 'B2')]) });
    at.client.top()?.puts({ actionId: 'f', blockId: 'B1' }, 'x');
    at.client.top()?.puts({ actionId: 'f', blockId: 'B2' }, 'y');
    at.sees();
    await at.client.submits();
  },
  'more-13': async (at) => {
    await at.shows({ open: modal('v1', [field('f', {}, { hint: plain('the hint'), optional: false })]) });
    at.sees();
    await at.client.submits();
  },
};
