import { maskPersonal } from '../../src/text/personal';

describe('personal data in what leaves', () => {
  it.each([
    ['Write to anna.kowalska+shop@example.co.uk please', 'Write to [e-mail] please'],
    ['anna@exämple.de, bob@shop.com', '[e-mail], [e-mail]'],
    ['Call +49 (30) 123 456-78 now', 'Call [phone] now'],
    ['tel 0049301234567', 'tel [phone]'],
    ['(11) 98765-4321', '[phone]'],
    ['My card is 4111 1111 1111 1111, CVC 123', 'My card is [card], CVC 123'],
    ['４１１１１１１１１１１１１１１１', '[card]'],
    ['5500-0000-0000-0004', '[card]'],
    ['5500–0000–0000–0004', '[card]'],
    ['我的电话是13800138000谢谢', '我的电话是[phone]谢谢'],
    ['電話は090-1234-5678です', '電話は[phone]です'],
    ['カード4111 1111 1111 1111で', 'カード[card]で'],
    ['โทร0812345678ครับ', 'โทร[phone]ครับ'],
    ['Tel0301234567', 'Tel[phone]'],
    ['WhatsApp+5511987654321', 'WhatsApp[phone]'],
    ['1'.repeat(40), '[phone]'],
    ['on 28.11.2026 call 030 1234567', 'on 28.11.2026 call [phone]'],
  ])('%s', (written, masked) => expect(maskPersonal(written)).toBe(masked));

  it.each([
    'Order 4711',
    'on 2026-11-28',
    'on 28.11.2026',
    '2026-11-28 14:30',
    '28.11.2026 9.30',
    '10.12.2026 – 12.12.2026',
    '2026-11-28T14:30:00Z',
    '3 pieces for 12.50 each',
    'at 10:30',
    'A123B',
    '',
  ])('are not %s', (written) => expect(maskPersonal(written)).toBe(written));
});
