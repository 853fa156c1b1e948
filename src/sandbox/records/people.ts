import { company, offices, type Department, type Office } from './company';
import { Random } from './random';

export interface Person {
  readonly name: string;
  readonly upn: string;
  readonly department: Department;
  readonly office: Office;
  /** Entra's id of the user. */
  readonly objectId: string;
  /** Sixteen digits that name the user in UserKey. */
  readonly puid: string;
  readonly sid: string;
  readonly mailboxGuid: string;
  readonly homeIp: string;
  readonly mobileIp: string;
  readonly userAgent: string;
}

type OfficeName = keyof typeof offices;

const staff: Readonly<Record<Department, Readonly<Partial<Record<OfficeName, readonly string[]>>>>> = {
  Finance: {
    porto: ['Ines Valadares', 'Duarte Simoes', 'Teresa Camacho', 'Nuno Abreu', 'Lidia Frazao'],
    gdansk: ['Jagoda Wrona', 'Kacper Zielony'],
    halifax: ['Maeve Tolliver'],
  },
  Sales: {
    porto: ['Rita Coutinho', 'Vasco Leal'],
    gdansk: ['Oliwia Sobota', 'Tymon Gajda', 'Hanna Bielak'],
    halifax: ['Desmond Achterberg', 'Carys Whitlock', 'Owen Larkspur', 'Priscilla Dunmore', 'Hugo Fairweather'],
    pune: ['Anaya Deshmukh', 'Rohan Kelkar', 'Meera Sathe'],
  },
  Engineering: {
    porto: ['Bruno Tavares', 'Catarina Nogueira', 'Filipe Antunes', 'Sonia Peixoto', 'Miguel Sarmento'],
    gdansk: ['Leon Kurek', 'Zofia Maj', 'Igor Wilk', 'Pola Jasna'],
    pune: [
      'Aditi Gokhale',
      'Sameer Bapat',
      'Kavya Limaye',
      'Nikhil Phadke',
      'Isha Ranade',
      'Tejas Vaidya',
      'Swara Khare',
      'Omkar Joglekar',
    ],
  },
  Operations: {
    porto: ['Helder Quintas', 'Alice Moreira', 'Jorge Batalha'],
    gdansk: ['Borys Lipa', 'Maja Kalina', 'Witold Sikora'],
    pune: ['Pranav Oak', 'Gauri Apte', 'Vihaan Sohoni'],
  },
  People: { porto: ['Marta Seabra'], halifax: ['Nadia Brightwater'], pune: ['Radhika Tilak'] },
  IT: { porto: ['Paulo Resende', 'Eva Malheiro'], gdansk: ['Szymon Halny'], pune: ['Arnav Karve'] },
  Management: { porto: ['Leonor Castanheira', 'Gaspar Montenegro'], halifax: ['Imogen Hartwell'] },
};

const userAgents: readonly string[] = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0',
];

/** Everyone of the company, always the same. */
export function listPeople(): readonly Person[] {
  const people: Person[] = [];
  for (const department of typedKeys(staff)) {
    for (const office of typedKeys(offices)) {
      for (const name of staff[department][office] ?? []) {
        people.push(makePerson(name, department, offices[office], people.length + 1));
      }
    }
  }
  return people;
}

function makePerson(name: string, department: Department, office: Office, number: number): Person {
  const upn = `${name.toLowerCase().replace(' ', '.')}@${company.domain}`;
  const random = new Random('person', upn);
  return {
    name,
    upn,
    department,
    office,
    objectId: random.guid(),
    puid: `1003200${random.hex(9).toUpperCase()}`,
    sid: `S-1-5-21-1004336348-1177238915-682003330-${20_000 + number}`,
    mailboxGuid: random.guid(),
    homeIp: `198.51.100.${10 + number}`,
    mobileIp: `2001:db8:40:${number.toString(16)}::${random.hex(4).replace(/^0+/, '') || '1'}`,
    userAgent: random.pick(userAgents),
  };
}

function typedKeys<K extends string>(object: Readonly<Record<K, unknown>>): readonly K[] {
  return Object.keys(object).filter((key): key is K => key in object);
}
