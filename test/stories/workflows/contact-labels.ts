import { sendAsUser, sendAsVisitor } from '../../sandbox/workspace/messages';
import type { Story } from '../story';
import { example } from './example';

/** 3. A keyword of either side puts a tag on the contact, another takes it off; agents see it beside the conversation. */
export const CONTACT_LABELS: readonly Story[] = [
  {
    title: 'A keyword tags the contact, another takes the tag off',
    options: {
      agents: ['anna'],
      server: { routing: 'Manual_Selection' },
      settings: { rules: example('3-contact-labels') },
    },
    async play(shop) {
      const customer = shop.customer('customer-1');
      const asks = async (): Promise<void> => {
        await shop.agent('anna').runs('/workflow notes', customer);
        await shop.settled();
      };
      await customer.writes('Where is my invoice?');
      await shop.settled();
      await shop.agent('anna').takes(customer);
      await asks();
      await shop.agent('anna').writes('I see your payment received, all is well.');
      await shop.settled();
      await asks();
    },
    transcript: [
      '10:00:00  customer-1 opens a conversation (widget)',
      '10:00:00  customer-1: Where is my invoice?',
      '10:00:00  → anna has the conversation',
      '10:00:00  (only anna) Tags of the contact: billing',
      '10:00:00  anna: I see your payment received, all is well.',
      '10:00:00  (only anna) There are no notes on this conversation or its contact.',
    ],
    runs: [
      'billing on customer_message: add_contact_tags done',
      'billing-settled on agent_message: remove_contact_tags done',
    ],
  },
  {
    title: 'A keyword beside a file counts, of either side, and of all that was said here as well',
    options: {
      agents: ['anna'],
      server: { routing: 'Manual_Selection' },
      settings: {
        rules: {
          rules: [
            {
              id: 'bill',
              name: 'A bill comes',
              on: ['customer_message', 'agent_message'],
              if: {
                all: [
                  { field: 'message.text', operator: 'has_word', value: 'invoice' },
                  { field: 'conversation.text', operator: 'contains', value: 'my invoice' },
                ],
              },
              do: [{ action: 'add_contact_tags', tags: ['{{message.from}}'] }],
            },
          ],
        },
      },
    },
    async play(shop) {
      const customer = shop.customer('customer-1');
      const rid = await customer.starts();
      const file = (description: string) => ({
        ...{ msg: '', file: { _id: 'f', name: 'a.pdf', type: 'application/pdf' } },
        attachments: [{ title: 'a.pdf', title_link: '/a.pdf', type: 'file', description }],
      });
      sendAsVisitor(shop.workspace, customer.profile(), file('my invoice'), customer.conversation());
      await shop.settled();
      await shop.agent('anna').takes(customer);
      sendAsUser(shop.workspace, 'anna', { rid, ...file('The right invoice') });
    },
    transcript: [
      '10:00:00  customer-1 opens a conversation (widget)',
      '10:00:00  customer-1: ',
      '10:00:00  → anna has the conversation',
      '10:00:00  anna: ',
    ],
    runs: ['bill on customer_message: add_contact_tags done', 'bill on agent_message: add_contact_tags done'],
  },
  {
    title: 'A part of a word is no keyword',
    options: {
      agents: ['anna'],
      server: { routing: 'Manual_Selection' },
      settings: { rules: example('3-contact-labels') },
    },
    async play(shop) {
      await shop.customer('customer-1').writes('My subscription is fine, thank you.');
    },
    transcript: [
      '10:00:00  customer-1 opens a conversation (widget)',
      '10:00:00  customer-1: My subscription is fine, thank you.',
    ],
  },
];
