/** What the reference says beside the entries: how they go together. Every JSON block is run by a test. */

export const INTRODUCTION = `
# The rules

<!-- Written by \`npm run reference\` from the entries in src/. Change those, not this file. -->

Rules are one JSON document in the app's setting \`rules\`. **When** this happens, **if** these conditions hold, **then** do that:

\`\`\`json
{
  "rules": [
    {
      "id": "after-hours",
      "name": "Tell customers nobody is here",
      "on": "customer_message",
      "if": { "field": "operation.hours", "operator": "is", "value": "closed" },
      "do": [
        { "action": "send_message", "text": "Hi {{customer.first_name}}, we are back {{operation.next_open}}." }
      ],
      "once": { "per": "conversation", "within": "PT12H" },
      "tests": [
        { "name": "at night", "given": { "operation.hours": "closed" }, "expect": "match" },
        { "name": "by day", "given": { "operation.hours": "open" }, "expect": "no_match" }
      ]
    }
  ]
}
\`\`\`

Ready-made documents for common tasks are in [examples](examples). [rules.schema.json](rules.schema.json) lets editors complete and check what you write; in Visual Studio Code, name it under \`json.schemas\` in the settings. \`npm run check-rules -- FILE\` checks a document outside the server and runs the tests in it.
`;

export const RULE = `
## A rule

| key | meaning |
| --- | --- |
| \`id\` | required; \`a-z 0-9 -\`, at most 64 characters, unique. Never change it: history stays attached to it |
| \`name\` | required; 1–120 characters |
| \`description\` | at most 500 characters |
| \`mode\` | \`live\` (default); \`watch\` decides and records what it would do, and does nothing; \`off\` |
| \`on\` | one [event](#events), or a list of them |
| \`if\` | \`"always"\`, or a [condition](#conditions) |
| \`do\` | 1–20 [actions](#actions), run in order; any may carry \`if_failed\`: 1–5 actions, without an \`if_failed\` of their own, for when it fails for good, or nobody could take it, or there was nobody to tell. An action that has one does not wait until somebody can take the conversation |
| \`once\` | \`{ "per": "conversation" }\` or \`{ "per": "customer" }\`, and \`within\` a duration: at most one run for each, ever or within the duration |
| \`wait\` | \`{ "for": "PT5M", "unless": ["agent_message"], "restart": true }\`: runs later, if the conditions are still true. With \`in\` only open time counts: \`"hours"\` (those of the settings) or the name of a [calendar](#calendars), as they stand when the wait begins; not hours that are \`agents\` or \`workspace\`. One wait per rule and conversation; a new event restarts it only with \`restart\`. It is cancelled by an event of \`unless\`, when the conversation is closed (unless the rule reacts to \`conversation_closed\`), by a mute, when all rules are off as its time comes (\`/workflow pause\`), and when the rule is changed, switched off or deleted |
| \`button\` | for \`manual\`: what people press, 1–40 characters; the name when left out |
| \`who\` | for \`manual\`: the roles that may run it; \`["livechat-agent", "livechat-manager", "livechat-monitor", "admin"]\` when left out. Whoever runs it must be able to see the conversation |
| \`inputs\` | for \`manual\`: up to 5 of \`{ "id": "amount", "label": "Amount", "kind": "text", "required": true }\` or \`{ …, "kind": "choice", "choices": ["a", "b"] }\`, filled in before it runs: \`input.amount\` in conditions and texts |
| \`schedule\` | for \`schedule\`: \`{ "at": "Mon-Fri 09:00,18:00; Sat 10:00" }\` by the clock of the setting's zone (with \`calendar\`, of that [calendar](#calendars)), or \`{ "every": "PT15M" }\` (at least a minute); \`over\`: \`open\` (default: all that are not closed) or \`queued\`. The oldest first, at most 500 a time, as fast as the server allows. A time that was missed is made up for within an hour, later ones are skipped. Which conversations: those that the connection lists; without one those that the app knows of |
| \`stop\` | \`true\`: when this rule matches, no later rule runs for this event |
| \`labels\` | up to 5 words of 1–40 characters to group and find rules by; they change nothing else |
| \`tests\` | [examples](#tests) kept with the rule |

Rules are checked in the order of the document. A customer's message gets at most one automatic message, unless a later one says \`"also": true\`. Durations are ISO 8601 (\`PT30S\`, \`PT5M\`, \`PT12H\`, \`P1D\`, \`P2W\`).

Limits: 1,000 rules, 50 conditions a rule, groups nested 5 deep, 1 MB.
`;

export const CONDITIONS = `
## Conditions

A condition compares a [field](#fields) with a value, or groups conditions: \`all\` (every one is true), \`any\` (at least one), \`none\` (not one), nested at will.

\`\`\`json
{
  "all": [
    { "field": "conversation.owner", "operator": "is_not", "value": "human" },
    {
      "any": [
        { "field": "operation.hours", "operator": "is", "value": "closed" },
        { "field": "operation.holiday", "operator": "is", "value": true }
      ]
    },
    { "none": [{ "field": "customer.tags", "operator": "includes", "value": ["spam", "blocked"] }] }
  ]
}
\`\`\`

Every condition is **true**, **false** or **unknown**. Unknown means that the server could not tell: no connection, a deleted agent, hours that cannot be read. A rule runs only on true. A *missing* value (the customer has no e-mail address) is not unknown: positive operators are false for it, negative ones true.

A list as value means *any of* for positive operators and *none of* for negative ones; for \`contains_all\` and \`includes_all\` it means *all of*, for \`between\` and \`not_between\` the two bounds.

Texts compare folded: upper and lower case, look-alike forms of the same letter and extra blanks do not count; \`"case_sensitive": true\` lets case count.
`;

export const TEXTS = `
## Texts

The texts of actions are [mustache](https://mustache.github.io) templates: \`{{customer.name}}\` prints a field. A missing or unknown value prints nothing; lists print joined by commas, durations in words, times as \`HH:mm\`, a department by its name, booleans as yes and no, choices as they are written in rules.

\`{{#customer.name}}Hi {{customer.name}}!{{/customer.name}}\` stands only when there is a value (for a boolean: when it is true), \`{{^customer.name}}Hello!{{/customer.name}}\` only when there is none. These sections cannot stand inside one another. \`{{! a comment }}\` is not printed. Other names, \`{{{x}}}\`, \`{{&x}}\`, \`{{>x}}\` and other delimiters are refused when the rule is saved.

What a customer wrote cannot mention anybody, link or format: in messages it is made harmless with invisible joiners and look-alike signs. In fields of a contact, tags and headers it stands as it is, on one line. A message longer than the server allows is cut with an ellipsis.

A text that people read may be written in several languages, up to 20: \`{ "en": "We are back {{operation.next_open}}.", "pt-BR": "Voltamos {{operation.next_open}}." }\`. The customer's language (\`customer.locale\`) chooses, parts compared from the left; the first one written stands where none fits or none is known. What the team reads takes the server's language.

\`{{match.<name>}}\` prints the named group of a \`matches\` of the same rule that was true: \`order +(?<order>[0-9]+)\` gives \`{{match.order}}\`.

Besides the fields, texts may print:
`;

export const CALENDARS = `
## Calendars

The settings give the opening hours, holidays and time zone of \`operation.hours\`. A document may bring further calendars, asked as \`operation.hours.<name>\`:

\`\`\`json
{
  "rules": [
    {
      "id": "night-team",
      "name": "At night, the night team takes over",
      "on": "customer_message",
      "if": {
        "all": [
          { "field": "operation.hours.night-team", "operator": "is", "value": "open" },
          { "field": "conversation.owner", "operator": "is", "value": "nobody" }
        ]
      },
      "do": [{ "action": "assign", "to": { "department": "Night" } }],
      "tests": [
        {
          "name": "Saturday at 3 in the morning belongs to Friday's night",
          "at": "2026-07-18T03:00:00-03:00",
          "given": { "conversation.owner": "nobody" },
          "expect": "match"
        },
        {
          "name": "Sunday at 3 in the morning",
          "at": "2026-07-19T03:00:00-03:00",
          "given": { "conversation.owner": "nobody" },
          "expect": "no_match"
        }
      ]
    }
  ],
  "calendars": {
    "night-team": { "timezone": "America/Sao_Paulo", "hours": "Mon-Fri 22:00-06:00", "holidays": "2026-12-25 Christmas" }
  }
}
\`\`\`

\`hours\` is a schedule (\`Mon,Wed-Fri 09:00-12:00,13:00-17:00; Sat 10:00-14:00\`; an end before the start belongs to the day it begins on), or \`agents\` (open while an agent is online), or \`workspace\` (the server's own business hours). \`timezone\` is an IANA name; without it, and without \`holidays\`, the settings' count. \`holidays\` has one a line: a day (\`2026-12-25 Christmas\`, each year \`12-25 Christmas\`), a range (\`2026-12-24 - 2027-01-03 Winter break\`), or a part of the day (\`12-24 12:00-24:00 Christmas Eve\`).
`;

export const LOOKUPS = `
## Lookups

A document may ask other systems, and a language model, and use the answers as \`lookup.<id>\`. They are asked only when a rule gets that far, side by side, once an event:

\`\`\`json
{
  "lookups": {
    "intent": { "ask": "What does the customer want?", "choices": ["refund", "delivery", "other"], "keep": "PT10M" },
    "order": {
      "get": "https://shop.example.com/api/customers/{{customer.email}}/orders",
      "headers": { "Authorization": "Bearer a long random token" },
      "read": "/open/0/number"
    }
  },
  "rules": [
    {
      "id": "refunds",
      "name": "Refunds go to Billing",
      "on": "customer_message",
      "if": { "field": "lookup.intent", "operator": "is", "value": "refund" },
      "do": [{ "action": "assign", "to": { "department": "Billing" } }],
      "tests": [
        { "name": "a refund", "given": { "lookup.intent": "refund" }, "expect": "match" },
        { "name": "no answer", "given": { "lookup.intent": { "unknown": "no answer in time" } }, "expect": "no_match" }
      ]
    }
  ]
}
\`\`\`

| key | meaning |
| --- | --- |
| \`get\`, \`read\` | JSON is read from an address; a JSON pointer names the text or number in it. Names after the host are filled in and encoded. \`headers\` go along. \`"local": true\` for an address without https or in a network of your own, which the server must allow too |
| \`ask\` | a question to the model in the settings, with \`choices\` (2–20), or \`text\`: a free text of at most so many characters, for notes and messages to the team only |
| \`about\` | of \`ask\`: \`message\` (default) or \`conversation\`. E-mail addresses, phone and card numbers in it are masked unless \`"send_personal": true\` |
| \`within\` | how long an answer may take: \`PT5S\` when left out, \`PT10S\` at most |
| \`keep\` | how long the answer to the same question serves again in the same conversation |

What is no usable answer in time is **unknown**, with the reason in the record, never missing (\`is_not_set\` is never true): none of the choices, an error, nothing at the pointer, more questions in a minute than the setting allows, or an address that failed three times in a row and is left alone for half a minute. What customers write is data to the model; whatever they write, the answer is one of the choices.
`;

export const TESTS = `
## Tests

\`tests\` are examples kept with the rule. They run when rules are saved; one that fails sets its rule aside. A test asks whether the rule reacts to the event and its condition is true; \`mode\`, \`once\`, \`wait\` and \`stop\` play no part.

| key | meaning |
| --- | --- |
| \`name\` | required |
| \`given\` | required: facts by field. Left out or \`null\` is missing (a lookup: unknown), \`{ "unknown": "why" }\` is unknown; durations are ISO texts, a department its name |
| \`on\` | the event; may be left out when the rule reacts to one |
| \`at\` | an ISO moment, from which hours, weekday, time and holiday follow; without an offset, in the setting's time zone |
| \`expect\` | required: \`match\` or \`no_match\` |
| \`match\` | what the named groups of patterns must hold: \`{ "order": "12345" }\` |
`;
