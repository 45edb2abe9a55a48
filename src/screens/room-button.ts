/** The button in the menu of omnichannel rooms. Apart from the screens behind it: it is registered before they are needed. */
export const ROOM_BUTTON = 'workflow-room';
