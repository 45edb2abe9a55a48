import type { Agent, Customer, Sandbox } from '../../sandbox';
import type { RoomDoc, Trait } from '../../sandbox/workspace';

/** What an action is played with: a customer of its own, in a shop that others use before and after. */
export interface Stage {
  readonly shop: Sandbox;
  readonly customer: Customer;
  readonly room: () => RoomDoc;
  readonly anna: Agent;
  readonly bruno: Agent;
}

/** One action on the real runtime: what a rule does with it, and how it says that it ended. */
export interface ActionCase {
  readonly name: string;
  /** The action with its parameters, or several. */
  readonly step: Step | readonly Step[];
  readonly on?: string;
  /** Gives the app a connection. */
  readonly connected?: true;
  /** Settings of the app; the next case has its own. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Settings of the server; they are put back afterwards. */
  readonly server?: Readonly<Record<string, unknown>>;
  /** A permission that the app was not granted. */
  readonly without?: string;
  /** Before the rule is there. */
  given?(stage: Stage): unknown;
  /** What goes wrong from now on. */
  faults?(stage: Stage): unknown;
  /** Sets the rule off; left out: the customer writes "Hello". */
  when?(stage: Stage): unknown;
  /** What comes after it, before anybody looks. */
  then?(stage: Stage): unknown;
  /** How it ended, as its run's record says; the outcomes of several, joined by commas. */
  readonly ends: string;
  /** What must be so afterwards. */
  after?(stage: Stage): unknown;
}
export type Step = { readonly action: string } & Readonly<Record<string, unknown>>;

export const held = ({ anna, customer }: Stage) => anna.takes(customer);
export const closes = ({ customer }: Stage) => customer.closes();
export const onClose = { on: 'conversation_closed', when: closes } as const;

export const NO_CONNECTION =
  'failed (this needs the connection to the server: fill in the settings "Server address", "User ID" and "Personal access token" of a livechat manager)';

/** How an action ends that lacks a permission of the app. */
export const lacks = (permission: string) =>
  `failed (the app was not granted the permission "${permission}"; grant it on the app's page in the marketplace)`;

/** A contact of the customer, as the server keeps it. */
export const contactOf = ({ shop, room }: Stage) =>
  shop.workspace.data.contacts.find(({ _id }) => _id === room().contactId);

/** Plays a server that does not behave in these ways yet (sandbox/workspace/versions.ts); put back afterwards. */
export const without =
  (...traits: readonly Trait[]) =>
  ({ shop }: Stage) => {
    const lacking = Object.fromEntries(traits.map((trait) => [trait, false]));
    shop.workspace.traits = { ...shop.workspace.traits, ...lacking };
  };

/** Servers from 8.3 on let a customer have one open conversation, beside those from before their update. */
export const fromBefore = (room: RoomDoc): void => {
  delete room._enforceSingleRoom;
};

/** Takes a permission of the connection's user away on the server. */
export const forbids =
  (permission: string) =>
  ({ shop }: Stage) => {
    shop.workspace.data.permissions[permission] = ['admin'];
  };
