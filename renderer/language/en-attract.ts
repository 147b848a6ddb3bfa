import type { Translation } from './one-language.ts';
import type { viAttract } from './vi-attract.ts';

/** The English of `vi-attract.ts`. */
export const enAttract: Pick<Translation, keyof typeof viAttract> = {
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
        detail: 'It may be worn, creased or shiny. Try again, about 20 cm away.',
      },
      'card-forgotten': {
        title: 'A card is still on the reader',
        detail: 'If it is yours, please take it. If not, please give it to our staff.',
      },
      'checking-code': {
        title: 'Checking your VNeID code',
        detail: 'This takes a few seconds.',
      },
      'code-expired': {
        title: 'That VNeID code has expired',
        detail: 'Each code lasts a short while. Open a new one in VNeID and show it.',
      },
      'code-unchecked': {
        title: 'We could not check your VNeID code',
        detail: 'The service cannot be asked now. Use your ID card, or type your number.',
      },
      'slip-needs-card': {
        title: 'Got your slip. Now show the code on your ID card',
        detail: 'The slip has no name on it. The card tells us whose it is.',
      },
      'slip-unchecked': {
        title: 'We could not look up that slip',
        detail: 'The hospital cannot be asked now. Please show the QR code on your ID card.',
      },
      'slip-unknown': {
        title: 'The hospital does not know that slip',
        detail: 'It may be old or from elsewhere. Please use your ID card.',
      },
      'next-person': {
        title: 'Next in the family, please',
        detail: 'Show their ID card, hospital letter or phone.',
      },
      'face-not-recognised': {
        title: 'We did not recognise you',
        detail: 'Please check in with your ID card, or call staff to help you.',
      },
      'face-paused': {
        title: 'Checking in by face is paused for now',
        detail: 'Please check in with your ID card, or call staff to help you.',
      },
      'face-away': {
        title: 'Checking in by face does not work now',
        detail: 'This is not your fault. Please use your ID card, or call staff.',
      },
    },
    welcomeSpoken:
      'No need to touch the screen. If you cannot find where codes or cards go, please ask staff. To hear this again, press the Repeat button.',
    whenAsked: 'Touch the button below, then hold your code up to the camera.',
    whenAskedSpoken:
      'Press Show a code to the camera, then hold your code up to it. If you cannot find the camera or the reader, please ask staff. To hear this again, press the Repeat button.',
    ways: {
      card: {
        title: 'ID card',
        scanner: 'Show its QR code to the scanner',
        camera: 'Hold its QR code up to the camera',
        'camera-when-asked': 'Touch the button below, then show its QR code',
        lay: 'Then put the card on the reader',
      },
      paper: {
        title: 'Hospital letter or phone',
        scanner: 'Show the code on it to the scanner',
        camera: 'Hold the code on it up to the camera',
        'camera-when-asked': 'Touch the button, then show the code',
        either: 'Show the code to the scanner, or to this camera',
      },
    },
    typedOnly: {
      title: 'Type your ID number to check in',
      detail: 'This kiosk cannot read codes now. To show a code, use another kiosk nearby.',
    },
    typeNumber: 'Type your ID number',
    showToCamera: 'Show a code to the camera',
    beenHere: 'I have been here before',
    byFace: 'My face was saved last time',
    emergency: 'Emergency: touch here',
    emergencySpoken: 'Emergency',
    emergencyAloud: 'Emergency? No need to check in. Call out to anyone nearby.',
  },
  strayCode: {
    'unknown-code': 'That code does not work here. Show the QR code on your ID card.',
    'unreadable-code': 'We could not read that code. Try again, about 20 cm away.',
    'code-expired': 'That VNeID code has expired. Open a new one and show it.',
    'code-unchecked': 'VNeID cannot be asked now. Show the QR code on your ID card.',
  },
};
