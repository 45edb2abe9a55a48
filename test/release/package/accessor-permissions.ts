/**
 * Which permission a call of the host's interface needs, as the engine's bridges ask for it (apps-engine 1.62,
 * server/bridges/*Bridge.js); `undefined` for calls that need none. The first line that fits decides.
 */
const TABLE: [RegExp, string | undefined][] = [
  [/^IRoomRead\.getAllRooms$/, 'room.system.view-all'],
  [/^IRoomRead\./, 'room.read'],
  // The one reader of users that asks for nothing.
  [/^IUserRead\.getAppUser$/, undefined],
  [/^IUserRead\./, 'user.read'],
  [/^IMessageRead\./, 'message.read'],
  [/^ILivechatRead\.isOnline(Async)?$/, 'livechat-status.read'],
  [/^ILivechatRead\.getLivechatVisitor/, 'livechat-visitor.read'],
  [/^ILivechatRead\.getLivechat(Rooms|TotalOpenRoomsByAgentId|OpenRoomsByAgentId)$/, 'livechat-room.read'],
  [/^ILivechatRead\.getLivechatDepartmentByIdOrName$/, 'livechat-department.read'],
  [/^IContactRead\./, 'contact.read'],
  [/^ILivechatRead\.getDepartmentsEnabledWithAgents$/, 'livechat-department.multiple'],
  [/^ILivechatRead\._fetchLivechatRoomMessages$/, 'livechat-message.multiple'],
  [/^ILivechatCreator\.createRoom$/, 'livechat-room.write'],
  [/^ILivechatCreator\.create(AndReturn)?Visitor$/, 'livechat-visitor.write'],
  [/^ILivechatUpdater\.transferVisitor$/, 'livechat-visitor.write'],
  [/^ILivechatUpdater\.closeRoom$/, 'livechat-room.write'],
  [/^ILivechatUpdater\.setCustomFields$/, 'livechat-custom-fields.write'],
  // What a builder begins, `finish` sends: the beginning tells which permission that will be.
  [/^IModifyCreator\.startMessage$/, 'message.write'],
  [/^IModifyCreator\.startLivechatMessage$/, 'livechat-message.write'],
  [/^IModifyCreator\.start(Room|Discussion)$/, 'room.write'],
  [/^IModifyUpdater\.room$/, 'room.write'],
  // It reads the message before `finish` writes it, which sending asks for as well.
  [/^IModifyUpdater\.message$/, 'message.read'],
  [/^IUserUpdater\./, 'user.write'],
  [/^INotifier\.(notifyUser|notifyRoom|typing)$/, 'message.write'],
  [/^IUIController\./, 'ui.interact'],
  [/^IUIExtend\.registerButton$/, 'ui.registerButtons'],
  [/^ISlashCommandsExtend\./, 'slashcommand'],
  [/^IScheduler(Modify|Extend)\./, 'scheduler'],
  [/^IPersistence(Read)?\./, 'persistence'],
  [/^IHttp\./, 'networking'],
  [/^IServerSettingRead\./, 'server-setting.read'],
  [/^IServerSetting(Updater|sModify)\./, 'server-setting.write'],
  [/^IContactRead\./, 'contact.read'],
  [/^IContactCreator\./, 'contact.write'],
  [/^IEmailCreator\./, 'email.send'],
  [/^IRoleRead\./, 'role.read'],
  [/^IUploadRead\./, 'upload.read'],
  [/^IThreadRead\./, 'threads.read'],
  [/^IEnvironmentalVariableRead\./, 'env.read'],
  [/^IApiExtend\./, 'api'],
  // The way to an accessor, the app's own settings, its log, and what is only put together in the app.
  [/^I(Read|Modify|ModifyCreator|ModifyUpdater|Notifier|EnvironmentRead|EnvironmentWrite)\./, undefined],
  [/^I(Configuration(Extend|Modify)|SettingsExtend|SettingRead|SettingUpdater|Logger)\./, undefined],
  [/^I\w+Builder\./, undefined],
  [/^(App|SlashCommandContext|RocketChatAssociationRecord|UIKit\w+)\./, undefined],
];

/** The permission that a call needs, or undefined; throws a sentence when nobody has looked it up yet. */
export function permissionOf(call: string, place: string): string | undefined {
  const line = TABLE.find(([pattern]) => pattern.test(call));
  if (line === undefined) {
    throw new Error(
      `${place} calls ${call}, and test/package/accessor-permissions.ts does not say which permission that needs.`,
    );
  }
  return line[1];
}
