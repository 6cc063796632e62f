import { personName } from './person-name';

describe('a DICOM person name', () => {
  it.each([
    ['Doe^Jane', 'Doe, Jane'],
    ['Doe^Jane^Q', 'Doe, Jane Q'],
    ['Yamada^Tarou=山田^太郎=やまだ^たろう', 'Yamada, Tarou (山田 太郎)'],
    ['=山田^太郎', '山田 太郎'],
    ['PHANTOM', 'PHANTOM'],
    ['', 'No name'],
  ])('%s reads %s', (value, shown) => {
    expect(personName(value)).toBe(shown);
  });
});
