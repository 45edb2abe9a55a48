/** The recorded cases as their file has them. */
export interface RecordedCase {
  id: string;
  area: string;
  edition: string;
  given: Record<string, unknown>;
  state: RecordedState;
  call: { via: string; args?: Record<string, unknown> };
  returns?: unknown;
  throws?: { message: string; hostErrorCode?: string; errorClass?: string };
  changes: unknown;
  events: { event: string; payload: unknown }[];
  systemMessages: { t: string; text: string; [key: string]: unknown }[];
  messages?: { text: string; [key: string]: unknown }[];
  /** How the call was made where it is not made any more as it was told. */
  executedAs?: string;
  mayVary?: {
    eventOrderAlsoSeen?: string[][];
    systemMessageOrderAlsoSeen?: string[][];
    payloadRoomFieldsThatVary?: Record<string, string[]>;
    payloadFieldsThatVary?: Record<string, string[]>;
  };
  note?: string;
}

type Stored = Record<string, unknown>;

export interface RecordedState {
  settings?: Stored;
  users?: (Stored & { _id: string })[];
  departments?: Stored[];
  contacts?: Stored[];
  priorities?: Stored[];
  slas?: Stored[];
  departmentAgents?: { departmentId: string; agentId: string }[];
  customFields?: Stored[];
  visitors?: (Stored & { _id: string })[];
  rooms?: (Stored & { _id: string })[];
  inquiries?: { rid: string; status: string; department?: string }[];
  subscriptions?: { rid: string; userId: string }[];
  messages?: { rid: string; t?: string; msg: string; by: string; token?: string }[];
}

/** What a case did when it was played against the workspace. */
export interface Played {
  returned?: unknown;
  thrown?: unknown;
}
