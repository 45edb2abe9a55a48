import type { Story } from '../story';
import { AI_AGENT } from './ai-agent';
import { BY_PROFILE } from './by-profile';
import { CONTACT_LABELS } from './contact-labels';
import { NOBODY_IS_HERE } from './nobody-is-here';
import { QUESTIONS } from './questions';
import { REASSIGN } from './reassign';

/** The five workflows that must always work, each the happy way and a way in which its rule must not fire. */
export const WORKFLOWS: readonly { readonly name: string; readonly stories: readonly Story[] }[] = [
  { name: 'AI agent for unassigned conversations', stories: AI_AGENT },
  { name: 'Nobody is here', stories: NOBODY_IS_HERE },
  { name: 'Contact labels', stories: CONTACT_LABELS },
  { name: 'Reassign to somebody online', stories: REASSIGN },
  { name: 'By profile', stories: BY_PROFILE },
  { name: 'Questions to the customer', stories: QUESTIONS },
];
