import type { Workspace } from './types';

/** The server's own defaults of the settings that omnichannel code and apps read (packages' settings files). */
export function defaultSettings(): Record<string, unknown> {
  return {
    Livechat_enabled: true,
    Livechat_Routing_Method: 'Auto_Selection',
    Livechat_accept_chats_with_no_agents: false,
    Livechat_enabled_when_agent_idle: true,
    Livechat_assign_new_conversation_to_bot: false,
    Livechat_last_chatted_agent_routing: false,
    Livechat_request_comment_when_closing_conversation: true,
    Livechat_enable_transcript: false,
    Livechat_transcript_send_always: false,
    Livechat_show_agent_info: true,
    Livechat_enable_business_hours: false,
    Livechat_waiting_queue: false,
    Livechat_maximum_chats_per_agent: 0,
    Livechat_allow_manual_on_hold: true,
    Livechat_allow_manual_on_hold_upon_agent_engagement_only: true,
    Livechat_enable_message_character_limit: false,
    Livechat_message_character_limit: 0,
    Livechat_show_queue_list_link: false,
    Omnichannel_queue_delay_timeout: 5,
    Message_MaxAllowedSize: 5000,
    Message_CustomFields_Enabled: false,
    Message_CustomFields: '',
    Message_AllowEditing: true,
    Site_Url: 'https://chat.example',
    Site_Name: 'Rocket.Chat',
    Language: 'en',
    Default_Timezone_For_Reporting: 'server',
    API_Enable_Rate_Limiter: true,
  };
}

/** The stored value of a setting, or the server's default when the state does not name it. */
export function setting(ws: Workspace, id: string): unknown {
  return id in ws.data.settings ? ws.data.settings[id] : defaultSettings()[id];
}

/** True only for the boolean true, as `settings.get<boolean>` is used. */
export function isOn(ws: Workspace, id: string): boolean {
  return setting(ws, id) === true;
}

/**
 * True when the routing assigns by itself (autoAssignAgent): everything but Manual_Selection. An unknown method is no
 * method at all on the server; here it counts as automatic.
 */
export function assignsByItself(ws: Workspace): boolean {
  return setting(ws, 'Livechat_Routing_Method') !== 'Manual_Selection';
}
