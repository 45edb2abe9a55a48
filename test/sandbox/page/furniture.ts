import { watchedWorkflows } from '../../../settings/workflows';
import type { SandboxOptions, CustomerSetup } from '..';

/** The people of a fresh sandbox: those that the examples of the five workflows name. */
export const FURNITURE: SandboxOptions = {
  agents: [
    { username: 'anna', name: 'Anna', in: ['Support'] },
    { username: 'bruno', name: 'Bruno', in: ['Support'] },
    { username: 'carla', name: 'Carla', in: ['Sales'] },
    { username: 'joao', name: 'João', in: ['Sales'] },
    { username: 'maria', name: 'Maria', in: ['Sales'] },
  ],
  bots: [{ username: 'ai.bot', name: 'AI agent' }],
  managers: ['manager'],
  departments: ['Support', 'Sales'],
  customFields: ['country', 'city', 'locale', 'timezone', 'tags', 'notes', 'plan'],
  server: { routing: 'Manual_Selection' },
  settings: { rules: watchedWorkflows(), agents: 'anna, bruno, carla, joao, maria', field_tags: 'tags' },
};

/** Customers who may write at once, without being made first. */
export const CUSTOMERS: Readonly<Record<string, CustomerSetup>> = {
  ana: {
    name: 'Ana Souza',
    email: 'ana@example.com',
    country: 'Brazil',
    city: 'São Paulo',
    locale: 'pt-BR',
    timezone: 'America/Sao_Paulo',
    plan: 'gold',
  },
  john: {
    name: 'John Miller',
    phone: '+1 416 555 0100',
    channel: 'whatsapp',
    country: 'Canada',
    city: 'Toronto',
    locale: 'en',
    timezone: 'America/Toronto',
  },
  lena: {
    name: 'Lena Vogel',
    email: 'lena@example.com',
    channel: 'email',
    country: 'Germany',
    city: 'Berlin',
    locale: 'de',
    timezone: 'Europe/Berlin',
  },
};
