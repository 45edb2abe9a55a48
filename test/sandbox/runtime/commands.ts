import type { IUIKitInteraction } from '@rocket.chat/apps-engine/definition/uikit';
import { serverSays } from './console';

/** A slash command that an app has registered. */
export interface Registered {
  command: string;
  i18nParamsExample?: string;
  i18nDescription?: string;
  providesPreview?: boolean;
}

/** What the app has shown to a user: views opened, updated, closed, and errors at their fields. */
export interface Interaction {
  userId: string;
  interaction: IUIKitInteraction;
}

/** Slash commands of the server, by lower-case name. */
export function commandBridge(commands: Map<string, Registered>, disabled: Set<string>) {
  const known = (command: string): void => {
    if (typeof command !== 'string' || command.length === 0) {
      throw new Error('Invalid command parameter provided, must be a string.');
    }
    if (!commands.has(command.toLowerCase())) {
      throw new Error(`Command does not exist in the system currently: "${command}"`);
    }
  };
  return {
    async doesCommandExist(command: string): Promise<boolean> {
      return commands.has(command.toLowerCase());
    },
    async enableCommand(command: string): Promise<void> {
      known(command);
      disabled.delete(command.toLowerCase());
    },
    async disableCommand(command: string): Promise<void> {
      known(command);
      disabled.add(command.toLowerCase());
    },
    async modifyCommand(command: Registered): Promise<void> {
      known(command.command);
      commands.set(command.command.toLowerCase(), command);
    },
    async registerCommand(command: Registered): Promise<void> {
      const { command: name, i18nParamsExample, i18nDescription, providesPreview } = command;
      commands.set(name.toLowerCase(), { command: name, i18nParamsExample, i18nDescription, providesPreview });
    },
    async unregisterCommand(command: string): Promise<void> {
      commands.delete(command.toLowerCase());
    },
  };
}

/** What reaches a user's screen. */
export function uiInteractionBridge(shown: Interaction[], note: (entry: Interaction) => void) {
  return {
    async notifyUser(user: { id?: string } | undefined, interaction: IUIKitInteraction): Promise<void> {
      if (user?.id === undefined) throw new Error('Invalid user provided');
      const entry = { userId: user.id, interaction };
      shown.push(entry);
      note(entry);
    },
  };
}

/** The engine tells the server's clients about apps; the sandbox only writes it down. */
export const activationBridge = {
  async appAdded(): Promise<void> {},
  async appUpdated(): Promise<void> {},
  async appRemoved(): Promise<void> {},
  async appStatusChanged(app: { getName(): string }, status: string): Promise<void> {
    serverSays(`${app.getName()} is ${status}`);
  },
  async actionsChanged(): Promise<void> {},
};

/** Apps may read one variable only, and the sandbox has none. */
export const environmentalVariableBridge = {
  async getValueByName(): Promise<string | undefined> {
    return undefined;
  },
  async isReadable(name: string): Promise<boolean> {
    return name === 'NODE_EXTRA_CA_CERTS';
  },
  async isSet(): Promise<boolean> {
    return false;
  },
};
