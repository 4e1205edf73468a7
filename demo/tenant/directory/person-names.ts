// Names for the made-up people: written as people write them, with the letters a directory has to carry, and the
// spelling their mail address uses.

export type SpelledName = { readonly text: string; readonly ascii: string };

const spelled = (list: string): readonly SpelledName[] =>
  list.split(' ').map((entry) => {
    const [text = entry, ascii] = entry.split('=');
    return { text, ascii: (ascii ?? text).toLowerCase() };
  });

export const GIVEN_NAMES = spelled(
  'Anna Ben Clara David Eva Felix Grace Hugo Ines Jonas Käthe=kaethe Liam Maja Noah Olga Paul Rosa Søren=soren ' +
    'Tomás=tomas Uma Vera Wim Xenia Yusuf Zoë=zoe Łukasz=lukasz Jürgen=juergen Ayşe=ayse Νίκος=nikos 花子=hanako ' +
    'Agnès=agnes Bjørn=bjorn Émile=emile Fiona Gülay=guelay Henrik Isla Jana Kofi Lena',
);

export const SURNAMES = spelled(
  'Adler Bauer Castro Dvořák=dvorak Eriksen Fischer García=garcia Hansen Ivanova Jørgensen=jorgensen Kowalski Łuczak=luczak ' +
    "Müller=mueller Nowak O'Brien=obrien Papadopoulos Quinn Rossi Schäfer=schaefer Tanaka Ueda Vogel Weiß=weiss Xu Yılmaz=yilmaz " +
    "Zimmer D'Angelo=dangelo Παπαδόπουλος=papadopoulou 山田=yamada Nyström=nystroem O'Neill=oneill Lindqvist Mbeki Silva Turner",
);

export const CITIES: readonly string[] = ['Berlin', 'Hamburg', 'Oslo', 'Porto', 'Athens', 'Osaka', 'Dublin', 'Toronto'];
export const ROOM_NAMES: readonly string[] = ['Alder', 'Birch', 'Cedar', 'Dogwood', 'Elm', 'Fir', 'Ginkgo', 'Hazel'];
export const TEAM_NAMES: readonly string[] = [
  'Billing',
  'Careers',
  'Events',
  'Facilities',
  'Legal',
  'Orders',
  'Press',
  'Support',
];
export const DEVICES: readonly string[] = ['Projector', 'Camera', 'Van', 'Printer'];
