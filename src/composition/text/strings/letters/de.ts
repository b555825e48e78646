import type { LetterStrings } from './letter-strings.ts';

export const de: LetterStrings = {
  language: 'de',
  confirm: {
    subject: 'Bitte bestätigen Sie Ihr Abonnement von {newsletter}',
    heading: 'Nur noch ein Klick',
    body: 'Jemand, hoffentlich Sie selbst, möchte {newsletter} an diese Adresse erhalten. Bitte bestätigen Sie, dass Sie es waren.',
    action: 'Abonnement bestätigen',
    ignore: 'Wenn Sie es nicht waren, tun Sie nichts: Dann wird Ihnen auch nichts zugesandt.',
  },
  welcome: {
    subject: 'Willkommen bei {newsletter}',
    heading: 'Schön, dass Sie da sind',
    body: 'Ihr Abonnement von {newsletter} ist bestätigt. Die nächste Ausgabe kommt auch zu Ihnen.',
    action: 'Themen ändern',
  },
  preferencesChanged: {
    subject: 'Ihre Themen bei {newsletter} sind geändert',
    heading: 'Ihre Wahl ist gespeichert',
    body: 'Ab der nächsten Ausgabe bringt Ihnen {newsletter} die Meldungen zu diesen Themen.',
    action: 'Noch einmal ändern',
  },
  exportRequest: {
    subject: 'Ihre Daten bei {newsletter}',
    heading: 'Ihre Daten als Datei',
    body: 'Jemand, hoffentlich Sie selbst, hat auf der Seite Ihres Abonnements von {newsletter} nach allem gefragt, was wir über Sie speichern. Der Link gilt einen Tag.',
    action: 'Zu meinen Daten',
    ignore: 'Wenn Sie es nicht waren, tun Sie nichts: Niemand sonst bekommt sie zu sehen.',
  },
  eraseRequest: {
    subject: 'Bitte bestätigen: mich bei {newsletter} löschen',
    heading: 'Alles über Sie löschen?',
    body: 'Jemand, hoffentlich Sie selbst, möchte über die Seite Ihres Abonnements von {newsletter} diese Adresse und alles dazu Gespeicherte löschen. Der Link gilt einen Tag.',
    action: 'Weiter zum Löschen',
    ignore: 'Wenn Sie es nicht waren, tun Sie nichts: Dann wird nichts gelöscht.',
  },
  editorTest: {
    subject: 'Test: {newsletter} kann E-Mails senden',
    heading: 'Es funktioniert',
    body: 'Diese Nachricht wurde für {newsletter} über {server} gesendet, am {time}. Sonst hat sie niemand erhalten.',
  },
  digestHeld: {
    subject: 'Angehalten: {newsletter}, {number}',
    heading: '{number} wartet auf Sie',
    body: 'Die Ausgabe, die am {time} fällig war, ging an niemanden hinaus. Der Grund:',
    action: 'Am Redaktionstisch öffnen',
  },
  deskInvitation: {
    subject: '{by} lädt Sie an den Redaktionstisch von {newsletter} ein',
    heading: 'Arbeiten Sie mit',
    body: '{by} lädt Sie an den Redaktionstisch von {newsletter} ein, in der Rolle {role}. Der Link gilt einmal und eine Woche lang: Dort wählen Sie Namen und Passwort.',
    action: 'Einladung annehmen',
    ignore: 'Wenn Sie keine Einladung erwartet haben, tun Sie nichts: Niemand außer Ihnen kommt damit hinein.',
  },
  deskPassword: {
    subject: 'Ein neues Passwort für den Redaktionstisch von {newsletter}',
    heading: 'Passwort vergessen?',
    body: 'Jemand, hoffentlich Sie selbst, möchte am Redaktionstisch von {newsletter} ein neues Passwort. Der Link gilt einmal und eine Stunde lang.',
    action: 'Neues Passwort wählen',
    ignore: 'Wenn Sie es nicht waren, tun Sie nichts: Das alte Passwort bleibt.',
  },
  deskMention: {
    subject: '{by} erwähnt Sie: {place}',
    heading: '{by} erwähnt Sie',
    body: 'Ein Kommentar am Redaktionstisch von {newsletter}, zu {place}:',
    action: 'Am Redaktionstisch antworten',
  },
  yourTopics: 'Ihre Themen',
  insteadOfButton: 'Falls der Knopf nicht funktioniert, kopieren Sie diese Adresse in Ihren Browser:',
};
