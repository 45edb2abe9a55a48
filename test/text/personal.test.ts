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
  ])('%s', (written, masked) => expect(maskPersonal(written)).toBe(masked));

  it.each(['Order 4711', 'on 2026-11-28', 'on 28.11.2026', '3 pieces for 12.50 each', 'at 10:30', 'A123B', ''])(
    'are not %s',
    (written) => expect(maskPersonal(written)).toBe(written),
  );
});
