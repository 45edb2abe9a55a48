import { ownWords } from '../../src/text/mail-reply';

const QUOTED = '> What is it about?\n> 1. An invoice\n> 2. My delivery\n';

describe('what somebody has written themselves in a mail', () => {
  it.each<[what: string, mail: string, own: string]>([
    ['above the quote', `2\n\nOn Mon, Nov 30, 2026 at 10:00 AM Help <h@x.com>\nwrote:\n\n${QUOTED}`, '2'],
    ['below the quote', `Am 30.11.2026 um 10:00 schrieb Help <h@x.com>:\n${QUOTED}\n2`, '2'],
    [
      'without line breaks',
      '2 On Mon at 10:00, Help <h@x.com (mailto:h@x.com)> wrote: What is it about? 1. An invoice',
      '2',
    ],
    [
      'in Portuguese',
      `Minha entrega\n\nEm seg., 30 de nov. de 2026 às 10:00, <h@x.com> escreveu:\n\n${QUOTED}`,
      'Minha entrega',
    ],
    [
      'in Spanish',
      'Mi pedido El lun, 30 nov 2026 a las 10:00, Help (<h@x.com>) escribió: ¿De qué se trata?',
      'Mi pedido',
    ],
    ['in a language that is not known', `2\n\nLe lun. 1 nov. 2026 à 10:00, <h@x.com> a écrit :\n\n${QUOTED}`, '2'],
    ['above a line', 'My delivery\n\n-----Original Message-----\nFrom: Help\n1. An invoice', 'My delivery'],
    ['above the head of the other mail', 'Rechnung Von: Help h@x.com Gesendet: Montag 1. Rechnung', 'Rechnung'],
    ['above a signature', 'ana@example.com\n-- \nAna Silva\nsales@example.com', 'ana@example.com'],
    ['only quoted lines', QUOTED, QUOTED],
    ['no quote', 'On Monday I wrote to you', 'On Monday I wrote to you'],
  ])('%s', (_what, mail, own) => expect(ownWords(mail)).toBe(own));
});
