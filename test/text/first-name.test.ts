import { firstName } from '../../src/text/first-name';

test.each([
  ['Ana Silva', 'Ana'],
  ['Silva, Ana Maria', 'Ana'],
  ['Silva,', 'Silva'],
  ['  Ana  ', 'Ana'],
  ['Анна Иванова', 'Анна'],
  ['李小龙', '李小龙'],
  ['Dr. Ana Silva', 'Ana'],
  ['PROF. Dr. Weber', 'Weber'],
  ['Mr John Smith', 'John'],
  ['Frau Müller', 'Müller'],
  ['Sra. García', 'García'],
  ['Silva, Dra. Ana', 'Ana'],
  ["O'Neil Smith", "O'Neil"],
  ['Drew Miller', 'Drew'],
  ['Guestina', 'Guestina'],
])('%j is called %j', (name, called) => expect(firstName(name)).toBe(called));

test.each([
  ['nothing', ''],
  ['blanks', '  '],
  ['no name', undefined],
  ['an address', 'ana@example.com'],
  ['an address with a name', 'Ana <ana@example.com>'],
  ['a link', 'https://example.com'],
  ['a number', '5511999990000'],
  ['a phone', '+55 11 99999-0000'],
  ['the name of a guest', 'guest-12'],
  ['the name of a guest, written otherwise', 'Guest 12'],
  ['a guest', 'Guest'],
  ['a visitor', 'Visitor #4'],
  ['a sign first', '~Ana'],
  ['an emoji first', '🙂 Ana'],
  ['a title alone', 'Dr.'],
  ['a number after the comma', 'Silva, 12'],
])('nobody is called by %s', (_what, name) => expect(firstName(name)).toBeUndefined());
