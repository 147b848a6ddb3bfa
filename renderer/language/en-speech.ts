/** English as it is spoken here, not translated word by word; the keys are those of `vi-speech.ts`. */
export const enSpeech = {
  speech: {
    toggle: 'Listen to the screen',
    repeat: 'Repeat',
    welcome: 'This kiosk will read the screen to you.',
    keys: 'Arrow keys choose, Enter presses. Hash: hear it again. Star: go back. Zero: language and help from staff.',
    switchHere: 'For English, press zero, then Enter.',
    switchInList: 'For English, press zero, then Enter, then {{key}}.',
    press: 'Press {{key}}: {{action}}',
    pressEnter: 'Press Enter: {{action}}',
    choose: 'Choose with the arrow keys: {{action}}',
    button: 'Button: {{action}}',
    unavailable: 'Not available yet: {{action}}',
    selected: 'Selected: {{action}}',
    privateAction: 'your own item, shown on the screen',
    privateWords: 'Personal details are read through headphones only.',
    typeDigits: 'Please use the number keys. The delete key corrects.',
    typeOnScreen: 'Please touch the numbers on the screen.',
    around: 'Up arrow: language and help from staff.',
    endsIn: 'ending in {{digits}}',
    deleted: 'Deleted',
  },
} as const;
