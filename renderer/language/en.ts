import type { Translation } from './index.ts';

/** Written as English, not as a translation: short, plain, polite. */
export const en: Translation = {
  frame: {
    callStaff: 'Call staff',
    staffCall: {
      sending: 'Telling staff…',
      known: 'Staff have been told',
      'not-sent': 'Could not reach staff yet, still trying. Please ask anyone nearby.',
      unavailable: 'This kiosk cannot call staff. Please ask anyone nearby.',
    },
    startOver: 'Start over',
    language: 'Language',
    takeCard: 'Please take your card back',
    kiosk: 'Kiosk {{kioskId}} · {{location}}',
  },
  notices: {
    'configuration-wrong': 'This kiosk is set up wrongly. Technical staff need to look at it.',
    'data-folder-unwritable': 'This kiosk cannot save data. Technical staff need to look at it.',
    'folder-in-use': 'Another program is already using this kiosk’s data folder.',
    'queue-damaged': 'Data saved on this kiosk is damaged. Technical staff need to look at it.',
    'start-failed': 'The program could not start. Technical staff need to look at it.',
    'simulation-absent': 'This kiosk is set up for simulated devices, which are not installed.',
    'no-scanner': 'The code scanner is not working. Check its cable, power and settings.',
    'simulated-devices': 'Simulated devices: not for real check-ins.',
  },
  away: {
    reader: 'The card reader is off for now. Please check in with your code.',
    camera: 'The camera is off for now. You can still check in.',
    hospital: 'The link to the hospital is down. You can still check in with your card.',
  },
  attract: {
    prompt: {
      welcome: {
        title: 'Welcome. Check in here',
        detail: 'No need to touch the screen. Just follow the pictures.',
      },
      'show-code': {
        title: 'First, show the QR code on your card',
        detail: 'The code unlocks the chip. After that, put the card back on the reader.',
      },
      'unknown-code': {
        title: 'That code does not work here',
        detail: 'It may belong to another service. Please scan the QR code on your ID card.',
      },
      'unreadable-code': {
        title: 'We could not read that code',
        detail: 'It may be worn, creased or shiny. Try again, a hand’s width from the scanner.',
      },
      'card-forgotten': {
        title: 'A card is still on the reader',
        detail: 'If it is yours, please take it. If not, please give it to our staff.',
      },
    },
    ways: {
      card: {
        title: 'Citizen ID card',
        scan: 'Show its QR code to the scanner',
        lay: 'Then put the card on the reader',
      },
      paper: {
        title: 'Hospital letter or phone',
        scan: 'Show your patient code to the scanner',
      },
    },
    emergency: 'Emergency? No need to check in. Call staff now.',
  },
  closed: {
    title: 'This kiosk is out of service',
    detail: 'Please go to the reception desk, or to another kiosk nearby.',
    forStaff: 'For staff',
  },
  identify: {
    hello: 'Hello, {{name}}',
    helloGuest: 'Hello',
    awaited: {
      title: 'Put your card on the reader',
      detail: 'Leave it there for a few seconds.',
    },
    reading: {
      title: 'Reading your card. Please leave it there',
      detail: 'Do not lift the card yet.',
      progress: 'Read so far',
    },
    problem: {
      pulled: {
        title: 'The card was lifted too early',
        detail: 'We had not finished reading. Put it back and leave it for a few seconds.',
      },
      'wrong-key': {
        title: 'This card does not match the code',
        detail: 'Put down the card whose code you scanned. If it is that one, go on with the code only.',
      },
      'no-key': {
        title: 'The code does not say enough to open the chip',
        detail: 'This is not your fault. Please go on with the code only; no card is needed.',
      },
      'not-a-document': {
        title: 'This is not a chip ID card',
        detail: 'Another card may be in the way. Please put down your ID card only.',
      },
      'reader-gone': {
        title: 'The card reader has stopped',
        detail: 'This is not your fault. Please go on with the code you scanned.',
      },
      unreadable: {
        title: 'We could not read the chip',
        detail: 'A sleeve or something metal may be in the way. Remove it and try again.',
      },
      'mute-card': {
        title: 'The card is not quite in place',
        detail: 'Lay one card flat in the middle of the reader. If it has a slot, push the card all the way in.',
      },
      'several-cards': {
        title: 'There is more than one card',
        detail: 'Leave only your own ID card. If one belongs to somebody else, please give it to our staff.',
      },
    },
    read: {
      detail: 'All read. Thank you.',
    },
    withoutCard: 'No card here, use the code only',
    withCodeOnly: 'Go on with the code only',
    portraitOf: 'Photo from your card',
  },
  tries: {
    left_one: '{{count}} try left',
    left_other: '{{count}} tries left',
    againLeft_one: 'Read the card again, {{count}} try left',
    againLeft_other: 'Read the card again, {{count}} tries left',
  },
  verify: {
    instruction: {
      'look-here': 'Please look at the camera',
      'no-face': 'Stand in front of the screen so we can see you',
      'several-faces': 'Only you in the frame, please',
      'come-closer': 'Come a little closer',
      'step-back': 'Take a small step back',
      'more-light': 'It is rather dark. Turn towards the light',
      'less-light': 'It is too bright behind you. Please move a little',
      'hold-still': 'Hold still for a moment',
      'look-straight': 'Look straight ahead',
    },
    detail: 'We compare your face with the photo in your card. Pictures never leave this kiosk.',
    retry: 'No match yet. A mask, glasses or the light may be why. Please try again.',
    matched: 'Thank you, your face matches the card',
    skip: 'Go on without the camera',
  },
  choose: {
    title: 'Which clinic would you like?',
    lookingUp: {
      title: 'Asking the hospital about your visit',
      detail: 'This takes a few seconds.',
    },
    none: {
      title: 'No clinic is taking patients right now',
      detail: 'Get a reception number and our staff will arrange your visit.',
    },
    askDesk: 'Get a reception number',
    appointment: 'Booked for {{time}}',
    waiting_one: '{{count}} waiting',
    waiting_other: '{{count}} waiting',
    nobodyWaiting: 'No queue',
    closed: 'Closed now',
    clinics: 'Clinics',
    page: 'Page {{page}} of {{pages}}',
    previous: 'Previous page',
    next: 'Next page',
    hospitalAway: 'The link to the hospital is down. You can still check in.',
  },
  place: {
    room: 'Room {{room}}',
    floor: 'Floor {{floor}}',
  },
  insurance: {
    covered: 'Health insurance valid',
    coveredUntil: 'Insurance valid until {{date}}',
    'not-covered': 'Your health insurance does not apply now. Please ask at reception.',
    'check-name': 'The name on your insurance needs checking. Please ask at reception.',
    unknown: 'We could not look up your insurance. You can still check in.',
  },
  confirm: {
    title: 'Check and take your number',
    committing: 'Getting your number',
    committingDetail: 'This takes a few seconds.',
    clinic: 'Clinic',
    name: 'Name',
    idNumber: 'ID number',
    birthYear: 'Born in',
    stream: 'Queue',
    takeNumber: 'Take my number',
    back: 'Choose another clinic',
    claimed: 'These details come from the code. Staff will check them.',
  },
  stream: {
    insured: 'Health insurance',
    paying: 'Self-pay',
    priority: 'Priority',
  },
  ticket: {
    title: {
      new: 'Your queue number',
      existing: 'You already have this number today',
      again: 'This number was issued before a restart',
    },
    numberLabel: 'Queue number',
    goTo: 'Please go to the clinic and wait to be called.',
    remember: 'Remember this number or take a photo.',
    claimed: 'Keep your ID ready for a check.',
    unofficial: 'From this kiosk. You will be called by it.',
    sync: {
      pending: 'Not sent to the hospital yet, but it will be.',
      confirmed: 'Sent to the hospital',
      refused: 'The hospital needs to check this. Please stop by reception.',
    },
    issuedAt: 'at {{time}}',
    finish: 'Done',
  },
  desk: {
    title: 'Please go to the reception desk',
    numberLabel: 'Reception number',
    reason: {
      'face-not-matched': 'We could not match your face, often because of light or a mask.',
      'card-conflict': 'The card and the code differ. Our staff will sort it out.',
      'chip-invalid': 'We could not confirm the chip. Our staff will take a look.',
      'several-patients': 'Several records look alike. Our staff will find yours.',
      'record-conflict': 'Your card and our record differ. Our staff will put it right.',
      'insurance-at-counter': 'Your health insurance needs a check at the desk.',
      'patient-unknown': 'We have no record of you yet. Our staff will make one.',
      'hospital-away': 'The hospital cannot be reached now; staff will find your record.',
      'no-clinic': 'No clinic fits right now. Our staff will arrange one.',
      'asked-for-staff': 'Our staff will check you in.',
      'step-failed': 'The kiosk could not finish one step. Our staff will.',
    },
    next: 'Please remember this number and wait to be called at reception.',
    sync: {
      pending: 'The kiosk will send staff the details you gave.',
      confirmed: 'Staff already have the details you gave.',
      refused: 'Please show staff your papers again.',
    },
    finish: 'Done',
  },
  idle: {
    title: 'Are you still there?',
    secondsLeft_one: 'Your details will be cleared in {{count}} second.',
    secondsLeft_other: 'Your details will be cleared in {{count}} seconds.',
    stay: 'I am still here',
    leave: 'Finish',
    numberHides: 'This number will be hidden soon.',
    keep_one: 'Keep it ({{count}} s)',
    keep_other: 'Keep it ({{count}} s)',
  },
  oneMoment: {
    title: 'One moment, please',
    detail: 'This kiosk is restarting.',
  },
  broken: {
    title: 'Something went wrong on this screen. Please call staff',
    detail: 'This is not your fault. Saved check-ins are safe.',
  },
};
