import type {
  IAppAccessors,
  IAppInstallationContext,
  IConfigurationExtend,
  IEnvironmentRead,
  IHttp,
  ILogger,
  IModify,
  IPersistence,
  IRead,
  IConfigurationModify,
} from '@rocket.chat/apps-engine/definition/accessors';
import { App } from '@rocket.chat/apps-engine/definition/App';
import type {
  ILivechatEventContext,
  ILivechatRoom,
  ILivechatTransferEventContext,
  IPostLivechatAgentAssigned,
  IPostLivechatAgentUnassigned,
  IPostLivechatRoomClosed,
  IPostLivechatRoomStarted,
  IPostLivechatRoomTransferred,
} from '@rocket.chat/apps-engine/definition/livechat';
import type { IMessage, IPostMessageSent } from '@rocket.chat/apps-engine/definition/messages';
import type { IAppInfo } from '@rocket.chat/apps-engine/definition/metadata';
import type { ISetting } from '@rocket.chat/apps-engine/definition/settings';
import { RoomTypeFilter, UIActionButtonContext } from '@rocket.chat/apps-engine/definition/ui';
import type {
  IUIKitInteractionHandler,
  IUIKitResponse,
  UIKitActionButtonInteractionContext,
  UIKitBlockInteractionContext,
  UIKitViewCloseInteractionContext,
  UIKitViewSubmitInteractionContext,
} from '@rocket.chat/apps-engine/definition/uikit';
import type {
  IUIKitLivechatInteractionHandler,
  UIKitLivechatBlockInteractionContext,
} from '@rocket.chat/apps-engine/definition/uikit/livechat';
import { SETTINGS } from '../settings/definitions';
import { ROOM_BUTTON } from './screens/room-button';
import type { Accessors } from './host/accessors';
import { processors, sweepSoon } from './host/scheduler';
import { openingOf, type Opening } from './app/opening';
import type { HookContext, Workflow } from './app/hooks';

/** The first sweep comes when the server is through with enabling the app, ms. */
const SWEEPS_AFTER = 1_000;

/** The only class that the server sees: one line for each hook. */
export class WorkflowApp
  extends App
  implements
    IPostMessageSent,
    IPostLivechatRoomStarted,
    IPostLivechatRoomClosed,
    IPostLivechatAgentAssigned,
    IPostLivechatAgentUnassigned,
    IPostLivechatRoomTransferred,
    IUIKitInteractionHandler,
    IUIKitLivechatInteractionHandler
{
  private readonly opening: Opening;

  constructor(info: IAppInfo, logger: ILogger, accessors?: IAppAccessors) {
    super(info, logger, accessors);
    this.opening = openingOf(this);
  }

  protected override async extendConfiguration(configuration: IConfigurationExtend): Promise<void> {
    const wakers = processors((given) => this.workflow().wakers(this.given(given)));
    // Sent without waiting in between: the server takes them in the order in which they come.
    await Promise.all([
      ...SETTINGS.map((setting) => configuration.settings.provideSetting(setting)),
      configuration.scheduler.registerProcessors(wakers),
      configuration.slashCommands.provideSlashCommand({
        command: 'workflow',
        i18nParamsExample: 'command_params',
        i18nDescription: 'command_description',
        providesPreview: false,
        executor: (context, read, modify, http, persistence) =>
          this.workflow().command(context, this.given({ read, modify, http, persistence })),
      }),
    ]);
    configuration.ui.registerButton({
      actionId: ROOM_BUTTON,
      context: UIActionButtonContext.ROOM_ACTION,
      labelI18n: 'button_room',
      when: { roomTypes: [RoomTypeFilter.LIVE_CHAT] },
    });
  }

  override async onInstall(
    { user }: IAppInstallationContext,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<void> {
    await this.workflow().installed(user, this.given({ read, http, persistence, modify }));
  }

  override async onEnable(environment: IEnvironmentRead, configuration: IConfigurationModify): Promise<boolean> {
    this.opening.beginSoon(environment);
    await sweepSoon(configuration, Date.now() + SWEEPS_AFTER);
    return true;
  }

  override async onSettingUpdated(
    setting: ISetting,
    _configuration: IConfigurationModify,
    read: IRead,
    http: IHttp,
  ): Promise<void> {
    await this.workflow().settingChanged(setting, this.given({ read, http }));
  }

  async checkPostMessageSent(message: IMessage, read: IRead, http: IHttp): Promise<boolean> {
    return this.workflow().mayConcern(message, this.given({ read, http }));
  }

  async executePostMessageSent(
    message: IMessage,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<void> {
    await this.workflow().messageSent(message, this.given({ read, http, persistence, modify }));
  }

  async executePostLivechatRoomStarted(
    room: ILivechatRoom,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify?: IModify,
  ): Promise<void> {
    await this.workflow().started(room, this.given({ read, http, persistence, modify }));
  }

  async executePostLivechatRoomClosed(
    room: ILivechatRoom,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify?: IModify,
  ): Promise<void> {
    await this.workflow().closed(room, this.given({ read, http, persistence, modify }));
  }

  async executePostLivechatAgentAssigned(
    context: ILivechatEventContext,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify?: IModify,
  ): Promise<void> {
    await this.workflow().assigned(context, this.given({ read, http, persistence, modify }));
  }

  async executePostLivechatAgentUnassigned(
    context: ILivechatEventContext,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify?: IModify,
  ): Promise<void> {
    await this.workflow().unassigned(context, this.given({ read, http, persistence, modify }));
  }

  async executePostLivechatRoomTransferred(
    context: ILivechatTransferEventContext,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<void> {
    await this.workflow().transferred(context, this.given({ read, http, persistence, modify }));
  }

  async executeBlockActionHandler(
    context: UIKitBlockInteractionContext,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<IUIKitResponse> {
    return this.workflow().interactions(this.given({ read, http, persistence, modify })).block(context);
  }

  async executeViewSubmitHandler(
    context: UIKitViewSubmitInteractionContext,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<IUIKitResponse> {
    return this.workflow().interactions(this.given({ read, http, persistence, modify })).submitted(context);
  }

  async executeViewClosedHandler(
    context: UIKitViewCloseInteractionContext,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<IUIKitResponse> {
    return this.workflow().interactions(this.given({ read, http, persistence, modify })).closed(context);
  }

  async executeLivechatBlockActionHandler(
    context: UIKitLivechatBlockInteractionContext,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<IUIKitResponse> {
    return this.workflow().tapped(context, this.given({ read, http, persistence, modify }));
  }

  async executeActionButtonHandler(
    context: UIKitActionButtonInteractionContext,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<IUIKitResponse> {
    return this.workflow().interactions(this.given({ read, http, persistence, modify })).roomButton(context);
  }

  private workflow(): Workflow {
    return this.opening.opened();
  }

  /** What a hook hands on; the logger of the running hook is found on `this`. */
  private given(accessors: Partial<Accessors> = {}): HookContext {
    return { ...accessors, logger: this.getLogger() };
  }
}
