import type { Workspace } from './types';

/** The server's own defaults of the settings that omnichannel code and apps read. */
export function defaultSettings(): Record<string, unknown> {
  return {
    Livechat_enabled: true,
    Livechat_Routing_Method: 'Auto_Selection',
    Livechat_accept_chats_with_no_agents: false,
    Livechat_enabled_when_agent_idle: true,
    Livechat_assign_new_conversation_to_bot: false,
    Livechat_request_comment_when_closing_conversation: true,
    Livechat_enable_transcript: false,
    Livechat_transcript_send_always: false,
    Livechat_transcript_email_subject: '',
    Livechat_transcript_show_system_messages: false,
    Livechat_show_agent_info: true,
    Livechat_enable_business_hours: false,
    Livechat_enable_message_character_limit: false,
    Livechat_message_character_limit: 0,
    Livechat_show_queue_list_link: false,
    Livechat_Require_Contact_Verification: 'never',
    Livechat_Allow_collect_and_store_HTTP_header_informations: false,
    Omnichannel_queue_delay_timeout: 5,
    Omnichannel_allow_visitors_to_close_conversation: true,
    Omnichannel_allow_force_close_conversations: false,
    Omnichannel_enable_department_removal: false,
    Message_MaxAllowedSize: 5000,
    Message_CustomFields_Enabled: false,
    Message_CustomFields: '',
    Message_AllowEditing: true,
    Site_Url: 'http://localhost:3000',
    Site_Name: 'Rocket.Chat',
    From_Email: '',
    Language: '',
    Default_Timezone_For_Reporting: 'server',
    API_Enable_Rate_Limiter: true,
    API_Upper_Count_Limit: 100,
  };
}

/** Settings that the licensed module adds; without a licence nobody can read them. */
export function licensedSettings(): Record<string, unknown> {
  return {
    Livechat_last_chatted_agent_routing: false,
    Livechat_waiting_queue: false,
    Livechat_maximum_chats_per_agent: 0,
    Livechat_max_queue_wait_time: -1,
    Livechat_allow_manual_on_hold: true,
    Livechat_allow_manual_on_hold_upon_agent_engagement_only: true,
    Livechat_business_hour_type: 'Single',
    Omnichannel_contact_manager_routing: true,
    Omnichannel_max_fallback_forward_depth: 3,
    Omnichannel_sorting_mechanism: 'Timestamp',
  };
}

const LICENSED = licensedSettings();

/** Every setting that this server has, with its default. */
export const packageSettings = (ws: Workspace): Record<string, unknown> => ({
  ...defaultSettings(),
  ...(ws.edition === 'EE' && LICENSED),
});

/** The stored value of a setting, or the server's default when the state does not name it. */
export function setting(ws: Workspace, id: string): unknown {
  if (id in LICENSED && ws.edition !== 'EE') return undefined;
  return id in ws.data.settings ? ws.data.settings[id] : packageSettings(ws)[id];
}

/** True only for the boolean true, as `settings.get<boolean>` is used. */
export function isOn(ws: Workspace, id: string): boolean {
  return setting(ws, id) === true;
}

/** True when the licensed module's waiting queue is on. */
export const waitingQueue = (ws: Workspace): boolean => isOn(ws, 'Livechat_waiting_queue');

/**
 * True when the routing assigns by itself (autoAssignAgent): everything but Manual_Selection. An unknown method is no
 * method at all on the server; here it counts as automatic.
 */
export function assignsByItself(ws: Workspace): boolean {
  return setting(ws, 'Livechat_Routing_Method') !== 'Manual_Selection';
}
